using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>Collects what the trust gate of one target learns from.</summary>
/// <param name="target">The target.</param>
/// <param name="other">The other target; null where there is none.</param>
internal sealed class GateCases(TargetRows target, TargetRows? other)
{
    /// <summary>The answers of every fold, with what served scores would say beside them.</summary>
    /// <param name="folds">The folds, in the order of the scores.</param>
    /// <param name="mine">Scores of the target.</param>
    /// <param name="others">Scores of the other target; null where there is none.</param>
    public IReadOnlyList<IReadOnlyList<GateCase>> Of(IReadOnlyList<FoldFeatures> folds, BlendedFolds mine, BlendedFolds? others) =>
        [.. folds.Select((fold, f) => Of(fold, mine.Folds[f], mine.Temperature, others?.Folds[f], others?.Temperature ?? 1))];

    /// <summary>How the classes of both targets go together in some rows; null where there is one target.</summary>
    public TargetAgreement? Agreement(int[] rows, IReadOnlyList<string> classes, IReadOnlyList<string> otherClasses)
    {
        if (other is null)
            return null;
        var (index, otherIndex) = (IndexOf(classes), IndexOf(otherClasses));
        var pairs = rows.Select(r => (Other: otherIndex.GetValueOrDefault(other.Label(r) ?? "", -1), This: index.GetValueOrDefault(target.Label(r) ?? "", -1)));
        return TargetAgreement.Of(pairs.Where(p => p.Other >= 0 && p.This >= 0), otherClasses.Count, classes.Count);
    }

    private GateCase[] Of(FoldFeatures fold, FoldScores scores, double temperature, FoldScores? others, double otherTemperature)
    {
        var shares = SharesOf(fold.Fold, scores.Classes);
        var agreement = others is { Rows: > 0 } && scores.Rows > 0 ? Agreement(fold.Fold.Fit, scores.Classes, others.Classes) : null;
        var otherRow = others?.Positions.Index().ToDictionary(p => p.Item, p => p.Index);
        var (cases, rows) = (new GateCase[scores.Rows], fold.Evaluate);
        Parallel.For(0, cases.Length, i =>
        {
            var (top, position) = (scores.TopIndex(i), scores.Positions[i]);
            cases[i] = new()
            {
                Truth = scores.Truth[i],
                Answer = scores.Classes[top],
                IsInTopThree = Evaluation.Judging.TopThree(scores.Classes, scores.Scores[i]).Contains(scores.Truth[i]),
                IsKnown = scores.TruthIndex(i) >= 0,
                Probabilities = scores.Probabilities(i, temperature),
                ClassShare = shares[top],
                KnownShare = fold.KnownShares[position],
                Features = rows.ColumnsOf(position).Length,
                Agreement = agreement is not null && otherRow!.TryGetValue(position, out var row) ? agreement.Of(top, shares[top], others!.Probabilities(row, otherTemperature)) : 0,
            };
        });
        return cases;
    }

    private float[] SharesOf(Fold fold, IReadOnlyList<string> classes)
    {
        var counts = fold.Fit.Select(target.Label).OfType<string>().CountBy(l => l).ToDictionary(StringComparer.Ordinal);
        var total = Math.Max(counts.Values.Sum(), 1);
        return [.. classes.Select(c => (float)counts.GetValueOrDefault(c) / total)];
    }

    private static Dictionary<string, int> IndexOf(IReadOnlyList<string> classes) => classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
}
