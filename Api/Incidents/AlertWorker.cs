using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>Claims accepted alerts and has them processed; incidents side by side, the alerts of one key in order.</summary>
internal sealed class AlertWorker(IInbox inbox, AlertDesk desk, WorkSignal signal, TimeProvider clock, ILogger<AlertWorker> logger) : BackgroundService
{
    private const int BatchSize = 64;
    private const int MaxAttempts = 8;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Scan = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wakeup = signal.Alerts.Next;
            try
            {
                if (await ProcessDueAsync(stoppingToken) == 0)
                    await Task.WhenAny(wakeup, Task.Delay(Scan, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (StoreUnavailableException error)
            {
                logger.StoreAway(error.Message);
                await Task.Delay(Scan, stoppingToken);
            }
        }
    }

    /// <summary>Processes what is due now, once.</summary>
    /// <returns>How many alerts were claimed.</returns>
    public async Task<int> ProcessDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await inbox.ClaimAsync(BatchSize, Lease, clock.GetUtcNow(), cancellationToken);
        await Parallel.ForEachAsync(claimed, cancellationToken, async (entry, token) => await ProcessAsync(entry, token));
        if (claimed.Count > 0)
            signal.Steps.Set();
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
