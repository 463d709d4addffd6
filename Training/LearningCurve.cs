using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>How right one learner is when it learned from so many rows.</summary>
/// <param name="Target">The target.</param>
/// <param name="Split"><c>time</c>: on the newest fifth, from the newest rows before it; <c>stratified</c>: on a fifth of every class, from random others.</param>
/// <param name="FitRows">Rows that it learned from.</param>
/// <param name="TestRows">Rows that it answered.</param>
/// <param name="Accuracy">Share that was right.</param>
/// <param name="MacroF1">See <see cref="Figures.MacroF1"/>.</param>
internal sealed record LearningPoint(string Target, string Split, int FitRows, int TestRows, double Accuracy, double MacroF1);

/// <summary>
/// Whether more rows would help, and how much easier random rows are than the newest. One learner on every point, so that
/// all differ by their rows alone; it comes below the blend that a model serves.
/// </summary>
/// <param name="options">How the model was trained.</param>
/// <param name="progress">Told of every step.</param>
internal sealed class LearningCurve(TrainingOptions options, IProgressLog progress)
{
    private const int MostFeatures = 1 << 20;

    private static readonly double[] Shares = [0.1, 0.2, 0.4, 0.6, 0.8, 1];

    private readonly LinearSvm _learner = new("svm_balanced", Balance: 1);

    /// <summary>Name of the learner.</summary>
    public string Learner => _learner.Name;

    /// <summary>All points of <paramref name="rows"/> (in order, without the attributes that are not learned from); those in time order only where rows have times.</summary>
    public IReadOnlyList<LearningPoint> Run(IReadOnlyList<TrainingRow> rows, CancellationToken cancellationToken)
    {
        progress.Step($"reading features of {rows.Count} rows");
        var counts = FeatureCounts.Read(rows, cancellationToken);
        List<TargetRows> targets = [.. options.Targets.Select(t => new TargetRows(t, rows)).Where(t => t.Classes.Count > 1)];
        List<Split> splits = [.. Split.HasTimes(rows) ? [Split.Forward(rows.Count)] : Array.Empty<Split>(), Split.Stratified(rows, options.Seed)];
        return [.. splits.SelectMany(split => Shares.SelectMany(share => Points(split, share, counts, targets, cancellationToken)))];
    }

    private IEnumerable<LearningPoint> Points(Split split, double share, FeatureCounts counts, List<TargetRows> targets, CancellationToken cancellationToken)
    {
        var isOrdered = split.Kind == Split.Time;
        var fit = Part(split.Last.Fit, share, isOrdered);
        var features = new FoldFeatures(counts, split.Last with { Fit = fit }, isOrdered, MostFeatures);
        foreach (var target in targets)
        {
            progress.Step($"{target.Name}: {Learner} on {fit.Length} {(isOrdered ? "newest" : "random")} rows");
            if (target.Score(_learner, features, options.Seed, cancellationToken) is { Rows: > 0 } scores)
                yield return Point(target.Name, split.Kind, fit.Length, scores);
        }
    }

    private int[] Part(int[] fit, double share, bool isOrdered)
    {
        var count = (int)Math.Round(share * fit.Length);
        if (isOrdered)
            return fit[^count..];
        var shuffled = (int[])fit.Clone();
        new Random(options.Seed).Shuffle(shuffled);
        return [.. shuffled.Take(count).Order()];
    }

    private static LearningPoint Point(string target, string split, int fitRows, FoldScores scores)
    {
        var judgements = Judging.Of(scores, temperature: 1);
        return new(target, split, fitRows, scores.Rows, Metrics.Accuracy(judgements), Metrics.MacroF1(judgements));
    }
}
