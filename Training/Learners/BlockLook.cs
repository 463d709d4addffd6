using Classifier.Features;
using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>How a learner looks at the blocks of features.</summary>
internal enum BlockLook
{
    /// <summary>All blocks with their own weights: fields apart.</summary>
    Fields,

    /// <summary>Words, pieces of words and labels of the whole text as one bag, without regard to the title.</summary>
    OneBag,
}

/// <summary>
/// Multiplies each block by a factor. What is learned so differs from what is learned on the blocks as they are, yet the
/// factors go into the weights, so that serving knows one kind of row only.
/// </summary>
internal static class BlockLooks
{
    /// <summary>A factor per feature; null where all are 1.</summary>
    public static float[]? Factors(BlockLook look, LearningSet set)
    {
        if (look == BlockLook.Fields)
            return null;
        var factors = new float[set.Space.Count];
        for (var j = 0; j < factors.Length; j++)
            factors[j] = Factor(set.Space.BlockOf(j));
        var scale = ScaleOf(set.Rows, factors);
        for (var j = 0; j < factors.Length; j++)
            factors[j] *= scale;
        return factors;
    }

    /// <summary>The rows with each feature multiplied; features multiplied by 0 are left out.</summary>
    public static SparseMatrix See(SparseMatrix rows, float[]? factors)
    {
        if (factors is null)
            return rows;
        var starts = new int[rows.Rows + 1];
        var (columns, values) = (new int[rows.Columns.Length], new float[rows.Columns.Length]);
        var at = 0;
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
            {
                if (factors[rows.Columns[i]] == 0)
                    continue;
                (columns[at], values[at]) = (rows.Columns[i], rows.Values[i] * factors[rows.Columns[i]]);
                at++;
            }
            starts[row + 1] = at;
        }
        return new(starts, columns, values, rows.Width);
    }

    private static float Factor(FeatureBlock block) => block switch
    {
        FeatureBlock.TextWords or FeatureBlock.LogWords or FeatureBlock.LogTemplates or FeatureBlock.Labels or FeatureBlock.LabelWords => 1,
        FeatureBlock.AllCharacters => 0.5f,
        _ => 0,
    };

    /// <summary>Makes the mean squared length of the rows 2, as in a feature space.</summary>
    private static float ScaleOf(SparseMatrix rows, float[] factors)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Columns.Length; i++)
        {
            var value = (double)rows.Values[i] * factors[rows.Columns[i]];
            sum += value * value;
        }
        return sum > 0 ? (float)Math.Sqrt(2 * rows.Rows / sum) : 1;
    }
}
