using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Intake;

/// <summary>An alert to accept; <see cref="Error"/> says why it can only be kept as dead.</summary>
internal sealed record IncomingAlert(Alert Alert, string? Error = null);

/// <summary>Redacts, stores, and only then says yes.</summary>
internal sealed class AlertIntake(IDatabase database, IInbox inbox, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Stores the alerts in one transaction and returns their ids after the commit.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was kept.</exception>
    public async Task<IReadOnlyList<Guid>> AcceptAsync(IReadOnlyList<IncomingAlert> alerts, CancellationToken cancellationToken)
    {
        var receivedAt = clock.GetUtcNow();
        var entries = alerts.Select(a => new InboxEntry(
            Guid.CreateVersion7(receivedAt), Redactor.Redact(a.Alert), receivedAt, a.Error is null ? InboxState.Queued : InboxState.Dead, Error: a.Error)).ToList();
        await database.WriteAsync(async transaction =>
        {
            await inbox.AppendAsync(transaction, entries);
            return true;
        }, cancellationToken);
        signal.Alerts.Set();
        return [.. entries.Select(e => e.Id)];
    }
}
