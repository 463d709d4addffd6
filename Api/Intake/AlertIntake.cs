using Classifier.Alerts;
using Classifier.Api.Idempotency;
using Classifier.Api.Incidents;
using Classifier.Idempotency;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Intake;

/// <summary>An alert to accept.</summary>
/// <param name="Alert">As far as it could be mapped.</param>
/// <param name="Error">Why it can only be kept as dead; else null.</param>
/// <param name="Item">Which item of its payload it is; null for all of it.</param>
internal sealed record IncomingAlert(Alert Alert, string? Error = null, int? Item = null);

/// <summary>What came of a delivery.</summary>
/// <param name="Ids">Of the alerts, in the order they were given.</param>
/// <param name="Earlier">Set when the delivery had come before: then nothing was stored, and there are no ids.</param>
internal sealed record Acceptance(IReadOnlyList<Guid> Ids, EarlierRequest? Earlier);

/// <summary>Redacts, stores, and only then says yes.</summary>
internal sealed class AlertIntake(IDatabase database, IInbox inbox, IAnswerStore answers, IntakeQueue queue, Redactor redactor, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Stores the alerts in one transaction, with the answer to repeat where the delivery is known by something, and returns after the commit.</summary>
    /// <param name="alerts">As they came.</param>
    /// <param name="payload">What they were mapped from, redacted, where some could not be: kept until the source's file is mended. Else null.</param>
    /// <param name="delivery">What they came in; its sender may follow what becomes of them.</param>
    /// <param name="repeated">What the delivery is told when it comes again, of the alerts' ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="beside">What is kept in the same transaction; null for nothing.</param>
    /// <exception cref="StoreUnavailableException">Nothing was kept.</exception>
    /// <exception cref="Problems.ApiProblemException">503: too many are waiting. Nothing was kept.</exception>
    public async Task<Acceptance> AcceptAsync(IReadOnlyList<IncomingAlert> alerts, string? payload, Delivery delivery, Func<IReadOnlyList<Guid>, KeptAnswer> repeated, CancellationToken cancellationToken, Func<StoreTransaction, Task>? beside = null)
    {
        using var place = queue.Enter(alerts.Count);
        var receivedAt = clock.GetUtcNow();
        var ids = OrderedIds.Next(alerts.Count, receivedAt);
        // Of one delivery what fires is decided before what ended, so that a group never looks as if all of it had ended.
        var positions = Enumerable.Range(0, alerts.Count).OrderBy(i => alerts[i].Alert.Status == AlertStatus.Resolved).ToList();
        var entries = positions.Select((position, i) => EntryOf(alerts[position], ids[i], receivedAt, delivery.Sender, payload is null ? null : ids[0])).ToList();
        IReadOnlyList<Guid> inOrder = [.. positions.Select((position, i) => (position, ids[i])).OrderBy(p => p.position).Select(p => p.Item2)];
        var answer = delivery.Once is null ? null : repeated(inOrder);
        var earlier = await database.WriteTogetherAsync(async transaction =>
        {
            if (delivery.Once is { } once && await answers.TakeAsync(transaction, once, answer, receivedAt, receivedAt + IdempotencyKey.Kept) is { } before)
                return before;
            if (payload is not null)
                await inbox.HoldAsync(transaction, ids[0], payload);
            await inbox.AppendAsync(transaction, entries);
            if (beside is not null)
                await beside(transaction);
            CrashPoint.Reached(CrashPoint.AcceptCommit);
            return null;
        }, cancellationToken);
        if (earlier is not null)
            return new([], earlier);
        CrashPoint.Reached(CrashPoint.AcceptAnswer);
        signal.Alerts.Set();
        return new(inOrder, null);
    }

    private InboxEntry EntryOf(IncomingAlert incoming, Guid id, DateTimeOffset receivedAt, string sender, Guid? held) => incoming.Error is { } error
        ? new(id, redactor.Redact(incoming.Alert), receivedAt, InboxState.Dead, Error: redactor.Redact(error), Sender: sender, Held: held, HeldItem: incoming.Item)
        : new(id, redactor.Redact(incoming.Alert), receivedAt, InboxState.Queued, Sender: sender);
}
