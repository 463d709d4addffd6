using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>
/// Hands wake-ups on between nodes of one database, at most ten a second of each kind. What is lost costs nothing but the time
/// until the next look.
/// </summary>
internal sealed class NodeWakeups(IDatabase database, WorkSignal signal, ILogger<NodeWakeups> logger) : BackgroundService
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan UntilAgain = TimeSpan.FromSeconds(1);
    private readonly string _node = Guid.NewGuid().ToString("N");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database is ISharesWakeups nodes
        ? Task.WhenAll([ListenAsync(nodes, stoppingToken), .. signal.All.Select(wakeup => TellAsync(nodes, wakeup, stoppingToken))])
        : Task.CompletedTask;

    private async Task TellAsync(ISharesWakeups nodes, Wakeup wakeup, CancellationToken cancellationToken)
    {
        for (var next = wakeup.NextHere; !cancellationToken.IsCancellationRequested;)
        {
            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            next = wakeup.NextHere;
            await AttemptAsync(() => nodes.WakeAsync($"{_node} {wakeup.Name}", cancellationToken), Least, cancellationToken);
        }
    }

    private async Task ListenAsync(ISharesWakeups nodes, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            await AttemptAsync(() => nodes.ListenAsync(Heard, cancellationToken), UntilAgain, cancellationToken);
    }

    private void Heard(string word)
    {
        if (word.Split(' ') is [var node, var name] && node != _node)
            signal.All.FirstOrDefault(w => w.Name == name)?.SetFromElsewhere();
    }

    private async Task AttemptAsync(Func<Task> work, TimeSpan rest, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            await Task.Delay(rest, cancellationToken);
        }
        catch (StoreUnavailableException error)
        {
            logger.StoreAway(error.Message);
            await Task.Delay(UntilAgain, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }
}
