using System.Numerics.Tensors;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// One-versus-rest scores of several learners, folded into one matrix: a linear part, and for each learner that weighs the
/// features anew for each class, a part that is divided by the incident's length as the class sees it.
/// </summary>
/// <param name="weights">
/// A row per feature, so that an incident touches few stretches of memory: one number per class of the linear part, then of
/// each further part.
/// </param>
/// <param name="squares">A row per feature: one number per class of each further part, the squared factors that lengths are made of; null without such parts.</param>
/// <param name="biases">One per class.</param>
public sealed class BlendedLayer(ShortRows weights, ShortRows? squares, float[] biases)
{
    private const int Ahead = 8;

    /// <summary>Number of classes.</summary>
    public int Classes => biases.Length;

    /// <summary>Number of parts that are divided by lengths.</summary>
    public int Normalised { get; } = weights.Width / biases.Length - 1;

    /// <summary>Numbers that <see cref="Score"/> needs to work in.</summary>
    public int ScratchLength => weights.Stride + (squares?.Stride ?? 0);

    /// <summary>See the constructor.</summary>
    public ShortRows Weights => weights;

    /// <summary>See the constructor.</summary>
    public ShortRows? Squares => squares;

    /// <summary>One per class.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>Scores of all classes for an incident.</summary>
    /// <param name="vector">The incident.</param>
    /// <param name="scores">Receives one score per class, in the order of the classes.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> numbers; what is left in it, <see cref="Contribute"/> reads.</param>
    public void Score(FeatureVector vector, Span<float> scores, Span<float> scratch)
    {
        scratch[..ScratchLength].Clear();
        var summed = scratch[..weights.Stride];
        var squared = scratch[weights.Stride..ScratchLength];
        var indices = vector.Indices;
        var values = vector.Values;
        for (var i = 0; i < indices.Length; i++)
        {
            // Rows lie anywhere, and each would be waited for.
            if (i + Ahead < indices.Length)
            {
                weights.Prefetch(indices[i + Ahead]);
                squares?.Prefetch(indices[i + Ahead]);
            }
            weights.AddTo(indices[i], values[i], summed);
            squares?.AddTo(indices[i], values[i] * values[i], squared);
        }
        TensorPrimitives.Add(summed[..Classes], biases, scores);
        for (var i = 0; i < Normalised * Classes; i++)
            scores[i % Classes] += summed[Classes + i] * Shrink(squared[i]);
    }

    /// <summary>What each feature of an incident contributes to the difference of two classes.</summary>
    /// <param name="vector">The incident that was scored last.</param>
    /// <param name="scratch">As <see cref="Score"/> left it.</param>
    /// <param name="first">Class whose score counts.</param>
    /// <param name="second">Class whose score is taken away.</param>
    /// <param name="contributions">Receives one number per feature of <paramref name="vector"/>.</param>
    public void Contribute(FeatureVector vector, ReadOnlySpan<float> scratch, int first, int second, Span<float> contributions)
    {
        var lengths = scratch[weights.Stride..];
        for (var i = 0; i < contributions.Length; i++)
            contributions[i] = vector.Values[i] * (WeightOf(vector.Indices[i], lengths, first) - WeightOf(vector.Indices[i], lengths, second));
    }

    /// <summary>A feature's weight in a class with all parts, at the lengths that the incident has.</summary>
    private float WeightOf(int feature, ReadOnlySpan<float> lengths, int @class)
    {
        var weight = weights.At(feature, @class);
        for (var part = 0; part < Normalised; part++)
            weight += weights.At(feature, (1 + part) * Classes + @class) * Shrink(lengths[part * Classes + @class]);
        return weight;
    }

    private static float Shrink(float squaredLength) => squaredLength > 0 ? 1 / MathF.Sqrt(squaredLength) : 0;
}
