using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>One learned target: classes, weights, calibration and thresholds.</summary>
/// <param name="card">What it is.</param>
/// <param name="layer">Its weights; the columns are the card's classes.</param>
/// <param name="gate">Gives trust; null where the top probability is the trust.</param>
/// <param name="agreement">How its classes go with those of the other target; null where there is none.</param>
public sealed class TargetModel(TargetCard card, BlendedLayer layer, TrustGate? gate = null, TargetAgreement? agreement = null)
{
    private readonly float _rows = Math.Max(card.ClassRows.Sum(), 1);
    private readonly LearnedThresholds _learned = new(card);

    /// <summary>What it is.</summary>
    public TargetCard Card => card;

    /// <summary>Its weights.</summary>
    public BlendedLayer Layer => layer;

    /// <summary>Tells what is new.</summary>
    public NoveltyGauge Gauge { get; } = new(card.Novelty);

    /// <summary>Probabilities of all classes, in the card's order.</summary>
    /// <param name="vector">The incident.</param>
    /// <param name="probabilities">As long as there are classes.</param>
    /// <param name="scratch">See <see cref="BlendedLayer.Score"/>.</param>
    public void Rank(FeatureVector vector, Span<float> probabilities, Span<float> scratch)
    {
        layer.Score(vector, probabilities, scratch);
        Softmax.Apply(probabilities, card.Temperature);
    }

    /// <summary>Probability that the top class is right.</summary>
    /// <param name="probabilities">As <see cref="Rank"/> gave them.</param>
    /// <param name="vector">The incident.</param>
    /// <param name="others">Probabilities of the other target; empty where there is none.</param>
    public double Trust(ReadOnlySpan<float> probabilities, FeatureVector vector, ReadOnlySpan<float> others)
    {
        var top = TensorPrimitives.IndexOfMax(probabilities);
        if (gate is null)
            return probabilities[top];
        var share = card.ClassRows[top] / _rows;
        Span<float> inputs = stackalloc float[GateInputs.Count];
        GateInputs.Read(
            new(probabilities)
            {
                ClassShare = share,
                ClassPrecision = (float)card.ClassPrecision[top],
                KnownShare = (float)vector.KnownShare,
                Features = vector.Count,
                Agreement = agreement is null || others.IsEmpty ? 0 : agreement.Of(top, share, others),
            },
            inputs);
        return gate.Trust(inputs);
    }

    /// <summary>Whether history holds anything like the incident.</summary>
    /// <param name="probabilities">As <see cref="Rank"/> gave them.</param>
    /// <param name="vector">The incident.</param>
    public Novelty Judge(ReadOnlySpan<float> probabilities, FeatureVector vector) =>
        Gauge.Judge(Gauge.Score(probabilities, vector.KnownShare, vector.Count), vector.KnownShare);

    /// <summary>All classes by falling probability (of equals the first in ordinal order), with trust and thresholds of the top one.</summary>
    /// <param name="probabilities">As <see cref="Rank"/> gave them.</param>
    /// <param name="trust">As <see cref="Trust"/> gave it.</param>
    public Ranking ToRanking(ReadOnlySpan<float> probabilities, double trust)
    {
        var classes = new ClassScore[probabilities.Length];
        for (var k = 0; k < classes.Length; k++)
            classes[k] = new(card.Classes[k], probabilities[k]);
        Array.Sort(classes, static (a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : string.CompareOrdinal(a.Label, b.Label));
        return new() { Classes = classes, Trust = trust, Thresholds = ThresholdsOf(classes[0].Label), Learned = _learned };
    }

    /// <summary>The least trust of a class at an asked precision; null when that precision was not asked for in training.</summary>
    public double? Threshold(double asked, string label) =>
        card.Thresholds.FirstOrDefault(t => Math.Abs(t.Asked - asked) < 1e-9)?.For(label);

    /// <summary>What holds where the directory asks for nothing else.</summary>
    private TrustThresholds ThresholdsOf(string label)
    {
        var act = _learned.Of(TrustThresholds.Default.Act, label);
        return new(act, Math.Min(act, _learned.Of(TrustThresholds.Default.Suggest, label)));
    }
}
