using Classifier.Api.Operations;
using Classifier.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Idempotency;

/// <summary>Deletes expired answers, some at a time, so that nobody waits long behind it.</summary>
internal sealed class AnswerCleaner(IAnswerStore answers, TimeProvider clock, ILogger<AnswerCleaner> logger) : PeriodicWorker(Every, clock)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int AtOnce = 1000;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await answers.DeleteExpiredAsync(AtOnce, Clock.GetUtcNow(), cancellationToken) == AtOnce)
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
