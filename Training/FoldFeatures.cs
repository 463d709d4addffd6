using Classifier.Features;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>A fold as numbers, in a space made from its fitted rows alone.</summary>
/// <param name="Fold">Its rows.</param>
/// <param name="IsOrdered">Whether later rows are newer.</param>
/// <param name="Space">The features.</param>
/// <param name="Fit">The fitted rows.</param>
/// <param name="Evaluate">The rows to score.</param>
/// <param name="KnownShares">Per row to score, see <see cref="FeatureVector.KnownShare"/>.</param>
internal sealed record FoldFeatures(Fold Fold, bool IsOrdered, FeatureSpace Space, SparseMatrix Fit, SparseMatrix Evaluate, float[] KnownShares)
{
    public static FoldFeatures Of(FeatureCounts counts, IReadOnlyList<IncidentText> texts, Fold fold, bool isOrdered, int limit)
    {
        var features = FittedFeatures.Fit(counts, fold.Fit, limit);
        return new(fold, isOrdered, features.Space, features.Matrix(fold.Fit), features.Matrix(fold.Evaluate), KnownSharesOf(features.Space, texts, fold.Evaluate));
    }

    private static float[] KnownSharesOf(FeatureSpace space, IReadOnlyList<IncidentText> texts, int[] rows)
    {
        var shares = new float[rows.Length];
        Parallel.For(0, rows.Length, () => new FeatureVector(space), (i, _, vector) =>
        {
            space.Read(texts[rows[i]], vector);
            shares[i] = (float)vector.KnownShare;
            return vector;
        }, _ => { });
        return shares;
    }
}
