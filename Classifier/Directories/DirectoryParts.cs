using Classifier.Alerts;
using Classifier.Decisions;

namespace Classifier.Directories;

/// <summary>Everything that <c>data/directory.yaml</c> lists, in its order.</summary>
public sealed record DirectoryParts
{
    /// <summary>In which people are told things unless their team has another, such as <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Teams and their parents.</summary>
    public IReadOnlyList<Team> Teams { get; init; } = [];

    /// <summary>People who can be invited.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Services with owner and location.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Locations.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Names of issue types for people.</summary>
    public IReadOnlyList<IssueType> IssueTypes { get; init; } = [];

    /// <summary>Who is away and when.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>Who is on call instead of the rotation, and when; the first that fits counts.</summary>
    public IReadOnlyList<OnCallOverride> Overrides { get; init; } = [];

    /// <summary>What is done by type of problem; the first that fits counts.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; init; } = [];

    /// <summary>What is asked of answers before they count.</summary>
    public AskedInDirectory Decisions { get; init; } = AskedInDirectory.Default;

    /// <summary>Rules that pin, forbid, and hold back, in order.</summary>
    public IReadOnlyList<DecisionRule> Rules { get; init; } = [];

    /// <summary>Planned maintenance: alerts of which nobody is told meanwhile.</summary>
    public IReadOnlyList<Mute> Maintenance { get; init; } = [];

    /// <summary>What training is told of attributes; null when the directory says nothing.</summary>
    public AttributeList? Attributes { get; init; }

    /// <summary>Where what nobody owns goes; null when the directory names none.</summary>
    public StandingGroup? Triage { get; init; }

    /// <summary>Who handles suspected compromise; null when the directory names none.</summary>
    public SecurityGroup? Security { get; init; }

    /// <summary>Who is told how public incidents stand without being in their rooms; null when the directory names none.</summary>
    public StakeholderGroup? Stakeholders { get; init; }
}

/// <summary>What is asked of answers before they count.</summary>
/// <param name="ForAll">Of all teams that have nothing of their own.</param>
/// <param name="ByTeam">Of some teams instead, by key.</param>
public sealed record AskedInDirectory(AskedOfAnswers ForAll, IReadOnlyDictionary<string, AskedOfAnswers> ByTeam)
{
    /// <summary>The defaults, for all teams.</summary>
    public static AskedInDirectory Default { get; } = new(AskedOfAnswers.Default, new Dictionary<string, AskedOfAnswers>());
}

/// <summary>What training is told of attributes.</summary>
/// <param name="Keep">Keys that are learned from although they look as if they held the answer, such as a service that each team has one of.</param>
/// <param name="Ignore">Keys that are not learned from.</param>
public sealed record AttributeList(IReadOnlyList<string> Keep, IReadOnlyList<string> Ignore);

/// <summary>Whether a team's rooms open by themselves.</summary>
public enum TeamMode
{
    /// <summary>People accept first.</summary>
    Suggest,

    /// <summary>Rooms open by themselves from the team's threshold, as long as its answers turn out right.</summary>
    Auto,

    /// <summary>People accept first, until enough answers have turned out right.</summary>
    Earn,
}

/// <summary>A team, or a parent of teams.</summary>
/// <param name="Key">As models and tickets name it.</param>
/// <param name="Name">For people.</param>
/// <param name="Parent">Key of the parent; null at the top.</param>
/// <param name="Mode">As the file says; what holds is <see cref="ResponderDirectory.ModeOf"/>.</param>
/// <param name="Formerly">Keys it had before; its history keeps them.</param>
/// <param name="Rotations">Who takes turns, by location.</param>
/// <param name="Language">In which it is told things; null for the directory's.</param>
public sealed record Team(string Key, string Name, string? Parent, TeamMode Mode, IReadOnlyList<string> Formerly, IReadOnlyList<Rotation> Rotations, string? Language = null);

/// <summary>People who take turns at one location, by turns of equal length or as it is kept elsewhere.</summary>
/// <param name="Place">Key of the location.</param>
/// <param name="People">Ids, in the order of their turns; empty with a feed alone.</param>
/// <param name="Starts">First hand-over, local time at the location.</param>
/// <param name="Shift">Length of a turn: whole days (of local time, so that hand-over stays at one hour of the day) or hours.</param>
/// <param name="Feed">Where the turns are kept; null for turns of equal length.</param>
public sealed record Rotation(string Place, IReadOnlyList<string> People, DateTime Starts, TimeSpan Shift, OnCallFeed? Feed = null);

/// <summary>Somebody is on call instead of whoever the rotation names.</summary>
/// <param name="Team">Key of the team.</param>
/// <param name="Place">Only for the rotation of this location; null for all.</param>
/// <param name="Person">Who.</param>
/// <param name="From">First minute, local time at the location.</param>
/// <param name="Until">First minute after it, local time at the location.</param>
public sealed record OnCallOverride(string Team, string? Place, string Person, DateTime From, DateTime Until);

