using Classifier.Api.Incidents;
using Classifier.History;
using Classifier.Scoring;

namespace Classifier.Api.Scoring;

/// <summary>
/// Tells the scorer that answers which incidents ended, so that the next alert finds them. A scorer that has just begun, at a
/// start or after a promotion, is told all from the beginning; nothing waits for that.
/// </summary>
internal sealed class ClosedIncidentFollower(IClosedIncidentStore closed, CurrentScorer scorer, WorkSignal signal, ILogger<ClosedIncidentFollower> logger) : QueueWorker(signal.Closed, logger)
{
    private const int ChangesAtOnce = 2000;

    // Each change indexes anew what ended: many of them must not take up a core.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    public override async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        if (scorer.Value is not IRemembersIncidents { Past: { } past })
            return 0;
        var page = await closed.ReadAsync(past.Followed, ChangesAtOnce, cancellationToken);
        past.Follow(page);
        if (page is { IsLast: true, Changed.Count: > 0 })
            await Task.Delay(Rest, cancellationToken);
        return page.Changed.Count;
    }
}
