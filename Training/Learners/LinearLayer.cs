using System.Numerics.Tensors;

namespace Classifier.Training.Learners;

/// <summary>What a learner hands back: scores of all classes for a row of features.</summary>
internal interface ILayer
{
    /// <summary>Number of classes.</summary>
    int Classes { get; }

    /// <summary>Scores of all classes.</summary>
    /// <param name="indices">Features, each below the number that the layer was made for.</param>
    /// <param name="values">Their values.</param>
    /// <param name="scores">Receives one score per class, in the order of the classes.</param>
    void Score(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> scores);
}

/// <summary>One-versus-rest scores: a weight matrix and a bias per class.</summary>
/// <param name="Weights">All classes of the first feature, then of the second: a row touches few features, and each of them is one run of memory.</param>
/// <param name="Biases">One per class.</param>
internal sealed record LinearLayer(float[] Weights, float[] Biases) : ILayer
{
    public int Classes => Biases.Length;

    public void Score(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> scores)
    {
        Biases.CopyTo(scores);
        for (var i = 0; i < indices.Length; i++)
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(indices[i] * Classes, Classes), values[i], scores, scores);
    }
}

/// <summary>
/// One-versus-rest scores where each class weighs the features in its own way and brings the row back to one length:
/// the weighted sum divided by the row's length as the class sees it, plus the bias.
/// </summary>
/// <param name="Weights">As in <see cref="LinearLayer"/>.</param>
/// <param name="Squares">Squared factor of each feature in each class, in the same order.</param>
/// <param name="Biases">One per class.</param>
internal sealed record NormalisedLayer(float[] Weights, float[] Squares, float[] Biases) : ILayer
{
    public int Classes => Biases.Length;

    public void Score(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> scores)
    {
        scores.Clear();
        var lengths = new float[Classes];
        for (var i = 0; i < indices.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(indices[i] * Classes, Classes), values[i], scores, scores);
            TensorPrimitives.MultiplyAdd(Squares.AsSpan(indices[i] * Classes, Classes), values[i] * values[i], lengths, lengths);
        }
        for (var k = 0; k < scores.Length; k++)
            scores[k] = (lengths[k] > 0 ? scores[k] / MathF.Sqrt(lengths[k]) : 0) + Biases[k];
    }
}