/// <summary>Somebody who can be invited.</summary>
/// <param name="Id">Ours, e.g. <c>amara.okafor</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Title">What they do; empty when not given.</param>
/// <param name="Team">Key of the team they belong to; null when none.</param>
/// <param name="TimeZone">Where they are.</param>
/// <param name="Handles">Handle by connector name.</param>
/// <param name="Deputy">Id of who stands in for them; null when nobody.</param>
public sealed record Person(string Id, string Name, string Title, string? Team, TimeZoneInfo TimeZone, IReadOnlyDictionary<string, string> Handles, string? Deputy)
{
    /// <summary>Two letters for where a picture would be.</summary>
    public string Initials
    {
        get
        {
            var words = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? "?" : string.Concat(words[0][..1], words.Length > 1 ? words[^1][..1] : "").ToUpperInvariant();
        }
    }
}

/// <summary>Something that runs and has an owner.</summary>
/// <param name="Key">As labels name it.</param>
/// <param name="Name">For people.</param>
/// <param name="Owner">Key of the owning team.</param>
/// <param name="Place">Key of its location; null when it runs in many.</param>
/// <param name="Aliases">Other names that labels use.</param>
/// <param name="DependsOn">Keys of the services that it cannot do without.</param>
public sealed record Service(string Key, string Name, string Owner, string? Place, IReadOnlyList<string> Aliases, IReadOnlyList<string> DependsOn);

/// <summary>A location.</summary>
/// <param name="Key">Ours.</param>
/// <param name="Name">For people.</param>
/// <param name="TimeZone">Its clock.</param>
/// <param name="Aliases">Regions, sites and short names that labels and hosts use.</param>
public sealed record Place(string Key, string Name, TimeZoneInfo TimeZone, IReadOnlyList<string> Aliases);

/// <summary>A kind of problem.</summary>
/// <param name="Key">As models and tickets name it.</param>
/// <param name="Name">For people.</param>
public sealed record IssueType(string Key, string Name);

/// <summary>Somebody is away.</summary>
/// <param name="Person">Who.</param>
/// <param name="From">First day, in the person's time zone.</param>
/// <param name="Until">Last day, in the person's time zone.</param>
/// <param name="Deputy">Who stands in; null for the person's own deputy.</param>
public sealed record Absence(string Person, DateOnly From, DateOnly Until, string? Deputy);

/// <summary>A team with a standing room.</summary>
/// <param name="Team">Key of the team.</param>
/// <param name="Channel">Name of its standing room.</param>
public sealed record StandingGroup(string Team, string Channel);

/// <summary>People who want to know how things stand.</summary>
/// <param name="Channel">Name of their standing room.</param>
/// <param name="People">Ids of those who are brought in.</param>
/// <param name="DigestAt">At what local times they are told what is open; empty for never.</param>
/// <param name="TimeZone">Whose times these are.</param>
public sealed record StakeholderGroup(string Channel, IReadOnlyList<string> People, IReadOnlyList<TimeOnly> DigestAt, TimeZoneInfo TimeZone);

/// <summary>The security team with its standing private room.</summary>
/// <param name="Team">Key of the team.</param>
/// <param name="Channel">Name of its standing private room.</param>
/// <param name="IssueTypes">Types that mean suspected compromise or exposure.</param>
public sealed record SecurityGroup(string Team, string Channel, IReadOnlyList<string> IssueTypes);

/// <summary>What is done about a type of problem.</summary>
/// <param name="Key">Ours.</param>
/// <param name="Name">What to do, in a few words.</param>
/// <param name="IssueTypes">Types it is for; not empty.</param>
/// <param name="Teams">Only for these owners; empty for all.</param>
/// <param name="Severities">Only for these levels; empty for all.</param>
/// <param name="Places">Only at these locations; empty for all.</param>
/// <param name="Invite">Further people and teams to invite, with their role.</param>
/// <param name="Steps">What to do, in order.</param>
public sealed record Playbook(
    string Key, string Name, IReadOnlyList<string> IssueTypes, IReadOnlyList<string> Teams, IReadOnlyList<Severity> Severities,
    IReadOnlyList<string> Places, IReadOnlyList<PlaybookInvite> Invite, IReadOnlyList<string> Steps);

/// <summary>Who a playbook brings in: a team's on-call or a person.</summary>
/// <param name="Team">Key of the team; null when a person is named.</param>
/// <param name="Person">Id of the person; null when a team is named.</param>
/// <param name="Role">What they are there for.</param>
public sealed record PlaybookInvite(string? Team, string? Person, string Role);
