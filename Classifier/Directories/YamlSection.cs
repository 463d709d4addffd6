using System.Globalization;
using Classifier.Alerts;
using YamlDotNet.RepresentationModel;

namespace Classifier.Directories;

/// <summary>A mapping of a YAML file, read member by member; what is missing, wrong or unknown becomes a fault with its line.</summary>
public sealed class YamlSection
{
    private readonly Dictionary<string, YamlNode> _members = new(StringComparer.Ordinal);
    private readonly YamlFaults _faults;
    private readonly string _what;

    /// <summary>Reads a mapping; members that are not known are faults.</summary>
    public YamlSection(YamlNode node, YamlFaults faults, string what, params ReadOnlySpan<string> known)
    {
        (_faults, _what, Line) = (faults, what, node.Start.Line);
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node.Start.Line, $"{what} must be a mapping");
            return;
        }
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name))
                faults.Add(key.Start.Line, $"{what} has an unknown member '{name}'; known are {string.Join(", ", known)}");
            _members[name] = value;
        }
    }

    /// <summary>Where it begins.</summary>
    public long Line { get; }

    /// <summary>Where a member's value stands; where the mapping begins when it has none.</summary>
    public long LineOf(string name) => _members.TryGetValue(name, out var node) ? node.Start.Line : Line;

    /// <summary>A member's node; null when it is not there.</summary>
    public YamlNode? Node(string name) => _members.GetValueOrDefault(name);

    /// <summary>A value that must be there, unless <paramref name="otherwise"/> stands in.</summary>
    public string Text(string name, string? otherwise = null)
    {
        if (Optional(name) is { } text)
            return text;
        if (otherwise is null)
            _faults.Add(LineOf(name), $"{_what} needs '{name}'");
        return otherwise ?? "";
    }

    /// <summary>A value; null when it is not there or empty.</summary>
    public string? Optional(string name) => _members.GetValueOrDefault(name) switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => value,
        null or YamlScalarNode => null,
        _ => Fault<string?>(name, "must be one value", null),
    };

    /// <summary>A list of values; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item is YamlScalarNode { Value: { } value } ? value : Fault(name, "must be a list of values", ""))];

    /// <summary>A list of nodes; empty when it is not there.</summary>
    public IReadOnlyList<YamlNode> Items(string name) => _members.GetValueOrDefault(name) switch
    {
        YamlSequenceNode sequence => [.. sequence.Children],
        null or YamlScalarNode { Value: null or "" } => [],
        _ => Fault<IReadOnlyList<YamlNode>>(name, "must be a list", []),
    };

    /// <summary>A mapping of values; empty when it is not there.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name) => _members.GetValueOrDefault(name) switch
    {
        YamlMappingNode mapping => mapping.Children.ToDictionary(p => (p.Key as YamlScalarNode)?.Value ?? "", p => (p.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal),
        null => new Dictionary<string, string>(),
        _ => Fault<IReadOnlyDictionary<string, string>>(name, "must be a mapping", new Dictionary<string, string>()),
    };

    /// <summary>An IANA time zone.</summary>
    public TimeZoneInfo TimeZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(Text(name), out var zone) ? zone : Fault(name, $"'{Optional(name)}' is not a time zone", TimeZoneInfo.Utc);

    /// <summary>A local time such as 2026-01-05T08:00.</summary>
    public DateTime LocalTime(string name) => DateTime.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : Fault(name, $"'{Optional(name)}' is not a local time such as 2026-01-05T08:00", default(DateTime));

    /// <summary>Times of a day such as 08:00; empty when it is not there.</summary>
    public IReadOnlyList<TimeOnly> TimesOfDay(string name) => [.. Texts(name).Select(text =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : Fault(name, $"has '{text}', which is not a time of day such as \"08:00\"", default(TimeOnly)))];

    /// <summary>A day such as 2026-12-21.</summary>
    public DateOnly Day(string name) => DateOnly.TryParse(Text(name), CultureInfo.InvariantCulture, out var day)
        ? day : Fault(name, $"'{Optional(name)}' is not a day such as 2026-12-21", default(DateOnly));

    /// <summary>Whole days or hours: <c>7d</c>, <c>12h</c>.</summary>
    public TimeSpan Length(string name)
    {
        var text = Text(name);
        var unit = text.EndsWith('d') ? TimeSpan.FromDays(1) : text.EndsWith('h') ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count * unit : Fault(name, $"'{text}' is not a length such as 7d or 12h", TimeSpan.FromDays(7));
    }

    /// <summary>A number; <paramref name="otherwise"/> when it is not there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="otherwise">Stands in.</param>
    /// <param name="fits">What it must be.</param>
    /// <param name="what">That in words, for the fault.</param>
    public double Number(string name, double otherwise, Func<double, bool> fits, string what)
    {
        if (Node(name) is null)
            return otherwise;
        return double.TryParse(Optional(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && fits(number)
            ? number : Fault(name, $"must be {what}", otherwise);
    }

    /// <summary><c>true</c> or <c>false</c>; false when it is not there.</summary>
    public bool Flag(string name) => Word(name, false, word => word switch { "true" => true, "false" => false, _ => null });

    /// <summary>Levels of severity; empty when it is not there.</summary>
    public IReadOnlyList<Severity> Severities(string name) =>
        [.. Texts(name).Select(word => SeverityWords.Parse(word) ?? Fault(name, $"has '{word}', which is no severity", Severity.Medium))];

    /// <summary>One of the words that <paramref name="parse"/> knows.</summary>
    public T Word<T>(string name, T otherwise, Func<string, T?> parse) where T : struct =>
        Optional(name) is not { } word ? otherwise : parse(word) ?? Fault(name, $"'{word}' is not a known word", otherwise);

    /// <summary>Notes a fault of a member and goes on with <paramref name="instead"/>.</summary>
    public T Fault<T>(string name, string message, T instead)
    {
        _faults.Add(LineOf(name), $"{_what}: '{name}' {message}");
        return instead;
    }
}
