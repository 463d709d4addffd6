using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Learners;

/// <summary>Takes the weights out of ML.NET's models.</summary>
internal static class MlNetWeights
{
    public static LinearLayer Of(MaximumEntropyModelParameters model, CommonFeatures common, int features)
    {
        VBuffer<float>[]? rows = null;
        model.GetWeights(ref rows, out var classes);
        return Pack([.. rows.Take(classes).Select(row => row.DenseValues().ToArray())], [.. model.GetBiases()], common, features);
    }

    /// <summary>Puts one row of weights per class into the order of serving; what is not common weighs nothing.</summary>
    public static LinearLayer Pack(float[][] rows, float[] biases, CommonFeatures common, int features)
    {
        var weights = new float[features * rows.Length];
        for (var k = 0; k < rows.Length; k++)
        {
            for (var j = 0; j < common.Columns.Length; j++)
                weights[common.Columns[j] * rows.Length + k] = rows[k][j];
        }
        return new(weights, biases);
    }
}
