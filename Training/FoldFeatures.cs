using Classifier.Features;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>A fold as numbers, in a space made from its fitted rows alone.</summary>
/// <remarks>The numbers are most of what training holds and quickly made: those that nobody works with may be forgotten.</remarks>
internal sealed class FoldFeatures
{
    // The numbers of so many rows are hundreds of megabytes.
    private const int ManyRows = 100_000;

    private readonly FittedFeatures _features;
    private readonly WeakReference<SparseMatrix> _fit = new(null!);
    private readonly WeakReference<SparseMatrix> _evaluate = new(null!);

    /// <param name="counts">All rows.</param>
    /// <param name="fold">Its rows.</param>
    /// <param name="isOrdered">Whether later rows are newer.</param>
    /// <param name="limit">Most features.</param>
    public FoldFeatures(FeatureCounts counts, Fold fold, bool isOrdered, int limit)
    {
        (Fold, IsOrdered, _features) = (fold, isOrdered, FittedFeatures.Fit(counts, fold.Fit, limit));
        KnownShares = _features.KnownShares(fold.Evaluate);
    }

    /// <summary>Its rows.</summary>
    public Fold Fold { get; }

    /// <summary>Whether later rows are newer.</summary>
    public bool IsOrdered { get; }

    /// <summary>The features.</summary>
    public FeatureSpace Space => _features.Space;

    /// <summary>Per row to score, see <see cref="FeatureVector.KnownShare"/>.</summary>
    public float[] KnownShares { get; }

    /// <summary>The fitted rows.</summary>
    public SparseMatrix Fit => Held(_fit, Fold.Fit);

    /// <summary>The rows to score.</summary>
    public SparseMatrix Evaluate => Held(_evaluate, Fold.Evaluate);

    private SparseMatrix Held(WeakReference<SparseMatrix> reference, int[] rows)
    {
        if (reference.TryGetTarget(out var held))
            return held;
        // Where memory is plenty the runtime would let forgotten numbers of several folds pile up.
        if (rows.Length >= ManyRows)
            GC.Collect();
        var matrix = _features.Matrix(rows);
        reference.SetTarget(matrix);
        return matrix;
    }
}
