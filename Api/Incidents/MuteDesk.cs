using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>What holds alerts back now: planned maintenance of the directory, and what people have muted.</summary>
internal sealed class MuteDesk(IMuteStore store, CurrentDirectory directory, TimeProvider clock)
{
    /// <summary>What holds an alert back; null when nothing does.</summary>
    public async Task<Mute?> FindAsync(StoreTransaction transaction, Alert alert, AlertScores scores)
    {
        var now = clock.GetUtcNow();
        return Planned(now).Concat(await store.RunningAsync(transaction, now)).FirstOrDefault(m => m.Holds(alert, scores, now));
    }

    /// <summary>All that has not ended yet, first to end first.</summary>
    public async Task<IReadOnlyList<Mute>> ListAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return [.. Planned(now).Concat(await store.RunningAsync(now, cancellationToken)).OrderBy(m => m.Until)];
    }

    private IEnumerable<Mute> Planned(DateTimeOffset now) => directory.Value.Parts.Maintenance.Where(m => m.Until > now);
}

/// <summary>Queues alerts again whose mute is over: what still fires is told then.</summary>
internal sealed class MuteWorker(IInbox inbox, WorkSignal signal, TimeProvider clock, ILogger<MuteWorker> logger) : QueueWorker(signal.Unmuted, logger)
{
    /// <inheritdoc />
    public override async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var count = await inbox.TakeBackAsync(clock.GetUtcNow(), cancellationToken);
        if (count > 0)
            signal.Alerts.Set();
        return count;
    }
}
