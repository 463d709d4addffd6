using Classifier.Alerts;
using Classifier.Api.Json;
using Classifier.Api.Scoring;
using Classifier.Chat;
using Classifier.Incidents;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>An answer and who gave it.</summary>
public sealed record AnswerView(string? Label, double Probability, string Source)
{
    internal static AnswerView Of(Answer answer) => new(answer.Label, answer.Probability, answer.Source.ToString().ToLowerInvariant());
}

/// <summary>Where the problem is, as far as the alert says.</summary>
public sealed record LocationView(string? Key, string? Region, string? Site, string? Cluster, string? Host, string? Service)
{
    internal static LocationView Of(Location location) => new(location.Key, location.Region, location.Site, location.Cluster, location.Host, location.Service);
}

/// <summary>An incident's room on one connector.</summary>
public sealed record RoomView(string Connector, string Name, string? ExternalId, string State);

/// <summary>Somebody who was brought in.</summary>
public sealed record ResponderView(string Person, string Role, string Reason, DateTimeOffset InvitedAt, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt, string? Problem);

/// <summary>An incident.</summary>
public sealed record IncidentView(
    string Id, string State, string Title, string Severity, AnswerView IssueType, AnswerView OwningTeam, string Decision, double Trust, string Novelty,
    LocationView Location, bool Private, string Source, string DedupKey, int Episode, int AlertCount, DateTimeOffset OpenedAt, DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt, string? MergedInto, DateTimeOffset? SnoozedUntil, IReadOnlyList<RoomView> Rooms, IReadOnlyList<ResponderView> Responders, string? ModelVersion)
{
    internal static IncidentView Of(IncidentSnapshot snapshot)
    {
        var i = snapshot.Incident;
        return new(
            i.Id, i.State.ToString().ToLowerInvariant(), i.Title, i.Severity.Word(), AnswerView.Of(i.IssueType), AnswerView.Of(i.OwningTeam),
            i.Decision.ToString().ToLowerInvariant(), i.Trust, i.Novelty.ToString().ToLowerInvariant(), LocationView.Of(i.Location), i.IsPrivate, i.Source, i.DedupKey,
            i.Episode, i.AlertCount, i.OpenedAt, i.AcknowledgedAt, i.ResolvedAt,
            i.MergedInto is { } into ? Incident.IdOf(into) : null, i.SnoozedUntil,
            [.. snapshot.Rooms.Where(r => r.State != RoomState.Planned).Select(r => new RoomView(r.Connector, r.Name, r.ExternalId, r.State.ToString().ToLowerInvariant()))],
            [.. snapshot.Responders.Select(r => new ResponderView(r.Person, r.Role, r.Reason, r.InvitedAt, r.JoinedAt, r.LeftAt, r.Problem))], i.ModelVersion);
    }
}

/// <summary>One line of an incident's history.</summary>
public sealed record TimelineView(Guid Id, DateTimeOffset At, string Who, string What, string Why);

/// <summary>A message in an incident's room.</summary>
public sealed record MessageView(Guid Id, DateTimeOffset At, string Author, string Text)
{
    internal static MessageView Of(BuiltInMessage message) => new(message.Id, message.PostedAt, message.Author, message.Text);
}

/// <summary>What came of writing into a room.</summary>
/// <param name="Posted">The words stand in the room.</param>
/// <param name="Reply">The answer, where the words were a command; else null.</param>
public sealed record MessageAnswer(bool Posted, string? Reply);

/// <summary>A similar past incident; <c>shared</c> says why it is similar: what the alert has in common with it, greatest share first.</summary>
public sealed record SimilarView(
    string Id, double Similarity, string Title, string? OwningTeam, string? IssueType, DateTimeOffset? OpenedAt, DateTimeOffset? ResolvedAt, string? Cause, string? Fix,
    IReadOnlyList<string> Responders, IReadOnlyList<EvidenceView> Shared)
{
    internal static SimilarView Of(SimilarIncident s) => new(
        s.Id, s.Similarity, s.Title, s.OwningTeam, s.IssueType, s.OpenedAt, s.ResolvedAt, s.Cause, s.Fix, s.Responders, [.. s.Shared.Select(EvidenceView.Of)]);
}

/// <summary>One question on the way to the decision.</summary>
public sealed record TraceView(string Question, string Answer, bool Decisive);

/// <summary>A body without members.</summary>
public sealed record EmptyRequest : RequestBody;

/// <summary>Another team owns it.</summary>
/// <param name="Team">Key, name or unique prefix.</param>
/// <param name="Because">Why; may be missing.</param>
public sealed record ReassignRequest(string? Team, string? Because) : RequestBody;

/// <summary>It is part of another incident.</summary>
/// <param name="Into">Id of the incident that goes on.</param>
public sealed record MergeRequest(string? Into) : RequestBody;

/// <summary>Some of its alerts are something else.</summary>
/// <param name="AlertIds">Ids of alerts; all but its first may be named.</param>
public sealed record SplitRequest(IReadOnlyList<Guid>? AlertIds) : RequestBody;

/// <summary>It is done.</summary>
/// <param name="Text">What helped; may be missing.</param>
public sealed record ResolveRequest(string? Text) : RequestBody;

/// <summary>What is right about an incident; members that are missing stay as they are.</summary>
public sealed record FeedbackRequest(string? IssueType, string? OwningTeam, string? Severity, bool? NotAnIncident) : RequestBody;

/// <summary>Words for the room.</summary>
/// <param name="Text">What begins with <c>!</c> or <c>/</c> is a command.</param>
public sealed record MessageRequest(string? Text) : RequestBody;
