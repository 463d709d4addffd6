using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>What tells an incident of a class that history does not have.</summary>
/// <param name="Weights">One per input of <see cref="NoveltyInputs"/>.</param>
/// <param name="Auroc">See <see cref="NoveltyCard"/>.</param>
internal sealed record LearnedNovelty(IReadOnlyList<double> Weights, double? Auroc)
{
    // A new thing that is taken for known gets an owner who is sure to be wrong; a known thing that is taken for new only
    // waits for a person. Yet people stop looking where one in ten is a false alarm.
    private const double FalseNew = 0.01;
    private const double FalseVariant = 0.10;

    /// <summary>Where no class could be held back: the less of its words is known, the newer.</summary>
    public static LearnedNovelty ByKnownShare { get; } = new([.. NoveltyInputs.Names.Select(n => n == "logit_known_share" ? -1.0 : 0)], null);

    /// <summary>Sets the limits by incidents of known classes that the model had not seen: those of the period that was hardest to know, since wording drifts.</summary>
    /// <param name="folds">At least one.</param>
    public NoveltyCard CardFor(IEnumerable<IReadOnlyList<GateCase>> folds)
    {
        var gauge = new NoveltyGauge(new(Weights, 0, 0, null));
        List<List<double>> falling = [.. folds.Select(fold => fold.Where(c => c.IsKnown).Select(c => gauge.Score(c.Probabilities, c.KnownShare, c.Features)).OrderDescending().ToList())];
        double ExceededBy(double share) => falling.Max(f => f.Count == 0 ? double.MinValue : Math.BitIncrement(f[(int)(share * f.Count)]));
        return new(Weights, ExceededBy(FalseVariant), ExceededBy(FalseNew), Auroc);
    }
}
