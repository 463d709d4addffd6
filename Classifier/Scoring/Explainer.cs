using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// Names what carried an answer. A feature's contribution is its value times the difference of its weights for the top
/// class and the runner-up; it falls on the characters it was read from, so that pieces and pairs of words add up.
/// </summary>
internal static class Explainer
{
    private const int MostReasons = 6;
    private const double LeastShare = 0.01;

    /// <summary>The strongest reasons, strongest first; empty where there is no second class.</summary>
    public static IReadOnlyList<Evidence> Explain(IncidentText text, FeatureSpace space, FeatureVector vector, TargetModel target, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> scratch)
    {
        if (probabilities.Length < 2 || vector.Count == 0)
            return [];
        var weights = new EvidenceWeights();
        weights.Begin(text);
        var sink = new Sink(space, vector, Contributions(vector, target.Layer, probabilities, scratch), weights);
        FeatureReader.Read(text, ref sink);
        var total = weights.Total();
        return total == 0 ? [] : [.. weights.Reasons(total).Where(r => Math.Abs(r.Weight) >= LeastShare).OrderByDescending(r => Math.Abs(r.Weight)).Take(MostReasons)];
    }

    private static float[] Contributions(FeatureVector vector, BlendedLayer layer, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> scratch)
    {
        var (top, second) = TopTwo(probabilities);
        var contributions = new float[vector.Count];
        layer.Contribute(vector, scratch, top, second, contributions);
        for (var i = 0; i < contributions.Length; i++)
            contributions[i] /= vector.Occurrences[i];
        return contributions;
    }

    private static (int Top, int Second) TopTwo(ReadOnlySpan<float> probabilities)
    {
        var (top, second) = probabilities[0] >= probabilities[1] ? (0, 1) : (1, 0);
        for (var k = 2; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[top])
                (top, second) = (k, top);
            else if (probabilities[k] > probabilities[second])
                second = k;
        }
        return (top, second);
    }

    private readonly struct Sink(FeatureSpace space, FeatureVector vector, float[] contributions, EvidenceWeights weights) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            if (space.Find(feature) is var index and >= 0)
                weights.Lay(contributions[vector.PlaceOf(index)], origin);
        }
    }
}
