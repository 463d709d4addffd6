using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Judges whether history holds anything like an incident, by the share of its words and labels that were seen before.</summary>
/// <param name="thresholds">Learned from rows that the features were not made from.</param>
public sealed class NoveltyGauge(NoveltyCard thresholds)
{
    /// <summary>New when almost nothing is known, variant when less is known than of most incidents.</summary>
    public Novelty Judge(FeatureVector vector)
    {
        if (vector.KnownShare == 0 || vector.KnownShare < thresholds.NewBelow)
            return Novelty.New;
        return vector.KnownShare < thresholds.VariantBelow ? Novelty.Variant : Novelty.Known;
    }
}
