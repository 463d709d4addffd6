using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Judges whether history holds anything like an incident: a weighted sum of <see cref="NoveltyInputs"/>, learned on classes that were held back.</summary>
/// <param name="card">The weights and from which sums on an incident is a variant or new.</param>
public sealed class NoveltyGauge(NoveltyCard card)
{
    /// <summary>How little an incident is like history: log-odds of a class that history does not have, up to a constant.</summary>
    /// <inheritdoc cref="NoveltyInputs.Read"/>
    public double Score(ReadOnlySpan<float> probabilities, double knownShare, int features)
    {
        Span<float> inputs = stackalloc float[NoveltyInputs.Count];
        NoveltyInputs.Read(probabilities, knownShare, features, inputs);
        var sum = 0.0;
        for (var i = 0; i < inputs.Length; i++)
            sum += card.Weights[i] * inputs[i];
        return sum;
    }

    /// <summary>The verdict for a score.</summary>
    /// <param name="score">See <see cref="Score"/>.</param>
    /// <param name="knownShare">Where nothing at all is known, an incident is new.</param>
    public Novelty Judge(double score, double knownShare)
    {
        if (knownShare == 0 || score >= card.NewFrom)
            return Novelty.New;
        return score >= card.VariantFrom ? Novelty.Variant : Novelty.Known;
    }
}
