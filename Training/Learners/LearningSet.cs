using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>What a learner learns from.</summary>
/// <param name="Rows">One row of features per ticket; in order of time where <paramref name="IsOrdered"/>.</param>
/// <param name="Labels">Class of each row, in [0, <paramref name="Classes"/>).</param>
/// <param name="Classes">Number of classes; each has a row.</param>
/// <param name="Weights">How much each row counts.</param>
/// <param name="IsOrdered">Whether later rows are newer.</param>
internal sealed record LearningSet(SparseMatrix Rows, int[] Labels, int Classes, float[] Weights, bool IsOrdered)
{
    // Products that a learner may take over all its passes: a minute or so on one core.
    private const double Work = 1e9;
    private const int FewestPasses = 5;

    /// <summary>How often a learner may go over all rows and classes: fewer times the larger they are, whatever the machine.</summary>
    public int Passes(int most) => (int)Math.Clamp(Work / (Math.Max(Rows.Values.Length, 1) * (double)Classes), FewestPasses, most);
}
