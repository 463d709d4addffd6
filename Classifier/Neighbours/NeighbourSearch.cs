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

    // What a past incident keeps; more of a longer text would only cost time.
    private const int FeaturesAsked = NeighbourWeights.FeaturesPerIncident;

    /// <summary>Leaves what was found in <see cref="NeighbourBuffer.Found"/>, most alike first; of equals the newest first.</summary>
    /// <param name="text">What to compare with.</param>
    /// <param name="parts">From old to new.</param>
    /// <param name="buffer">A buffer that no other thread uses.</param>
    public static void Run(ComparedText text, ReadOnlySpan<IHistoryPart> parts, NeighbourBuffer buffer)
    {
        buffer.Found.Clear();
        for (var part = 0; part < parts.Length; part++)
            Search(text, part, parts[part], buffer);
        buffer.Found.Sort(static (a, b) => (b.Similarity, b.Part, b.Row).CompareTo((a.Similarity, a.Part, a.Row)));
    }

    private static void Search(ComparedText text, int number, IHistoryPart part, NeighbourBuffer buffer)
    {
        Ask(text, part, buffer.Asked);
        var postings = part.Postings;
        var similarities = buffer.Similarities(postings.Incidents);
        var followed = Follow(postings, buffer.Asked, similarities);
        buffer.Top.Select(similarities);
        foreach (var (value, row) in buffer.Top.Rows)
        {
            var sum = value;
            for (var i = followed; i < buffer.Asked.Count; i++)
                sum += buffer.Asked[i].Feature.Weight * postings.WeightOf(buffer.Asked[i].Feature.Index, row);
            buffer.Found.Add(new(number, row, Math.Clamp(sum / NeighbourWeights.SharesOf(text.Blocks & postings.BlocksOf(row)), 0, 1)));
        }
    }

    private static void Ask(ComparedText text, IHistoryPart part, List<(int Postings, NeighbourFeature Feature)> asked)
    {
        asked.Clear();
        foreach (var feature in text.Features)
        {
            if (part.Find(feature) is var index and >= 0 && part.Postings.Count(index) is var count and > 0)
                asked.Add((count, new(index, feature.Weight)));
            if (asked.Count == FeaturesAsked)
                break;
        }
        asked.Sort(static (a, b) => (a.Postings, a.Feature.Index).CompareTo((b.Postings, b.Feature.Index)));
    }

    /// <returns>How many of the features were followed; those after them are too common.</returns>
    private static int Follow(NeighbourPostings postings, List<(int Postings, NeighbourFeature Feature)> asked, Span<float> similarities)
    {
        var left = PostingsPerPart;
        for (var i = 0; i < asked.Count; i++)
        {
            left -= asked[i].Postings;
            if (left < 0 && i > 0)
                return i;
            postings.Follow(asked[i].Feature, similarities);
        }
        return asked.Count;
    }
}
