using Classifier.Alerts;

namespace Classifier.Incidents;

/// <summary>What a storm consists of: the services, places and sources that most of its alerts name.</summary>
public static class StormSummary
{
    private const int Most = 3;

    /// <summary>In one sentence, e.g. <c>services checkout 6, shop-web 3; places Oslo 8; from alertmanager 9</c>. Empty for no alerts.</summary>
    /// <param name="alerts">The storm's alerts, each with where it is.</param>
    /// <param name="placeName">What people call a place.</param>
    public static string Of(IReadOnlyList<(Alert Alert, Location Location)> alerts, Func<string, string> placeName)
    {
        (string What, string Counted)[] parts =
        [
            ("services", Counted(alerts.Select(a => a.Location.Service))),
            ("places", Counted(alerts.Select(a => a.Location.Key is { } key ? placeName(key) : a.Location.Site ?? a.Location.Cluster ?? a.Location.Region))),
            ("from", Counted(alerts.Select(a => a.Alert.Source))),
        ];
        return string.Join("; ", parts.Where(part => part.Counted.Length > 0).Select(part => $"{part.What} {part.Counted}"));
    }

    private static string Counted(IEnumerable<string?> names)
    {
        var groups = names.OfType<string>().GroupBy(name => name, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var others = groups.Skip(Most).Sum(g => g.Count());
        return string.Join(", ", [.. groups.Take(Most).Select(g => $"{g.Key} {g.Count()}"), .. others == 0 ? Array.Empty<string>() : [$"others {others}"]]);
    }
}
