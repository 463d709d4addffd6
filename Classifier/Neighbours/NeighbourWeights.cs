using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>How much features count when incidents are compared.</summary>
/// <remarks>
/// Each block of a scored incident has its own length (its weight times the space's scale), so what two incidents have in
/// common in a block is the block's cosine times <see cref="Share"/>. Divided by the shares of the blocks that both have, the
/// sum is a mean of cosines: an incident without labels or logs is not less alike for it.
/// </remarks>
public static class NeighbourWeights
{
    // The strongest features of an incident find it again; the rest would only make the index large.
    private const int FeaturesPerIncident = 128;

    /// <summary>Whether a feature takes part: pieces of words would make everything a little alike.</summary>
    public static bool Takes(FeatureBlock block) => block is not (FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters or FeatureBlock.Placeholders);

    /// <summary>What a block counts in the mean.</summary>
    public static float Share(FeatureBlock block) => block.Weight() * block.Weight();

    /// <summary>The features of an incident that are compared: at most 128, strongest first.</summary>
    /// <param name="space">The features' space.</param>
    /// <param name="indices">All features of the incident.</param>
    /// <param name="values">Their values, see <see cref="FeatureSpace.Weigh"/>.</param>
    /// <param name="features">Emptied first; receives them.</param>
    internal static void Weigh(FeatureSpace space, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, List<NeighbourFeature> features)
    {
        features.Clear();
        for (var i = 0; i < indices.Length; i++)
        {
            if (values[i] > 0 && Takes(space.BlockOf(indices[i])))
                features.Add(new(indices[i], values[i] / space.Scale));
        }
        features.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Index.CompareTo(b.Index));
        if (features.Count > FeaturesPerIncident)
            features.RemoveRange(FeaturesPerIncident, features.Count - FeaturesPerIncident);
    }
}

/// <summary>A feature that is compared.</summary>
/// <param name="Index">In the feature space.</param>
/// <param name="Weight">Within its incident.</param>
internal readonly record struct NeighbourFeature(int Index, float Weight);
