using System.Collections.Frozen;
using Classifier.Decisions;

namespace Classifier.Directories;

/// <summary>Who owns what, who is on call where and when, and what is done by type of problem. Immutable; a reload makes a new one.</summary>
public sealed class ResponderDirectory
{
    private readonly FrozenDictionary<string, Team> _teams;
    private readonly FrozenDictionary<string, Person> _people;
    private readonly FrozenDictionary<string, Service> _services;
    private readonly FrozenDictionary<string, Place> _places;
    private readonly FrozenDictionary<string, IssueType> _issueTypes;
    private readonly FrozenDictionary<string, string> _placeByAlias;
    private readonly LearnedOfDirectory _learned;

    /// <summary>A directory of checked parts: every name that a part mentions is there (see <see cref="DirectoryFile"/>).</summary>
    public ResponderDirectory(DirectoryParts parts)
        : this(parts, LearnedOfDirectory.Nothing)
    {
    }

    private ResponderDirectory(DirectoryParts parts, LearnedOfDirectory learned)
    {
        (Parts, _learned) = (parts, learned);
        _teams = parts.Teams.SelectMany(t => t.Formerly.Append(t.Key).Select(key => (key, t))).ToFrozenDictionary(p => p.key, p => p.t, StringComparer.Ordinal);
        _people = parts.People.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        _services = parts.Services.SelectMany(s => s.Aliases.Append(s.Key).Distinct(StringComparer.OrdinalIgnoreCase).Select(key => (key, s)))
            .ToFrozenDictionary(p => p.key, p => p.s, StringComparer.OrdinalIgnoreCase);
        _places = parts.Places.ToFrozenDictionary(p => p.Key, StringComparer.Ordinal);
        _issueTypes = parts.IssueTypes.ToFrozenDictionary(t => t.Key, StringComparer.Ordinal);
        _placeByAlias = parts.Places
            .SelectMany(p => p.Aliases.Append(p.Key).Append(p.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(alias => (alias, p.Key)))
            .ToFrozenDictionary(p => p.alias, p => p.Key, StringComparer.OrdinalIgnoreCase);
        Terms = DirectoryTerms.Of(this);
    }

    /// <summary>All entries, in the order of the file.</summary>
    public DirectoryParts Parts { get; }

    /// <summary>What the rotations say that are kept elsewhere, as far as they were read.</summary>
    public IReadOnlyDictionary<OnCallFeed, FeedShifts> Feeds => _learned.Feeds;

    /// <summary>How the model's answers for teams turned out, by key; a team without answers is not there.</summary>
    public IReadOnlyDictionary<string, TrackRecord> Records => _learned.Records;

    /// <summary>What the file says, with what is known beside it.</summary>
    public ResponderDirectory With(LearnedOfDirectory learned) => new(learned.Handles.Count == 0 ? Parts : Parts with { People = [.. Parts.People.Select(learned.WithHandles)] }, learned);

    /// <summary>What it lays down for decisions.</summary>
    public DecisionTerms Terms { get; }

    /// <summary>A team by its key or a key it had before; null when there is none.</summary>
    public Team? Team(string? key) => key is null ? null : _teams.GetValueOrDefault(key);

    /// <summary>A person by id; null when there is none.</summary>
    public Person? Person(string? id) => id is null ? null : _people.GetValueOrDefault(id);

    /// <summary>A service by key or alias, in any case; null when there is none.</summary>
    public Service? Service(string? name) => name is null ? null : _services.GetValueOrDefault(name);

    /// <summary>A location by key; null when there is none.</summary>
    public Place? Place(string? key) => key is null ? null : _places.GetValueOrDefault(key);

    /// <summary>Key of the location that goes by this name, alias or key, in any case; null when none does.</summary>
    public string? ResolvePlace(string name) => _placeByAlias.GetValueOrDefault(name);

    /// <summary>The type's name for people; the key in words when the directory does not list it.</summary>
    public string IssueTypeName(string key) => _issueTypes.TryGetValue(key, out var type) ? type.Name : InWords(key);

    /// <summary>The team's name for people; the key in words when the directory does not list it.</summary>
    public string TeamName(string key) => Team(key)?.Name ?? InWords(key);

    /// <summary>In which a team is told things; the directory's language where it has none, or nobody is named.</summary>
    public string LanguageOf(string? team) => Team(team)?.Language ?? Parts.Language;

    /// <summary>Auto or suggest, whichever holds for the team: what the file says, and how its answers turned out. A team that the directory does not list counts as suggest.</summary>
    public TeamMode ModeOf(string? key) => Team(key) switch
    {
        { Mode: TeamMode.Auto } team => IsDropped(team) ? TeamMode.Suggest : TeamMode.Auto,
        { Mode: TeamMode.Earn } team => Records.TryGetValue(team.Key, out var record) && record.Reaches(AskedOf(team)) ? TeamMode.Auto : TeamMode.Suggest,
        _ => TeamMode.Suggest,
    };

    /// <summary>Whether a team's rooms should open by themselves and do not, since too many answers were wrong.</summary>
    public bool IsDropped(Team team) => team.Mode == TeamMode.Auto && Records.TryGetValue(team.Key, out var record) && record.IsBelow(AskedOf(team));

    /// <summary>How many of a team's answers that are acted on must be right.</summary>
    public double AskedOf(Team team) => (Parts.Decisions.ByTeam.GetValueOrDefault(team.Key) ?? Parts.Decisions.ForAll).Precisions.First();

    /// <summary>The people of the security group: those who belong to its team.</summary>
    public IEnumerable<Person> SecurityGroup => Parts.Security is { } security ? Parts.People.Where(p => p.Team == security.Team) : [];

    /// <summary>Whether the person belongs to the security group.</summary>
    public bool IsSecurity(string? person) => Parts.Security is { } security && Person(person)?.Team == security.Team;

    /// <summary>Finds a team by what a person typed: its key, a former key, its name, or a unique prefix of key or name, in any case.</summary>
    /// <returns>One team; several when the prefix is not unique; none when nothing fits.</returns>
    public IReadOnlyList<Team> FindTeams(string typed)
    {
        var text = typed.Trim().Trim('"', '“', '”');
        if (text.Length == 0)
            return [];
        if (Parts.Teams.FirstOrDefault(t => Same(t.Key, text) || Same(t.Name, text) || t.Formerly.Any(f => Same(f, text))) is { } exact)
            return [exact];
        return [.. Parts.Teams.Where(t => Starts(t.Key, text) || Starts(t.Name, text))];
    }

    /// <summary>The first playbook that fits; null when none does.</summary>
    /// <remarks>Fields that a playbook leaves empty fit everything.</remarks>
    public Playbook? PlaybookFor(string? issueType, string? team, Alerts.Severity severity, string? place) => Parts.Playbooks.FirstOrDefault(p =>
        issueType is not null && p.IssueTypes.Contains(issueType)
        && (p.Teams.Count == 0 || (Team(team) is { } known && p.Teams.Any(t => Team(t) == known)))
        && (p.Severities.Count == 0 || p.Severities.Contains(severity))
        && (p.Places.Count == 0 || (place is not null && p.Places.Contains(place))));

    /// <summary>Finds people by what a person typed: an id, a name, or the beginning of either, in any case.</summary>
    /// <returns>One person; several when it is not unique; none when nobody fits.</returns>
    public IReadOnlyList<Person> FindPeople(string typed)
    {
        var text = typed.Trim().TrimStart('@').Trim('"', '“', '”');
        if (text.Length == 0)
            return [];
        return Parts.People.FirstOrDefault(p => Same(p.Id, text) || Same(p.Name, text)) is { } exact ? [exact] : [.. Parts.People.Where(p => Starts(p.Id, text) || Starts(p.Name, text))];
    }

    /// <summary>The one who goes by a handle there, in any case; null when nobody does.</summary>
    /// <param name="tool">As <see cref="Directories.Person.Handles"/> names it: a connector, <c>pagerduty</c> or <c>mail</c>.</param>
    /// <param name="handle">What they are called there.</param>
    public Person? PersonBy(string tool, string? handle) =>
        handle is null ? null : Parts.People.FirstOrDefault(p => p.Handles.TryGetValue(tool, out var known) && Same(known, handle));

    /// <summary>The one who goes by a text: an id, a whole name, or a handle or mail address of any tool, in any case; null for nobody.</summary>
    public Person? PersonCalled(string text) =>
        Parts.People.FirstOrDefault(p => Same(p.Id, text) || Same(p.Name, text)) ?? Parts.People.FirstOrDefault(p => p.Handles.Values.Any(h => Same(h, text)));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string a, string b) => a.StartsWith(b, StringComparison.OrdinalIgnoreCase);

    private static string InWords(string key) =>
        key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ').Replace('_', ' ');
}
