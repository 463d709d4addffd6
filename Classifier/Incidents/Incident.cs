using System.Globalization;
using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Scoring;

namespace Classifier.Incidents;

/// <summary>How far an incident has come.</summary>
public enum IncidentState
{
    /// <summary>Nobody has acknowledged it.</summary>
    Open,

    /// <summary>Somebody has it.</summary>
    Acknowledged,

    /// <summary>Done.</summary>
    Resolved,

    /// <summary>Lives on in another incident.</summary>
    Merged,
}

/// <summary>Who gave an answer.</summary>
public enum AnswerSource
{
    /// <summary>The champion.</summary>
    Model,

    /// <summary>A rule of the directory.</summary>
    Rule,

    /// <summary>A person.</summary>
    Person,
}

/// <summary>The answer to "what is it" or "whose is it".</summary>
/// <param name="Label">The class; null when there is no answer.</param>
/// <param name="Probability">The model's; of no meaning when a person answered.</param>
/// <param name="Source">Who says so.</param>
/// <param name="By">The person or key, when a person answered.</param>
/// <param name="At">When a person answered.</param>
/// <param name="IsLikely">The model's trust reaches its threshold to suggest; a person's answer always counts.</param>
public sealed record Answer(string? Label, double Probability, AnswerSource Source, string? By = null, DateTimeOffset? At = null, bool IsLikely = true)
{
    /// <summary>The first answer for a target: the model's, or a rule's where one names it.</summary>
    public static Answer Of(Ranking ranking) => new(
        ranking.Top, ranking.Top is null ? 0 : ranking.Classes[0].Probability, ranking.By == AnsweredBy.Rule ? AnswerSource.Rule : AnswerSource.Model,
        IsLikely: ranking.Trust >= ranking.Thresholds.Suggest);
}

/// <summary>Work that is open now: the current state of one episode of a dedup key.</summary>
public sealed record Incident
{
    /// <summary>Running number.</summary>
    public required long Number { get; init; }

    /// <summary>The id people use: <c>inc-1042</c>.</summary>
    public string Id => IdOf(Number);

    /// <summary>How far it has come.</summary>
    public IncidentState State { get; init; }

    /// <summary>Title of its first alert.</summary>
    public required string Title { get; init; }

    /// <summary>The highest that its alerts stated; never lowered once critical.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is.</summary>
    public required Answer IssueType { get; init; }

    /// <summary>Whose it is.</summary>
    public required Answer OwningTeam { get; init; }

    /// <summary>What was decided about its first alert, or again with the reporter's answer.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>The model's trust in its owning team; 0 without a model.</summary>
    public required double Trust { get; init; }

    /// <summary>Whether history held anything like it.</summary>
    public required Novelty Novelty { get; init; }

    /// <summary>Where it is.</summary>
    public required Location Location { get; init; }

    /// <summary>Seen by its members only.</summary>
    public required bool IsPrivate { get; init; }

    /// <summary>Source of its first alert.</summary>
    public required string Source { get; init; }

    /// <summary>What its alerts share.</summary>
    public required string DedupKey { get; init; }

    /// <summary>From 1: how often the key has opened an incident.</summary>
    public required int Episode { get; init; }

    /// <summary>Alerts that joined, the first included.</summary>
    public int AlertCount { get; init; } = 1;

    /// <summary>When the first alert was received.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null until somebody acknowledges.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Null until it ends.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The model that answered; null when none did.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>A person said that it is none.</summary>
    public bool IsNoIncident { get; init; }

    /// <summary>Whether a room was planned or opened for it.</summary>
    public bool HasRoom { get; init; }

    /// <summary>What its own key's alerts are found by.</summary>
    public byte[] KeyHash => Fingerprint.KeyHash(Source, DedupKey);

    /// <summary>Number of the incident that it lives on in; null unless it was merged.</summary>
    public long? MergedInto { get; init; }

    /// <summary>Until when nobody wants to be reminded of it; null when it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Id of the person who is asked for what is missing, as long as no answer has come; null for nobody.</summary>
    public string? Asked { get; init; }

    /// <summary>Grows with every change; a writer that read an older one has lost.</summary>
    public long Version { get; init; }

    /// <summary>Neither resolved nor merged.</summary>
    public bool IsOpen => State is IncidentState.Open or IncidentState.Acknowledged;

    /// <summary>A new incident, as its first alert was decided.</summary>
    /// <param name="number">The next number.</param>
    /// <param name="alert">Its first alert.</param>
    /// <param name="decision">About that alert.</param>
    /// <param name="episode">The next of the alert's key.</param>
    /// <param name="at">When the alert was received.</param>
    public static Incident Opened(long number, Alert alert, Decision decision, int episode, DateTimeOffset at) => new()
    {
        Number = number,
        Title = alert.Title,
        Severity = decision.Scores.Severity,
        IssueType = Answer.Of(decision.Scores.IssueType),
        OwningTeam = Answer.Of(decision.Scores.OwningTeam),
        Decision = decision.Kind,
        Trust = decision.Trust,
        Novelty = decision.Scores.Novelty,
        Location = decision.Scores.Location,
        IsPrivate = decision.Scores.IsSecurity,
        Source = alert.Source,
        DedupKey = alert.DedupKey,
        Episode = episode,
        OpenedAt = at,
        ModelVersion = decision.Scores.ModelVersion,
    };

