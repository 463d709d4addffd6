using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Intake;

/// <summary>An alert to accept; <see cref="Error"/> says why it can only be kept as dead.</summary>
internal sealed record IncomingAlert(Alert Alert, string? Error = null);

/// <summary>Redacts, stores, and only then says yes.</summary>
internal sealed class AlertIntake(IDatabase database, IInbox inbox, Redactor redactor, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Stores the alerts in one transaction and returns their ids after the commit.</summary>
    /// <param name="alerts">As they came.</param>
    /// <param name="delivery">What they came in; its sender may follow what becomes of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>In the order of <paramref name="alerts"/>.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was kept.</exception>
    public async Task<IReadOnlyList<Guid>> AcceptAsync(IReadOnlyList<IncomingAlert> alerts, Delivery delivery, CancellationToken cancellationToken)
    {
        var receivedAt = clock.GetUtcNow();
        var ids = OrderedIds.Next(alerts.Count, receivedAt);
        // Of one delivery what fires is decided before what ended, so that a group never looks as if all of it had ended.
        var positions = Enumerable.Range(0, alerts.Count).OrderBy(i => alerts[i].Alert.Status == AlertStatus.Resolved).ToList();
        var entries = positions.Select((position, i) => EntryOf(alerts[position], ids[i], receivedAt, delivery.Sender)).ToList();
        await database.WriteAsync(async transaction =>
        {
            await inbox.AppendAsync(transaction, entries);
            CrashPoint.Reached(CrashPoint.AcceptCommit);
            return true;
        }, cancellationToken);
        CrashPoint.Reached(CrashPoint.AcceptAnswer);
        signal.Alerts.Set();
        return [.. positions.Select((position, i) => (position, ids[i])).OrderBy(p => p.position).Select(p => p.Item2)];
    }

    private InboxEntry EntryOf(IncomingAlert incoming, Guid id, DateTimeOffset receivedAt, string sender) =>
        new(id, redactor.Redact(incoming.Alert), receivedAt, incoming.Error is null ? InboxState.Queued : InboxState.Dead, Error: incoming.Error is null ? null : redactor.Redact(incoming.Error), Sender: sender);
}
