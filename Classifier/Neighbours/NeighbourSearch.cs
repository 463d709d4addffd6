using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>Finds the past incidents that are most alike, in one or several parts of history.</summary>
/// <remarks>
/// The rarest features say most and cost least, so they are followed first, up to a number of postings. The common rest
/// cannot lift an incident to the top by itself: it is looked up for the best candidates alone, so that their similarity is
/// exact. (The <em>continue</em> strategy of Moffat and Zobel, "Self-indexing inverted files", TOIS 1996.)
/// </remarks>
internal static class NeighbourSearch
{
    /// <summary>How many incidents of a part are compared exactly.</summary>
    public const int Candidates = 64;

    private const int PostingsPerPart = 150_000;

    /// <summary>Leaves what was found in <see cref="NeighbourBuffer.Found"/>, most alike first; of equals the newest first.</summary>
    /// <param name="space">The features.</param>
    /// <param name="vector">What to compare with.</param>
    /// <param name="parts">From old to new.</param>
    /// <param name="buffer">A buffer that no other thread uses.</param>
    public static void Run(FeatureSpace space, FeatureVector vector, ReadOnlySpan<NeighbourPostings> parts, NeighbourBuffer buffer)
    {
        buffer.Ask(space, vector);
        buffer.Found.Clear();
        for (var part = 0; part < parts.Length; part++)
            Search(part, parts[part], buffer);
        buffer.Found.Sort(static (a, b) => (b.Similarity, b.Part, b.Row).CompareTo((a.Similarity, a.Part, a.Row)));
    }

    private static void Search(int part, NeighbourPostings postings, NeighbourBuffer buffer)
    {
        var similarities = buffer.Similarities(postings.Incidents);
        var followed = Follow(postings, buffer, similarities);
        buffer.Top.Select(similarities);
        foreach (var (value, row) in buffer.Top.Rows)
        {
            var sum = value;
            for (var i = followed; i < buffer.Ordered.Count; i++)
                sum += buffer.Ordered[i].Feature.Weight * postings.WeightOf(buffer.Ordered[i].Feature.Index, row);
            buffer.Found.Add(new(part, row, Math.Clamp(sum / SharesOf(buffer.Blocks & postings.BlocksOf(row)), 0, 1)));
        }
    }

    /// <returns>How many of the features were followed; those after them are too common.</returns>
    private static int Follow(NeighbourPostings postings, NeighbourBuffer buffer, Span<float> similarities)
    {
        var ordered = buffer.Ordered;
        ordered.Clear();
        foreach (var feature in buffer.Asked)
            ordered.Add((postings.Count(feature.Index), feature));
        ordered.Sort(static (a, b) => (a.Postings, a.Feature.Index).CompareTo((b.Postings, b.Feature.Index)));
        var left = PostingsPerPart;
        for (var i = 0; i < ordered.Count; i++)
        {
            left -= ordered[i].Postings;
            if (left < 0 && i > 0)
                return i;
            postings.Follow(ordered[i].Feature, similarities);
        }
        return ordered.Count;
    }

    /// <summary>Sum of what the blocks count.</summary>
    /// <param name="blocks">One bit each, at least one.</param>
    private static float SharesOf(int blocks)
    {
        var sum = 0f;
        for (var b = 0; b < FeatureBlocks.Count; b++)
            sum += (blocks & (1 << b)) != 0 ? NeighbourWeights.Share((FeatureBlock)b) : 0;
        return sum;
    }
}
