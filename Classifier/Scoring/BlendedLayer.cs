using System.Numerics.Tensors;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// One-versus-rest scores of several learners, folded into one matrix: a linear part, and for each learner that weighs the
/// features anew for each class, a part that is divided by the incident's length as the class sees it.
/// </summary>
/// <param name="weights">
/// Features in order of their index, and for each of them <see cref="Runs"/> runs with one number per class: an incident
/// touches few features, and each of them is one stretch of memory. The runs are the linear weights, the weights of each
/// further part, and for each of those the squared factors that lengths are made of.
/// </param>
/// <param name="biases">One per class.</param>
/// <param name="normalised">Number of parts that are divided by lengths.</param>
public sealed class BlendedLayer(float[] weights, float[] biases, int normalised)
{
    /// <summary>Number of classes.</summary>
    public int Classes => biases.Length;

    /// <summary>Number of parts that are divided by lengths.</summary>
    public int Normalised => normalised;

    /// <summary>Runs per feature.</summary>
    public int Runs => RunsOf(normalised);

    /// <summary>Numbers that <see cref="Score"/> needs to work in.</summary>
    public int ScratchLength => Runs * biases.Length;

    /// <summary>All weights.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>One per class.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>Runs per feature for a number of parts that are divided by lengths.</summary>
    public static int RunsOf(int normalised) => 1 + 2 * normalised;

    /// <summary>Scores of all classes for an incident.</summary>
    /// <param name="vector">The incident.</param>
    /// <param name="scores">Receives one score per class, in the order of the classes.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> numbers; what is left in it, <see cref="Contribute"/> reads.</param>
    public void Score(FeatureVector vector, Span<float> scores, Span<float> scratch)
    {
        scratch = scratch[..ScratchLength];
        scratch.Clear();
        var summed = scratch[..((1 + normalised) * Classes)];
        var squared = scratch[summed.Length..];
        var indices = vector.Indices;
        var values = vector.Values;
        for (var i = 0; i < indices.Length; i++)
        {
            var row = Row(indices[i]);
            TensorPrimitives.MultiplyAdd(row[..summed.Length], values[i], summed, summed);
            if (squared.Length > 0)
                TensorPrimitives.MultiplyAdd(row[summed.Length..], values[i] * values[i], squared, squared);
        }
        TensorPrimitives.Add(summed[..Classes], biases, scores);
        for (var i = 0; i < squared.Length; i++)
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
        for (var i = 0; i < contributions.Length; i++)
        {
            var row = Row(vector.Indices[i]);
            contributions[i] = vector.Values[i] * (WeightOf(row, scratch, first) - WeightOf(row, scratch, second));
        }
    }

    /// <summary>A feature's weight in a class with all parts, at the lengths that the incident has.</summary>
    private float WeightOf(ReadOnlySpan<float> row, ReadOnlySpan<float> scratch, int @class)
    {
        var weight = row[@class];
        for (var part = 1; part <= normalised; part++)
            weight += row[part * Classes + @class] * Shrink(scratch[(normalised + part) * Classes + @class]);
        return weight;
    }

    private ReadOnlySpan<float> Row(int feature) => weights.AsSpan(checked(feature * ScratchLength), ScratchLength);

    private static float Shrink(float squaredLength) => squaredLength > 0 ? 1 / MathF.Sqrt(squaredLength) : 0;
}
