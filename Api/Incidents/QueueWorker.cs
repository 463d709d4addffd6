using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>Works off what is due, again and again: woken when something was added, looking once a second all the same.</summary>
/// <param name="wakeup">Set when something was added.</param>
/// <param name="logger">Told when the store is away.</param>
internal abstract class QueueWorker(Wakeup wakeup, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Scan = TimeSpan.FromSeconds(1);

    /// <summary>Works off what is due now, once.</summary>
    /// <returns>How many pieces of work were claimed.</returns>
    public abstract Task<int> RunDueAsync(CancellationToken cancellationToken);

    /// <summary>Does work that a lease protects: while the store is away, again until half of the lease is over.</summary>
    protected async Task WhileHeldAsync(TimeSpan lease, Func<Task> work, CancellationToken cancellationToken)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await work();
                return;
            }
            catch (StoreUnavailableException error) when (TimeProvider.System.GetElapsedTime(began) < lease / 2)
            {
                logger.StoreAway(error.Message);
                await Task.Delay(Scan, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = wakeup.Next;     // before looking, so that nothing added meanwhile is missed
            try
            {
                if (await RunDueAsync(stoppingToken) == 0)
                    await Task.WhenAny(next, Task.Delay(Scan, stoppingToken));
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
}
