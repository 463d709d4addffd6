namespace Classifier.Api.Operations;

/// <summary>Does something at equal intervals for as long as the service runs, first when the first one is over.</summary>
internal abstract class PeriodicWorker(TimeSpan every, TimeProvider clock) : BackgroundService
{
    /// <summary>What the intervals are measured by.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Does it once. What it throws ends the service, but for the end that the service itself asks for.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
