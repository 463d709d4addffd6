using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>All folds of a run as numbers, shared by the targets.</summary>
/// <param name="Kind"><c>time</c> or <c>stratified</c>.</param>
/// <param name="Earlier">To choose and calibrate on; the last of them also validates candidates.</param>
/// <param name="Last">For the figures.</param>
/// <param name="Calibration">To calibrate the saved model on, beside the last; the earlier ones where rows have an order.</param>
/// <param name="All">Everything to fit, nothing to score.</param>
/// <param name="Numbers">Any further fold as numbers.</param>
/// <param name="Order">Whether times are an order; null where rows have none.</param>
internal sealed record RunFolds(string Kind, IReadOnlyList<FoldFeatures> Earlier, FoldFeatures Last, IReadOnlyList<FoldFeatures> Calibration, FoldFeatures All, Func<Fold, FoldFeatures> Numbers, OrderTest? Order)
{
    // A layer has up to three weights per feature and class: as floats, 576 MB.
    private const int MostWeights = 48_000_000;
    private const int FewestFeatures = 1 << 15;
    private const int MostFeatures = 1 << 21;

    /// <summary>Whether later rows are newer.</summary>
    public bool IsOrdered => Kind == Split.Time;

    public static RunFolds Of(IReadOnlyList<TrainingRow> rows, IReadOnlyList<TargetRows> targets, double agreement, TrainingOptions options, CancellationToken cancellationToken)
    {
        var counts = FeatureCounts.Read(rows, cancellationToken);
        var limit = Math.Clamp(MostWeights / targets.Max(t => t.Classes.Count), FewestFeatures, MostFeatures);
        FoldFeatures NumbersOf(Fold fold, bool isOrdered) => new(counts, fold, isOrdered, limit);
        var split = Split.Stratified(rows, options.Seed);
        var last = NumbersOf(split.Last, isOrdered: false);
        OrderTest? order = null;
        if (Split.HasTimes(rows))
        {
            var forward = Split.Forward(rows.Count);
            var forwardLast = NumbersOf(forward.Last, isOrdered: true);
            order = OrderTest.Of(agreement, targets, forwardLast, last, cancellationToken);
            if (order.IsOrder)
                (split, last) = (forward, forwardLast);
        }
        var isOrdered = split.Kind == Split.Time;
        FoldFeatures Numbers(Fold fold) => NumbersOf(fold, isOrdered);
        IReadOnlyList<FoldFeatures> earlier = [.. split.Earlier.Select(Numbers)];
        return new(
            split.Kind, earlier, last, isOrdered ? earlier : [.. split.Calibration.Select(Numbers)], Numbers(new([.. Enumerable.Range(0, rows.Count)], [])), Numbers, order);
    }
}
