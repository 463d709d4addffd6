using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>Claims accepted alerts and has them processed; incidents side by side, the alerts of one key in order.</summary>
internal sealed class AlertWorker(IInbox inbox, AlertDesk desk, WorkSignal signal, TimeProvider clock, ILogger<AlertWorker> logger) : QueueWorker(signal.Alerts, logger)
{
    private const int BatchSize = 64;
    private const int MaxAttempts = 8;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public override async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await inbox.ClaimAsync(BatchSize, Lease, clock.GetUtcNow(), cancellationToken);
        await Parallel.ForEachAsync(claimed, cancellationToken, async (entry, token) => await WhileHeldAsync(Lease, () => ProcessAsync(entry, token), token));
        if (claimed.Count > 0)
            signal.Steps.Set();
        if (claimed.Any(c => c.Entry.Alert.Status == AlertStatus.Resolved))
            signal.Closed.Set();
        return claimed.Count;
    }

    private async Task ProcessAsync(ClaimedEntry claimed, CancellationToken cancellationToken)
    {
        try
        {
            await desk.ProcessAsync(claimed, cancellationToken);
        }
        catch (FencedException error)
        {
            logger.Fenced(error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            // Poison must not block its neighbours: it is tried again later, and kept as dead in the end.
            logger.AlertFailed(error, claimed.Entry.Id, claimed.Attempt);
            DateTimeOffset? again = claimed.Attempt < MaxAttempts ? clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, claimed.Attempt)) : null;
            await inbox.MarkFailedAsync(claimed, again, error.Message, cancellationToken);
        }
    }
}
