using System.Globalization;

namespace Classifier.Training.Samples;

/// <summary>One way in which a type of issue shows, or (in the book of voices) one way to file a ticket.</summary>
/// <param name="Name">Unique in its book.</param>
/// <param name="Settings">From its line: <c>share</c>, <c>team</c>, a location's own team, <c>services</c>, <c>severity</c>, <c>from</c>, <c>until</c>, <c>lookalike</c>.</param>
/// <param name="Sections">Its own phrases.</param>
internal sealed record Scenario(string Name, IReadOnlyDictionary<string, string> Settings, PhraseSections Sections)
{
    /// <summary>Relative frequency among its siblings.</summary>
    public double Share => Settings.TryGetValue("share", out var share) ? double.Parse(share, CultureInfo.InvariantCulture) : 1;

    /// <summary>Sounds like a compromise and is none.</summary>
    public bool IsLookalike => Settings.ContainsKey("lookalike");

    /// <summary>Language of a voice; null for English.</summary>
    public string? Language => Settings.GetValueOrDefault("language");

    public IReadOnlyList<string> List(string setting) => Settings.TryGetValue(setting, out var list) ? list.Split(',') : [];

    /// <summary>Whether it happens on <paramref name="day"/>.</summary>
    public bool HappensOn(DateTimeOffset day) =>
        (!Settings.TryGetValue("from", out var from) || day >= SampleCalendar.Day(from))
        && (!Settings.TryGetValue("until", out var until) || day < SampleCalendar.Day(until));

    /// <summary>Who owns it: the location's own answer, else the scenario's, where <c>owner</c> means the service's owner.</summary>
    public string TeamFor(SampleService service, string location)
    {
        var team = Settings.TryGetValue(location, out var local) ? local : Settings["team"];
        return team == "owner" ? service.Owner : team;
    }

    public static IReadOnlyDictionary<string, string> ReadSettings(IEnumerable<string> settings) =>
        settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s.Length > 1 ? s[1] : "", StringComparer.Ordinal);
}
