using Classifier.Features;
using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>What a learner learns from.</summary>
/// <param name="Rows">One row of features per ticket; in order of time where <paramref name="IsOrdered"/>.</param>
/// <param name="Space">What the columns mean.</param>
/// <param name="Labels">Class of each row, in [0, <paramref name="Classes"/>).</param>
/// <param name="Classes">Number of classes; each has a row.</param>
/// <param name="Weights">How much each row counts.</param>
/// <param name="IsOrdered">Whether later rows are newer.</param>
internal sealed record LearningSet(SparseMatrix Rows, FeatureSpace Space, int[] Labels, int Classes, float[] Weights, bool IsOrdered)
{
    // Products that a learner may take over all its passes: a few seconds on one core.
    private const double Work = 1.5e8;
    private const int FewestPasses = 3;

    /// <summary>Rows of each class.</summary>
    public int[] Sizes { get; } = SizesOf(Labels, Classes);

    /// <summary>How often a learner may go over all rows and classes: fewer times the larger they are, whatever the machine.</summary>
    /// <param name="rows">What it goes over.</param>
    /// <param name="most">More passes bring nothing.</param>
    public int Passes(SparseMatrix rows, int most) => (int)Math.Clamp(Work / (Math.Max(rows.Values.Length, 1) * (double)Classes), FewestPasses, most);

    /// <summary>Lifts small classes: (mean class size ÷ class size) to a power; 0 lifts none, 1 makes all count the same.</summary>
    public float Lift(int @class, double power) => (float)Math.Pow((double)Labels.Length / Classes / Sizes[@class], power);

    /// <summary>Weights that halve with age.</summary>
    /// <param name="halfLife">Share of the rows after which a row counts half; null for no decay, as where rows have no order.</param>
    public float[] WeightsByAge(double? halfLife)
    {
        if (!IsOrdered || halfLife is not { } half)
            return Weights;
        var weights = new float[Weights.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Weights[i] * MathF.Pow(2, (float)(-(weights.Length - 1 - i) / (half * weights.Length)));
        return weights;
    }

    private static int[] SizesOf(int[] labels, int classes)
    {
        var sizes = new int[classes];
        foreach (var label in labels)
            sizes[label]++;
        return sizes;
    }
}
