using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>All folds of a run as numbers, shared by the targets.</summary>
/// <param name="Kind"><c>time</c> or <c>stratified</c>.</param>
/// <param name="Earlier">To choose and calibrate on; the last of them also validates candidates.</param>
/// <param name="Last">For the figures.</param>
/// <param name="Random">A random split beside a forward one; null where it is too much for the budget, or no other split.</param>
/// <param name="All">Everything to fit, nothing to score.</param>
internal sealed record RunFolds(string Kind, IReadOnlyList<FoldFeatures> Earlier, FoldFeatures Last, FoldFeatures? Random, FoldFeatures All)
{
    // As floats, 256 MiB of weights.
    private const int MostWeights = 64_000_000;
    private const int FewestFeatures = 1 << 15;
    private const int MostFeatures = 1 << 21;

    // One more fit, to show how much a random split flatters, is worth so much and no more.
    private const long RandomSplitLimit = 600_000;

    public static RunFolds Of(IReadOnlyList<TrainingRow> rows, int classes, TrainingOptions options, CancellationToken cancellationToken)
    {
        var counts = FeatureCounts.Read([.. rows.Select(r => r.Text)], cancellationToken);
        var split = Split.Of(rows, options.Seed);
        FoldFeatures Numbers(Fold fold) => FoldFeatures.Of(counts, fold, Math.Clamp(MostWeights / classes, FewestFeatures, MostFeatures));
        var hasRandom = split.Kind == "time" && (options.Budget == Budget.Large || (long)rows.Count * classes <= RandomSplitLimit);
        return new(
            split.Kind, [.. split.Earlier.Select(Numbers)], Numbers(split.Last),
            hasRandom ? Numbers(Split.Stratified(rows, options.Seed).Last) : null,
            Numbers(new([.. Enumerable.Range(0, rows.Count)], [])));
    }
}
