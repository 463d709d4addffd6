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
    public static FoldFeatures Of(FeatureCounts counts, Fold fold, bool isOrdered, int limit)
    {
        var features = FittedFeatures.Fit(counts, fold.Fit, limit);
        return new(fold, isOrdered, features.Space, features.Matrix(fold.Fit), features.Matrix(fold.Evaluate), features.KnownShares(fold.Evaluate));
    }
}
