using Classifier.Api.Health;
using Classifier.Models;
using Classifier.Storage;

namespace Classifier.Api.Models;

/// <summary>
/// Where several nodes share a database: what is promoted on one of them is champion on all within seconds, also in homes that
/// never had the version. With one service the home's pointer is all there is.
/// </summary>
internal sealed class ModelSharing(IDatabase database, ModelSync sync, Readiness readiness, ILogger<ModelSharing> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Shares or follows now, before it is told that a promotion is done.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; the promotion of this home is shared when it is back.</exception>
    public Task NowAsync(CancellationToken cancellationToken) => database.IsOfOneService ? Task.CompletedTask : sync.RunAsync(cancellationToken);

    /// <summary>Also before the first request.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AttemptAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsOfOneService)
            return;
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await AttemptAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            await NowAsync(cancellationToken);
        }
        catch (StoreUnavailableException error)
        {
            logger.SharedModelsAway(error.Message);
        }
        catch (Exception error) when (error is ModelRefusedException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            var reason = $"the champion of the other nodes is refused: {error.Message}";
            if (readiness.Degraded != reason)
                logger.ModelRefused(reason);
            readiness.Degraded = reason;
        }
    }
}
