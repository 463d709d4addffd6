using Classifier.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Idempotency;

/// <summary>Deletes expired answers, some at a time, so that nobody waits long behind it.</summary>
internal sealed class AnswerCleaner(IAnswerStore answers, TimeProvider clock, ILogger<AnswerCleaner> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int AtOnce = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await CleanAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await answers.DeleteExpiredAsync(AtOnce, clock.GetUtcNow(), cancellationToken) == AtOnce)
            {
                // There may be more.
            }
        }
        catch (StoreUnavailableException error)
        {
            logger.AnswersNotDeleted(error.Message);
        }
    }
}
