using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>One learned target: classes, weights, calibration and thresholds.</summary>
/// <param name="card">What it is.</param>
/// <param name="layer">Its weights; the columns are the card's classes.</param>
public sealed class TargetModel(TargetCard card, BlendedLayer layer)
{
    private const double ActPrecision = 0.90;
    private const double SuggestPrecision = 0.60;

    /// <summary>What it is.</summary>
    public TargetCard Card => card;

    /// <summary>Its weights.</summary>
    public BlendedLayer Layer => layer;

    /// <summary>Probabilities of all classes, in the card's order.</summary>
    /// <param name="vector">The incident.</param>
    /// <param name="probabilities">As long as there are classes.</param>
    /// <param name="scratch">See <see cref="BlendedLayer.Score"/>.</param>
    public void Rank(FeatureVector vector, Span<float> probabilities, Span<float> scratch)
    {
        layer.Score(vector, probabilities, scratch);
        Softmax.Apply(probabilities, card.Temperature);
    }

    /// <summary>All classes by falling probability (of equals the first in ordinal order), with trust and thresholds of the top one.</summary>
    public Ranking ToRanking(ReadOnlySpan<float> probabilities)
    {
        var classes = new ClassScore[probabilities.Length];
        for (var k = 0; k < classes.Length; k++)
            classes[k] = new(card.Classes[k], probabilities[k]);
        Array.Sort(classes, static (a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : string.CompareOrdinal(a.Label, b.Label));
        return new() { Classes = classes, Trust = classes[0].Probability, Thresholds = ThresholdsOf(classes[0].Label) };
    }

    /// <summary>The least trust of a class at an asked precision; null when that precision was not asked for in training.</summary>
    public double? Threshold(double asked, string label) =>
        card.Thresholds.FirstOrDefault(t => Math.Abs(t.Asked - asked) < 1e-9)?.For(label);

    private TrustThresholds ThresholdsOf(string label)
    {
        var act = Threshold(ActPrecision, label) ?? TrustThresholds.Default.Act;
        var suggest = Threshold(SuggestPrecision, label) ?? TrustThresholds.Default.Suggest;
        return new(act, Math.Min(act, suggest));
    }
}
