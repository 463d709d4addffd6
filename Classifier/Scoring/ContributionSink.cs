using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>Lays the features' contributions onto what they were read from.</summary>
internal readonly struct ContributionSink(IncidentText text, FeatureSpace space, FeatureVector vector, float[] contributions) : IFeatureSink
{
    /// <summary>Contribution of every character of title, line feed and description, as far as they are looked at.</summary>
    public float[] Text { get; } = new float[text.Title.Length + 1 + text.DescriptionText.Length];

    /// <summary>Contribution of every label.</summary>
    public float[] Labels { get; } = new float[text.Labels.Count];

    public void Add(ulong feature, FeatureOrigin origin)
    {
        var index = space.Find(feature);
        if (index < 0)
            return;
        var share = contributions[vector.PlaceOf(index)];
        if (origin.Field == FeatureField.Label)
            Labels[origin.Start] += share;
        else if (origin.Field == FeatureField.Text && origin.Length > 0)
            Spread(share, origin);
    }

    /// <summary>Sum of all contributions, whatever their sign.</summary>
    public double Total()
    {
        var sum = 0.0;
        foreach (var share in Text)
            sum += Math.Abs(share);
        foreach (var share in Labels)
            sum += Math.Abs(share);
        return sum;
    }

    private void Spread(float share, FeatureOrigin origin)
    {
        // Normalised text can be longer than what was written; what sticks out has no place to fall on.
        var end = Math.Min(origin.Start + origin.Length, Text.Length);
        for (var i = origin.Start; i < end; i++)
            Text[i] += share / origin.Length;
    }
}
