using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Intake;

/// <summary>An alert is durably stored.</summary>
/// <param name="AlertId">Its id.</param>
/// <param name="Outcome"><c>new</c> or <c>duplicate</c>.</param>
public sealed record AlertAccepted(Guid AlertId, string Outcome);

/// <summary>A webhook's alerts are durably stored.</summary>
/// <param name="Accepted">How many.</param>
/// <param name="AlertIds">Their ids, in the payload's order.</param>
/// <param name="Ignored">How many items are no alerts.</param>
public sealed record WebhookAccepted(int Accepted, IReadOnlyList<Guid> AlertIds, int Ignored);

/// <summary>What a webhook would become.</summary>
/// <param name="Alerts">In canonical form.</param>
/// <param name="Ignored">How many items are no alerts.</param>
public sealed record SourcePreview(IReadOnlyList<CanonicalView> Alerts, int Ignored);

/// <summary>An alert in canonical form.</summary>
public sealed record CanonicalView(
    string Title, string Description, string Source, string Severity, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<string> Logs,
    DateTimeOffset OccurredAt, string Status, string DedupKey, string? Reporter, string? Error)
{
    internal static CanonicalView Of(IncomingAlert incoming, Redactor redactor)
    {
        var alert = redactor.Redact(incoming.Alert);
        return new(
            alert.Title, alert.Description, alert.Source, (alert.Severity ?? Alerts.Severity.Medium).Word(), alert.Labels, alert.Logs, alert.OccurredAt,
            alert.Status == AlertStatus.Resolved ? "resolved" : "firing", alert.DedupKey, alert.Reporter, incoming.Error is null ? null : redactor.Redact(incoming.Error));
    }
}

/// <summary>Where an accepted alert stands. A muted one is decided: nobody is told until <c>muted_until</c>.</summary>
public sealed record AlertView(
    Guid Id, string State, string Source, string Title, string Status, string DedupKey, string? Incident, string? Decision, DateTimeOffset ReceivedAt,
    DateTimeOffset? DecidedAt, string? MutedBy, DateTimeOffset? MutedUntil)
{
    internal static AlertView Of(InboxEntry entry) => new(
        entry.Id, (entry.State == InboxState.Muted ? InboxState.Decided : entry.State).ToString().ToLowerInvariant(), entry.Alert.Source, entry.Alert.Title, entry.Alert.Status == AlertStatus.Resolved ? "resolved" : "firing",
        entry.Alert.DedupKey, entry.Incident is { } number ? $"inc-{number}" : null, entry.Decision, entry.ReceivedAt, entry.DecidedAt,
        entry.MutedUntil is null ? null : entry.MutedBy, entry.MutedUntil);
}
