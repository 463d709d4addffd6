using Classifier.Training.Learners;

namespace Classifier.Training;

/// <summary>Whether the times of rows are an order in which the next rows will go on.</summary>
/// <param name="Agreement">Rank correlation of the rows' times with the order they were handed over in, without its sign.</param>
/// <param name="Forward">Share of the newest fifth that was answered wrong.</param>
/// <param name="Random">Share of a random fifth that was answered wrong.</param>
internal sealed record OrderTest(double Agreement, double Forward, double Random)
{
    // A tracker's export comes oldest or newest first.
    private const double LeastAgreement = 0.9;

    // What was put together from several places need not be a stream: where the newest rows are far harder to predict than
    // random ones, each place has a period of its own, and nothing says that the next row belongs to the newest place.
    private const double LeastGap = 0.2;
    private const double LeastRatio = 1.5;

    /// <summary>Whether times are an order to be trusted: forward folds then say what the next rows will be like.</summary>
    public bool IsOrder => Agreement >= LeastAgreement || Forward - Random < LeastGap || Forward < LeastRatio * Random;

    /// <summary>Asks a learner that costs one pass over the rows.</summary>
    public static OrderTest Of(double agreement, IReadOnlyList<TargetRows> targets, FoldFeatures forward, FoldFeatures random, CancellationToken cancellationToken) => new(
        agreement, targets.Average(t => ErrorOf(t, forward, cancellationToken)), targets.Average(t => ErrorOf(t, random, cancellationToken)));

    /// <summary>Spearman's correlation of time and place, without its sign; rows without a time are left out.</summary>
    public static double AgreementOf(IReadOnlyList<DateTimeOffset?> times)
    {
        var places = Enumerable.Range(0, times.Count).Where(i => times[i] is not null).ToArray();
        var byTime = places.Index().OrderBy(p => times[p.Item]).Select(p => p.Index).ToArray();
        var (sum, n) = (0.0, (double)places.Length);
        for (var rank = 0; rank < byTime.Length; rank++)
            sum += (double)(rank - byTime[rank]) * (rank - byTime[rank]);
        return n < 2 ? 1 : Math.Abs(1 - 6 * sum / (n * (n * n - 1)));
    }

    private static double ErrorOf(TargetRows target, FoldFeatures fold, CancellationToken cancellationToken)
    {
        var scores = target.Score(new ComplementNaiveBayes(), fold, seed: 0, cancellationToken);
        return scores.Rows == 0 ? 0 : Enumerable.Range(0, scores.Rows).Count(i => !scores.IsRight(i)) / (double)scores.Rows;
    }
}
