using System.Numerics.Tensors;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>One-versus-rest scores: a weight matrix and a bias per class, whichever learner made them.</summary>
/// <param name="weights">All classes of the first feature, then of the second: an incident touches few features, and each of them is one run of memory.</param>
/// <param name="biases">One per class.</param>
public sealed class LinearLayer(float[] weights, float[] biases)
{
    /// <summary>Number of classes.</summary>
    public int Classes => biases.Length;

    /// <summary>All weights, features in order of their index.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>One per class.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>Scores of all classes.</summary>
    /// <param name="indices">Features, each below the number that the matrix was made for.</param>
    /// <param name="values">Their values.</param>
    /// <param name="scores">Receives one score per class, in the order of the classes.</param>
    public void Score(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> scores)
    {
        biases.CopyTo(scores);
        for (var i = 0; i < indices.Length; i++)
            TensorPrimitives.MultiplyAdd(Row(indices[i]), values[i], scores, scores);
    }

    /// <summary>Scores of all classes for an incident.</summary>
    public void Score(FeatureVector vector, Span<float> scores) => Score(vector.Indices, vector.Values, scores);

    /// <summary>A feature's weight in each class.</summary>
    public ReadOnlySpan<float> Row(int feature) => weights.AsSpan(checked(feature * biases.Length), biases.Length);
}
