using System.Collections.Frozen;

namespace Classifier.Api.Briefs.Messages;

/// <summary>What there is to say, and which values each text may use.</summary>
internal static class MessageNames
{
    public const string Time = "time";
    public const string Line = "line";
    public const string Heading = "heading";
    public const string Topic = "topic";
    public const string Brief = "brief";
    public const string Announcement = "announcement";
    public const string Question = "question";
    public const string Accept = "accept";
    public const string NotAnIncident = "not_an_incident";
    public const string Update = "update";
    public const string Digest = "digest";

    private static readonly string[] OfIncident =
    [
        "id", "title", "severity", "level", "state", "type", "owner", "set_by", "is_guess", "is_stated", "is_private", "is_unanswered", "source", "service", "place", "opened", "answer_by",
    ];

    private static readonly string[] OfEvidence =
    [
        "cut", "suggested", "trust", "reasons", "rule", "is_of_parent", "novelty", "teams", "is_question", "similar", "playbook", "steps", "service_name", "service_owner",
        "reporter", "is_reporter_known", "answers", "right", "asked_for", "mention",
    ];

    /// <summary>Texts that are parts of others, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Pieces { get; } = [Line, Heading, "progress", "facts", "why", "ranking", "alike"];

    /// <summary>By text, the values it may use.</summary>
    public static FrozenDictionary<string, string[]> Values { get; } = new Dictionary<string, string[]>
    {
        [Time] = ["local", "town", "utc"],
        [Line] = OfIncident,
        [Heading] = OfIncident,
        ["progress"] = OfIncident,
        ["facts"] = [.. OfIncident, .. OfEvidence],
        ["why"] = [.. OfIncident, .. OfEvidence],
        ["ranking"] = [.. OfIncident, .. OfEvidence],
        ["alike"] = [.. OfIncident, .. OfEvidence],
        [Topic] = OfIncident,
        [Brief] = [.. OfIncident, .. OfEvidence, .. Pieces],
        [Announcement] = [.. OfIncident, .. OfEvidence, .. Pieces],
        [Question] = OfIncident,
        [Accept] = ["team"],
        [NotAnIncident] = [],
        [Update] = [.. OfIncident, Line, "text"],
        [Digest] = ["at", "open", "incidents", "more", "ended", "taken_after", "ended_after"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the entries of a list hold; of other values nothing is inside.</summary>
    public static FrozenDictionary<string, string[]> Members { get; } = new Dictionary<string, string[]>
    {
        ["similar"] = ["id", "similarity", "title", "team", "ago", "cause", "fix", "people", "shared"],
        ["incidents"] = ["line", "age", "is_taken", "status"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Texts that must say something.</summary>
    public static FrozenSet<string> NeverEmpty { get; } = new[] { Time, Line, Heading, Topic, Announcement, Question, Accept, NotAnIncident, Update, Digest }.ToFrozenSet(StringComparer.Ordinal);
}
