using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>Builds the index of past incidents, one after the other.</summary>
/// <param name="space">The features.</param>
public sealed class NeighbourIndexBuilder(FeatureSpace space)
{
    private readonly List<NeighbourFeature> _taken = [];
    private readonly List<NeighbourFeature[]> _features = [];
    private readonly List<ushort> _blocks = [];
    private readonly List<NeighbourRecord> _records = [];

    /// <summary>Adds an incident.</summary>
    /// <param name="record">What is shown of it.</param>
    /// <param name="indices">Its features.</param>
    /// <param name="values">Their values, see <see cref="FeatureSpace.Weigh"/>.</param>
    public void Add(NeighbourRecord record, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        _taken.Clear();
        var blocks = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            var block = space.BlockOf(indices[i]);
            if (!NeighbourWeights.Takes(block))
                continue;
            blocks |= 1 << (int)block;
            _taken.Add(new(indices[i], values[i] / space.Scale));
        }
        _taken.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Index.CompareTo(b.Index));
        _features.Add([.. _taken.Take(NeighbourWeights.FeaturesPerIncident)]);
        _blocks.Add((ushort)blocks);
        _records.Add(record);
    }

    /// <summary>The index over all that was added.</summary>
    public NeighbourIndex Build() => new(NeighbourPostings.Of(space.Count, _features, [.. _blocks]), NeighbourRecords.From(_records));
}
