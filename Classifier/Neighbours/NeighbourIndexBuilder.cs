using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>Builds the index of past incidents, one after the other.</summary>
/// <param name="space">The features.</param>
public sealed class NeighbourIndexBuilder(FeatureSpace space)
{
    // The strongest features of an incident find it again; the rest would only make the index large.
    private const int FeaturesPerIncident = 128;

    private readonly List<int> _rows = [];
    private readonly List<int> _features = [];
    private readonly List<float> _weights = [];
    private readonly List<NeighbourRecord> _records = [];

    /// <summary>Adds an incident.</summary>
    /// <param name="record">What is shown of it.</param>
    /// <param name="indices">Its features.</param>
    /// <param name="values">Their values.</param>
    public void Add(NeighbourRecord record, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        var kept = Strongest(indices, values, out var length);
        foreach (var (index, value) in kept)
        {
            _rows.Add(_records.Count);
            _features.Add(index);
            _weights.Add(value / length);
        }
        _records.Add(record);
    }

    /// <summary>The index over all that was added.</summary>
    public NeighbourIndex Build()
    {
        var starts = new int[space.Count + 1];
        foreach (var feature in _features)
            starts[feature + 1]++;
        for (var i = 0; i < space.Count; i++)
            starts[i + 1] += starts[i];
        var (rows, weights, next) = (new int[_rows.Count], new float[_rows.Count], starts.AsSpan(0, space.Count).ToArray());
        for (var i = 0; i < rows.Length; i++)
        {
            var at = next[_features[i]]++;
            (rows[at], weights[at]) = (_rows[i], _weights[i]);
        }
        return new(starts, rows, weights, NeighbourRecords.From(_records));
    }

    private List<(int Index, float Value)> Strongest(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, out float length)
    {
        var taken = new List<(int Index, float Value)>();
        var squares = 0f;
        for (var i = 0; i < indices.Length; i++)
        {
            if (!NeighbourIndex.Takes(space.BlockOf(indices[i])))
                continue;
            squares += values[i] * values[i];
            taken.Add((indices[i], values[i]));
        }
        length = MathF.Sqrt(squares);
        taken.Sort((a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.Index.CompareTo(b.Index));
        return taken.Count <= FeaturesPerIncident ? taken : taken.GetRange(0, FeaturesPerIncident);
    }
}
