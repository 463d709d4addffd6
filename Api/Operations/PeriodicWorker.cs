namespace Classifier.Api.Operations;

/// <summary>Does something at equal intervals for as long as the service runs, first when the first one is over.</summary>
internal abstract class PeriodicWorker(TimeSpan every, TimeProvider clock) : BackgroundService
{
    // From the beginning on, and not from when a thread comes to it.
    private readonly PeriodicTimer _timer = new(every, clock);

    /// <summary>What the intervals are measured by.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Does it once. What it throws ends the service, but for the end that the service itself asks for.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _timer.Dispose();
        GC.SuppressFinalize(this);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
