using System.Text.Json;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Intake;

/// <summary>What came of replaying an alert that was given up.</summary>
/// <param name="IsReplayed">It is queued now, or turned out to be no alert.</param>
/// <param name="Why">Why not; else null.</param>
internal sealed record ReplayOutcome(bool IsReplayed, string? Why)
{
    public static ReplayOutcome Done { get; } = new(true, null);
}

/// <summary>Processes again what was given up. What could not be mapped is mapped by the source's file as it is now.</summary>
internal sealed class DeadLetters(IDatabase database, IInbox inbox, SourceCatalog sources, Redactor redactor, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Replays an alert once.</summary>
    public async Task<ReplayOutcome> ReplayAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        var outcome = await inbox.FindHeldAsync(entry.Id, cancellationToken) is { } held
            ? await RemapAsync(entry, held, cancellationToken)
            : await inbox.ReplayAsync(entry.Id, clock.GetUtcNow(), cancellationToken) ? ReplayOutcome.Done : NotDead(entry);
        if (outcome.IsReplayed)
            signal.Alerts.Set();
        return outcome;
    }

    private async Task<ReplayOutcome> RemapAsync(InboxEntry entry, HeldPayload held, CancellationToken cancellationToken)
    {
        if (sources.Find(entry.Alert.Source) is not { } source)
            return new(false, $"There is no source '{entry.Alert.Source}' any more.");
        using var payload = JsonDocument.Parse(held.Payload);
        var mapped = SourceMapper.Map(source, payload.RootElement, redactor, entry.ReceivedAt);
        List<IncomingAlert> alerts = [.. mapped.Alerts.Where(a => held.Item is null || a.Item == held.Item || a.Item is null)];
        if (alerts.Find(a => a.Error is not null) is { Error: { } error })
            return new(false, $"The source's file still cannot map it: {redactor.Redact(error)}");
        var now = clock.GetUtcNow();
        // The first takes the entry's place, so that it is still found by its id.
        var more = OrderedIds.Next(Math.Max(0, alerts.Count - 1), now);
        var isDone = await database.WriteAsync(async transaction =>
        {
            if (alerts.Count == 0)
                return await inbox.ForgetAsync(transaction, entry.Id, now);
            if (!await inbox.RemapAsync(transaction, entry.Id, redactor.Redact(alerts[0].Alert), now))
                return false;
            await inbox.AppendAsync(transaction, [.. alerts.Skip(1).Select((a, i) => new InboxEntry(more[i], redactor.Redact(a.Alert), entry.ReceivedAt, InboxState.Queued, Sender: entry.Sender))]);
            return true;
        }, cancellationToken);
        return isDone ? ReplayOutcome.Done : NotDead(entry);
    }

    private static ReplayOutcome NotDead(InboxEntry entry) => new(false, $"Alert {entry.Id} was not given up; it is {entry.State.ToString().ToLowerInvariant()}.");
}
