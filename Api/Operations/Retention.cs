using Classifier.Incidents;
using Classifier.Storage;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Operations;

/// <summary>Deletes once an hour what has been kept long enough. Every node may; what one has deleted the other does not find.</summary>
internal sealed class Retention(IRetentionStore store, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<Retention> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Deletes all that need not stay.</summary>
    /// <returns>How many rows and incidents.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var deleted = await AllAsync(() => store.DeleteAlertsAsync(now.AddDays(-options.Value.AlertDays), Batch, cancellationToken));
        if (options.Value.IncidentDays > 0)
            deleted += await AllAsync(() => store.DeleteIncidentsAsync(now.AddDays(-options.Value.IncidentDays), Batch, cancellationToken));
        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeleteAsync(stoppingToken) is > 0 and var count)
                    logger.Deleted(count);
            }
            catch (StoreUnavailableException error)
            {
                logger.NotDeleted(error.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> AllAsync(Func<Task<int>> delete)
    {
        var deleted = 0;
        while (await delete() is > 0 and var count)
            deleted += count;
        return deleted;
    }
}
