using Classifier.Logs;
using Classifier.Storage;

namespace Classifier.Api.Logs;

/// <summary>Deletes lines that are too old or too many, in small batches, so that alerts are stored in between.</summary>
internal sealed class LogRetention(ILogStore store, LogOptions options, TimeProvider clock, ILogger<LogRetention> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Deletes all that need not stay.</summary>
    /// <returns>How many lines.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        while (true)
        {
            var count = await store.DeleteOldestAsync(clock.GetUtcNow() - options.KeepFor, options.KeepLines, Batch, cancellationToken);
            deleted += count;
            if (count < Batch)
                return deleted;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeleteAsync(stoppingToken);
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
}