    /// <summary><c>inc-1042</c>.</summary>
    public static string IdOf(long number) => $"inc-{number}";

    /// <summary>The number in <c>inc-1042</c>; null for another text, such as the id of an imported ticket.</summary>
    public static long? NumberOf(string? id) =>
        id is not null && id.StartsWith("inc-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The reporter is asked, and nobody has said meanwhile whose it is.</summary>
    public bool IsAsked => Asked is not null && IsOpen && OwningTeam.Source != AnswerSource.Person;

    /// <summary>Open, without a room, and nobody has answered yet.</summary>
    public bool IsWaiting => State == IncidentState.Open && !HasRoom && Severity != Severity.Info && OwningTeam.Source != AnswerSource.Person;
}

/// <summary>One line of an incident's history, never changed.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="At">When.</param>
/// <param name="Who">Person's id, <c>key:NAME</c>, or <c>classifier</c>.</param>
/// <param name="What">What happened, in words of the closed list in <see cref="TimelineWords"/>.</param>
/// <param name="Why">In words for people; empty when there is nothing to add.</param>
public sealed record TimelineEvent(Guid Id, DateTimeOffset At, string Who, string What, string Why);

/// <summary>What can happen to an incident.</summary>
public static class TimelineWords
{
    /// <summary>Who did it, when nobody in person did.</summary>
    public const string Classifier = "classifier";

    /// <summary>The first alert came in.</summary>
    public const string Opened = "opened";

    /// <summary>The reporter is asked for what is missing.</summary>
    public const string Asked = "asked";

    /// <summary>The reporter answered.</summary>
    public const string Answered = "answered";

    /// <summary>The reporter did not answer in time.</summary>
    public const string AskEnded = "ask_ended";

    /// <summary>A person put a message of the room on the timeline.</summary>
    public const string Noted = "noted";

    /// <summary>That message says something else now.</summary>
    public const string NoteEdited = "note_edited";

    /// <summary>That message was deleted.</summary>
    public const string NoteRemoved = "note_removed";

    /// <summary>Another alert joined.</summary>
    public const string AlertJoined = "alert_joined";

    /// <summary>Another incident seems to be of the same trouble; one of the two is private.</summary>
    public const string Beside = "beside";

    /// <summary>The severity rose.</summary>
    public const string SeverityRaised = "severity_raised";

    /// <summary>It was decided what to do.</summary>
    public const string Decided = "decided";

    /// <summary>Later alerts point to another owner, and people were told once; the team is the reason.</summary>
    public const string LeaderChanged = "leader_changed";

    /// <summary>A room was opened.</summary>
    public const string RoomOpened = "room_opened";

    /// <summary>A chat tool could not be reached, and another stands in for it; the reason names both.</summary>
    public const string StoodIn = "stood_in";

    /// <summary>The triage or security channel was told.</summary>
    public const string Announced = "announced";

    /// <summary>Somebody was invited.</summary>
    public const string Invited = "invited";

    /// <summary>Somebody could not be invited.</summary>
    public const string NotReached = "not_reached";

    /// <summary>Somebody came into the room.</summary>
    public const string Joined = "joined";

    /// <summary>Somebody left or was moved out.</summary>
    public const string Left = "left";

    /// <summary>The topic was set.</summary>
    public const string TopicSet = "topic_set";

    /// <summary>A person confirmed the model's owner.</summary>
    public const string Accepted = "accepted";

    /// <summary>A person gave another owner.</summary>
    public const string Reassigned = "reassigned";

    /// <summary>A person gave another type.</summary>
    public const string TypeSet = "type_set";

    /// <summary>A person gave another severity.</summary>
    public const string SeveritySet = "severity_set";

    /// <summary>A person said that it is no incident.</summary>
    public const string NotAnIncident = "not_an_incident";

    /// <summary>Somebody has it.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>It ended.</summary>
    public const string Resolved = "resolved";

    /// <summary>It fires again soon after it had ended.</summary>
    public const string Reopened = "reopened";

    /// <summary>Nobody answered in time.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>Nobody wants to be reminded of it for a while.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>People are reminded of it again.</summary>
    public const string SnoozeEnded = "snooze_ended";

    /// <summary>It lives on in another incident.</summary>
    public const string Merged = "merged";

    /// <summary>Another incident lives on in it.</summary>
    public const string TookOver = "took_over";

    /// <summary>Some of its alerts became an incident of their own.</summary>
    public const string SplitOff = "split_off";

    /// <summary>How it stands, in a person's words.</summary>
    public const string StatusSaid = "status";

    /// <summary>The next in line was called.</summary>
    public const string Escalated = "escalated";

    /// <summary>A person brought somebody in.</summary>
    public const string Called = "called";

    /// <summary>Only members may see it from then on.</summary>
    public const string MadePrivate = "made_private";

    /// <summary>Everybody may see it again.</summary>
    public const string MadePublic = "made_public";

    /// <summary>The room was closed.</summary>
    public const string RoomArchived = "room_archived";

    /// <summary>A step failed for good.</summary>
    public const string StepFailed = "step_failed";
}
