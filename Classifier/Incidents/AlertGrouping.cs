using System.Globalization;
using Classifier.Alerts;
using Classifier.Directories;
using Classifier.Text;

namespace Classifier.Incidents;

/// <summary>
/// Whether an alert belongs to an incident of another key that opened shortly before: something that both have in common where
/// they are (service, host, a dependency, or at least the place), and the nearer that is, the less their words must be alike.
/// Pure, and with a reason that one can read.
/// </summary>
public static class AlertGrouping
{
    // Chosen on generated bursts, measured on others: see GroupingTests.
    private const double AlikeOfOneService = 0.2;
    private const double AlikeAtOnePlace = 0.5;
    private const int Hops = 1;

    /// <summary>Why an alert belongs to an incident; null when it does not.</summary>
    /// <param name="title">The alert's title.</param>
    /// <param name="location">Where the alert is.</param>
    /// <param name="incident">Another key's incident.</param>
    /// <param name="directory">Knows which service needs which.</param>
    public static string? Reason(string title, Location location, Incident incident, ResponderDirectory directory)
    {
        var other = incident.Location;
        if (location.Key is not null && other.Key is not null && location.Key != other.Key)
            return null;
        var isSamePlace = location.Key is not null && location.Key == other.Key;
        var place = isSamePlace ? $", both at {directory.Place(location.Key)?.Name ?? location.Key}" : "";
        var alike = Alike(title, incident.Title);
        if (location.Host is { } host && string.Equals(host, other.Host, StringComparison.OrdinalIgnoreCase))
            return $"the same host {host}";
        var (service, otherService) = (NameOf(location.Service, directory), NameOf(other.Service, directory));
        if (service is not null && otherService is not null)
        {
            if (string.Equals(service, otherService, StringComparison.OrdinalIgnoreCase))
                return isSamePlace || alike >= AlikeOfOneService ? $"the same service {service}{place}{InWords(alike)}" : null;
            if (isSamePlace && (Path(service, otherService, directory) ?? Path(otherService, service, directory)) is { } chain)
                return $"{chain}{place}";
        }
        return isSamePlace && alike >= AlikeAtOnePlace ? $"{place[2..]}{InWords(alike)}" : null;
    }

    /// <summary>How much of two titles is the same, from 0 to 1: words with volatile parts masked, by Jaccard's index.</summary>
    public static double Alike(string title, string other)
    {
        var (a, b) = (WordsOf(title), WordsOf(other));
        if (a.Count == 0 || b.Count == 0)
            return 0;
        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }

    private static HashSet<string> WordsOf(string title)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Placeholders.Of(chunk) is not Placeholder.None and not Placeholder.Numbered and var placeholder)
            {
                words.Add($"<{placeholder}>");
                continue;
            }
            var parts = new Words(chunk);
            while (parts.MoveNext())
                words.Add(parts.Current.ToString());
        }
        return words;
    }

    /// <summary>The chain of dependencies from one service to another, shortest first; null when there is none.</summary>
    private static string? Path(string from, string to, ResponderDirectory directory)
    {
        var reached = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        List<string> edge = [from];
        for (var hop = 0; hop < Hops && edge.Count > 0; hop++)
        {
            var next = new List<string>();
            foreach (var service in edge)
            {
                foreach (var needed in directory.Service(service)?.DependsOn ?? [])
                {
                    if (!reached.TryAdd(needed, service))
                        continue;
                    if (needed == to)
                        return Chain(needed, reached);
                    next.Add(needed);
                }
            }
            edge = next;
        }
        return null;
    }

    private static string Chain(string last, Dictionary<string, string?> reached)
    {
        var names = new List<string>();
        for (string? service = last; service is not null; service = reached[service])
            names.Insert(0, service);
        return string.Join(" depends on ", names.Take(2)) + string.Concat(names.Skip(2).Select(n => $", which depends on {n}"));
    }

    private static string? NameOf(string? service, ResponderDirectory directory) => service is null ? null : directory.Service(service)?.Key ?? service;

    private static string InWords(double alike) => string.Create(CultureInfo.InvariantCulture, $", {100 * alike:F0} % of the words");
}
