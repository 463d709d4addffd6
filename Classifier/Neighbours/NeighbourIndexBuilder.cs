using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>Builds the index of past incidents, one after the other.</summary>
/// <param name="space">The features.</param>
public sealed class NeighbourIndexBuilder(FeatureSpace space)
{
    private readonly List<NeighbourFeature> _strongest = [];
    private readonly List<NeighbourFeature[]> _features = [];
    private readonly List<NeighbourRecord> _records = [];

    /// <summary>Adds an incident.</summary>
    /// <param name="record">What is shown of it.</param>
    /// <param name="indices">Its features.</param>
    /// <param name="values">Their values.</param>
    public void Add(NeighbourRecord record, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        NeighbourWeights.Weigh(space, indices, values, _strongest);
        _features.Add([.. _strongest]);
        _records.Add(record);
    }

    /// <summary>The index over all that was added.</summary>
    public NeighbourIndex Build() => new(NeighbourPostings.Of(space, _features), NeighbourRecords.From(_records));
}
