using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>The past incidents that a model was trained with: an inverted index over the words and labels of the scoring features.</summary>
public sealed class NeighbourIndex : IHistoryPart
{
    private readonly NeighbourPostings _postings;

    /// <param name="space">The features.</param>
    /// <param name="starts">Where each feature's postings begin, and the end of the last.</param>
    /// <param name="rows">Past incidents of the postings, rising within a feature.</param>
    /// <param name="weights">Their weights, see <see cref="NeighbourWeights"/>.</param>
    /// <param name="records">The past incidents.</param>
    /// <exception cref="IndexOutOfRangeException">A posting names an incident that has no record.</exception>
    public NeighbourIndex(FeatureSpace space, int[] starts, int[] rows, float[] weights, NeighbourRecords records)
        : this(NeighbourPostings.Read(space, records.Count, starts, rows, weights), records)
    {
    }

    internal NeighbourIndex(NeighbourPostings postings, NeighbourRecords records) => (_postings, Records) = (postings, records);

    /// <summary>Where each feature's postings begin, and the end of the last.</summary>
    public ReadOnlySpan<int> Starts => _postings.Starts;

    /// <summary>Past incidents of the postings.</summary>
    public ReadOnlySpan<int> Rows => _postings.Rows;

    /// <summary>Weights of the postings.</summary>
    public ReadOnlySpan<float> Weights => _postings.Weights;

    /// <summary>The past incidents.</summary>
    public NeighbourRecords Records { get; }

    NeighbourPostings IHistoryPart.Postings => _postings;

    int IHistoryPart.Find(ComparedFeature feature) => feature.Index;

    NeighbourRecord IHistoryPart.Record(int row) => Records[row];
}
