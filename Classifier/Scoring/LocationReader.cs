using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Where it is: from labels by their common names, then from names of hosts, then from words of the text.</summary>
/// <param name="places">Knows the company's places; null where there is no directory.</param>
public sealed partial class LocationReader(ILocationResolver? places)
{
    private const int TextLimit = 2000;

    private static readonly string[] PlaceLabels = ["location", "site", "datacenter", "data_center", "dc", "office", "region", "zone", "cluster"];
    private static readonly string[] RegionLabels = ["region", "aws_region", "cloud_region"];
    private static readonly string[] SiteLabels = ["site", "datacenter", "data_center", "dc", "location", "office", "availability_zone", "zone"];
    private static readonly string[] ClusterLabels = ["cluster", "cluster_name", "k8s_cluster", "kubernetes_cluster"];
    private static readonly string[] HostLabels = ["host", "hostname", "host_name", "instance", "node", "nodename", "server", "device"];
    private static readonly string[] ServiceLabels = ["service", "service_name", "app", "application", "component", "job"];

    /// <summary>All that the alert says about where it is.</summary>
    public Location Read(Alert alert)
    {
        var host = Label(alert, HostLabels) ?? HostIn(alert.Title) ?? HostIn(Beginning(alert.Description));
        return new(
            FromLabels(alert) ?? FromHost(host) ?? FromText(alert.Title) ?? FromText(Beginning(alert.Description)),
            Label(alert, RegionLabels), Label(alert, SiteLabels), Label(alert, ClusterLabels), host, Label(alert, ServiceLabels));
    }

    private string? FromLabels(Alert alert)
    {
        foreach (var name in PlaceLabels)
        {
            if (Label(alert, [name]) is { } value && (places?.Resolve(value) ?? FromHost(value)) is { } key)
                return key;
        }
        return null;
    }

    /// <summary>A host's name mostly begins with its site: <c>fra2-web-01</c>, <c>fra-db1.example.net</c>.</summary>
    private string? FromHost(string? host)
    {
        if (host is null || places is null)
            return null;
        foreach (var part in host.Split('.', '-', '_', ':', '/'))
        {
            if (part.Length < 2)
                continue;
            if ((places.Resolve(part) ?? places.Resolve(part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))) is { } key)
                return key;
        }
        return null;
    }

    private string? FromText(string text)
    {
        if (places is null)
            return null;
        string? previous = null;
        var words = new Words(text);
        while (words.MoveNext())
        {
            var word = words.Current.ToString();
            if ((previous is null ? null : places.Resolve($"{previous} {word}")) is { } pair)
                return pair;
            if (word.Length > 2 && places.Resolve(word) is { } key)
                return key;
            previous = word;
        }
        return null;
    }

    private static string? HostIn(string text) => HostName().Match(text) is { Success: true } match ? match.Value : null;

    private static string Beginning(string text) => text.Length <= TextLimit ? text : text[..TextLimit];

    private static string? Label(Alert alert, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (alert.Labels.TryGetValue(name, out var value) && value.Length > 0)
                return value;
        }
        return null;
    }

    // Site, role and number, as in fra2-web-01: words with a hyphen alone are no hosts.
    [GeneratedRegex(@"\b[a-z]{2,6}\d{0,2}-(?:[a-z][a-z0-9]{1,15}-){1,3}\d{1,4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex HostName();
}
