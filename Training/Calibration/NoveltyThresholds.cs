using Classifier.Models;

namespace Classifier.Training.Calibration;

/// <summary>Below which share of known evidence an incident is new or a variant, from rows that the features were not made from.</summary>
internal static class NoveltyThresholds
{
    private const double NewQuantile = 0.01;
    private const double VariantQuantile = 0.10;

    /// <summary>Half of what all but one in a hundred rows reach is new; what all but one in ten reach is known.</summary>
    /// <param name="knownShares">See <see cref="Features.FeatureVector.KnownShare"/>.</param>
    public static NoveltyCard Find(IEnumerable<double> knownShares)
    {
        var rising = knownShares.Order().ToList();
        if (rising.Count == 0)
            return new(0.1, 0.3);
        double At(double quantile) => rising[(int)(quantile * (rising.Count - 1))];
        return new(At(NewQuantile) / 2, At(VariantQuantile));
    }
}
