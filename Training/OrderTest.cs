using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>How well the newest rows are predicted from those before them, beside how well random rows are predicted.</summary>
/// <param name="Forward">Share of the newest fifth that was answered wrong.</param>
/// <param name="Random">Share of a random fifth that was answered wrong.</param>
internal sealed record OrderTest(double Forward, double Random)
{
    // What drifts makes the future harder to predict, up to seventy per cent more errors on the trackers that were looked
    // at. Where it is harder than this, older and newer rows come from different places, each with a period of its own, and
    // nothing says that the next row belongs to the newest place.
    private const double LeastGap = 0.2;
    private const double LeastRatio = 1.5;

    /// <summary>Whether times are an order to be trusted: forward folds then say what the next rows will be like.</summary>
    public bool IsOrder => Forward - Random < LeastGap || Forward < LeastRatio * Random;

    /// <summary>Asks a learner that costs one pass over the rows.</summary>
    public static OrderTest Of(IReadOnlyList<TargetRows> targets, FoldFeatures forward, FoldFeatures random, CancellationToken cancellationToken) => new(
        targets.Average(t => ErrorOf(t, forward, cancellationToken)), targets.Average(t => ErrorOf(t, random, cancellationToken)));

    private static double ErrorOf(TargetRows target, FoldFeatures fold, CancellationToken cancellationToken)
    {
        var scores = target.Score(new ComplementNaiveBayes(), fold, seed: 0, cancellationToken);
        return scores.Rows == 0 ? 0 : Enumerable.Range(0, scores.Rows).Count(i => !scores.IsRight(i)) / (double)scores.Rows;
    }
}
