using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>
/// Claims due work and works it off side by side: woken when something was added or finished, looking once a second all the
/// same. Slow pieces hold up nothing but their own place. When the service stops, what was begun is finished.
/// </summary>
/// <param name="wakeup">Set when something was added.</param>
/// <param name="atOnce">Pieces in work at the same time.</param>
/// <param name="lease">How long a claimed piece is ours.</param>
/// <param name="logger">Told when the store is away.</param>
internal abstract class ClaimingWorker<TWork>(Wakeup wakeup, int atOnce, TimeSpan lease, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Scan = TimeSpan.FromSeconds(1);

    // What is cut off while it is carried out stays ours until its lease ends, and nobody goes on with it meanwhile.
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(10);
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _finishing = new();

    /// <summary>Cuts off what is still in work.</summary>
    public override void Dispose()
    {
        base.Dispose();             // first, so that the loop knows why its work is cut off
        _finishing.Cancel();        // and not disposed: the loop may still come to it, and it holds nothing
        GC.SuppressFinalize(this);
    }

    /// <summary>Claims up to <paramref name="count"/> due pieces for the lease.</summary>
    protected abstract Task<IReadOnlyList<TWork>> ClaimAsync(int count, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Pieces in work at the same time, as things are now.</summary>
    protected virtual int AtOnce => atOnce;

    /// <summary>Works off one piece; what goes wrong with it is stored, not thrown.</summary>
    protected abstract Task WorkAsync(TWork work, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = wakeup.Next;     // before looking, so that nothing added meanwhile is missed
            try
            {
                var free = AtOnce - _running.Count;
                var claimed = free > 0 ? await ClaimAsync(free, lease, stoppingToken) : [];
                foreach (var work in claimed)
                    _running.Add(Task.Run(() => WhileHeldAsync(work, _finishing.Token), CancellationToken.None));
                if (claimed.Count == 0 || claimed.Count == free)
                    await Task.WhenAny([next, Task.Delay(Scan, stoppingToken), .. _running]);
                await ForgetFinishedAsync();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (StoreUnavailableException error)
            {
                logger.StoreAway(error.Message);
                await Task.Delay(Scan, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        _finishing.CancelAfter(LongestFinish);
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Works off a piece: while the store is away, again until half of the lease is over.</summary>
    private async Task WhileHeldAsync(TWork work, CancellationToken cancellationToken)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await WorkAsync(work, cancellationToken);
                return;
            }
            catch (StoreUnavailableException error) when (TimeProvider.System.GetElapsedTime(began) < lease / 2)
            {
                logger.StoreAway(error.Message);
                await Task.Delay(Scan, cancellationToken);
            }
        }
    }

    /// <summary>Takes finished pieces off the list; one that could not be stored is thrown.</summary>
    private async Task ForgetFinishedAsync()
    {
        foreach (var finished in _running.Where(t => t.IsCompleted).ToList())
        {
            _running.Remove(finished);
            await finished;
        }
    }
}
