using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>Finds similar past incidents: an inverted index over the words and labels of the scoring features.</summary>
/// <param name="starts">Where each feature's postings begin, and the end of the last.</param>
/// <param name="rows">Past incidents of the postings, rising within a feature.</param>
/// <param name="weights">Their weights, each incident of length 1.</param>
/// <param name="records">The past incidents.</param>
public sealed class NeighbourIndex(int[] starts, int[] rows, float[] weights, NeighbourRecords records)
{
    // What is left after the rarest features were followed is too common to change who comes first.
    private const int PostingsPerQuery = 400_000;

    /// <summary>Where each feature's postings begin, and the end of the last.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>Past incidents of the postings.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Weights of the postings.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>The past incidents.</summary>
    public NeighbourRecords Records => records;

    /// <summary>Whether a feature takes part: pieces of words would make everything a little alike.</summary>
    public static bool Takes(FeatureBlock block) => block is not (FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters or FeatureBlock.Placeholders);

    /// <summary>The most similar past incidents, most alike first.</summary>
    /// <param name="vector">What to compare with.</param>
    /// <param name="space">The space of <paramref name="vector"/>.</param>
    /// <param name="buffer">A buffer that no other thread uses.</param>
    /// <param name="count">How many at most; those that share nothing are left out.</param>
    public IReadOnlyList<SimilarIncident> Find(FeatureVector vector, FeatureSpace space, NeighbourBuffer buffer, int count)
    {
        if (records.Count == 0)
            return [];
        var length = Accumulate(vector, space, buffer);
        if (length == 0)
            return [];
        var found = buffer.Best(count);
        return found.ConvertAll(row => records.Read(row, Math.Clamp(buffer.Similarities[row] / length, 0, 1)));
    }

    /// <summary>Adds up the products of shared features.</summary>
    /// <returns>Length of the asked incident over the features that take part.</returns>
    private double Accumulate(FeatureVector vector, FeatureSpace space, NeighbourBuffer buffer)
    {
        buffer.Clear();
        var squares = 0.0;
        for (var i = 0; i < vector.Count; i++)
        {
            var index = vector.Indices[i];
            if (!Takes(space.BlockOf(index)))
                continue;
            squares += vector.Values[i] * vector.Values[i];
            buffer.Ask(index, vector.Values[i], starts[index + 1] - starts[index]);
        }
        var left = PostingsPerQuery;
        foreach (var (feature, value, postings) in buffer.Asked())
        {
            if (left < 0)
                break;
            left -= postings;
            Follow(feature, value, buffer.Similarities);
        }
        return Math.Sqrt(squares);
    }

    private void Follow(int feature, float value, float[] similarities)
    {
        for (var p = starts[feature]; p < starts[feature + 1]; p++)
            similarities[rows[p]] += value * weights[p];
    }
}
