using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>How much features count when incidents are compared.</summary>
/// <remarks>
/// As for scoring, (1 + ln count) × idf, with each block brought to the length of its weight: so what two incidents have in
/// common in a block is the block's cosine times <see cref="Share"/>. Divided by the shares of the blocks that both have, the
/// sum is a mean of cosines: an incident without labels or logs is not less alike for it.
/// </remarks>
public static class NeighbourWeights
{
    /// <summary>Features that are kept of a past incident: the strongest find it again, the rest would only make the index large.</summary>
    internal const int FeaturesPerIncident = 128;

    /// <summary>Whether a feature takes part: pieces of words would make everything a little alike.</summary>
    public static bool Takes(FeatureBlock block) =>
        block is not (FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters or FeatureBlock.Placeholders) && block.Weight() > 0;

    /// <summary>What a block counts in the mean.</summary>
    public static float Share(FeatureBlock block) => block.Weight() * block.Weight();

    /// <summary>Sum of what blocks count.</summary>
    /// <param name="blocks">One bit each.</param>
    internal static float SharesOf(int blocks)
    {
        var sum = 0f;
        for (var b = 0; b < FeatureBlocks.Count; b++)
            sum += (blocks & (1 << b)) != 0 ? Share((FeatureBlock)b) : 0;
        return sum;
    }
}
