using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>A feature in an index.</summary>
/// <param name="Index">Its place there.</param>
/// <param name="Weight">Within the incident that has it, see <see cref="NeighbourWeights"/>.</param>
internal readonly record struct NeighbourFeature(int Index, float Weight);

/// <summary>An inverted index: which past incidents have a feature, and how much it weighs in them. Never changed.</summary>
internal sealed class NeighbourPostings
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly float[] _weights;
    private readonly ushort[] _blocks;

    private NeighbourPostings(int[] starts, int[] rows, float[] weights, ushort[] blocks) =>
        (_starts, _rows, _weights, _blocks) = (starts, rows, weights, blocks);

    public int Incidents => _blocks.Length;

    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<int> Rows => _rows;

    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Takes over what was written.</summary>
    /// <param name="space">The features.</param>
    /// <param name="incidents">Number of past incidents.</param>
    /// <param name="starts">Where each feature's postings begin, and the end of the last.</param>
    /// <param name="rows">Past incidents of the postings, rising within a feature.</param>
    /// <param name="weights">Their weights.</param>
    /// <exception cref="IndexOutOfRangeException">A row is not below <paramref name="incidents"/>.</exception>
    public static NeighbourPostings Read(FeatureSpace space, int incidents, int[] starts, int[] rows, float[] weights)
    {
        var blocks = new ushort[incidents];
        for (var feature = 0; feature < space.Count; feature++)
        {
            var block = (ushort)(1 << (int)space.BlockOf(feature));
            foreach (var row in rows.AsSpan(starts[feature]..starts[feature + 1]))
                blocks[row] |= block;
        }
        return new(starts, rows, weights, blocks);
    }

    /// <summary>Puts the features of incidents in order.</summary>
    /// <param name="count">Number of features.</param>
    /// <param name="incidents">The features of each.</param>
    /// <param name="blocks">The blocks of each, one bit each.</param>
    public static NeighbourPostings Of(int count, IReadOnlyList<NeighbourFeature[]> incidents, ushort[] blocks)
    {
        var starts = new int[count + 1];
        foreach (var features in incidents)
        {
            foreach (var (index, _) in features)
                starts[index + 1]++;
        }
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        var (rows, weights, next) = (new int[starts[^1]], new float[starts[^1]], starts.AsSpan(0, count).ToArray());
        for (var row = 0; row < incidents.Count; row++)
        {
            foreach (var (index, weight) in incidents[row])
            {
                var at = next[index]++;
                (rows[at], weights[at]) = (row, weight);
            }
        }
        return new(starts, rows, weights, blocks);
    }

    /// <summary>The blocks that an incident has, one bit each.</summary>
    public int BlocksOf(int row) => _blocks[row];

    /// <summary>How many incidents have a feature.</summary>
    public int Count(int feature) => _starts[feature + 1] - _starts[feature];

    /// <summary>Adds a feature's part to the similarity of all incidents that have it.</summary>
    public void Follow(NeighbourFeature asked, Span<float> similarities)
    {
        var rows = _rows.AsSpan(_starts[asked.Index], Count(asked.Index));
        var weights = _weights.AsSpan(_starts[asked.Index], rows.Length);
        for (var p = 0; p < rows.Length; p++)
            similarities[rows[p]] += asked.Weight * weights[p];
    }

    /// <summary>A feature's weight in an incident; 0 where it has it not.</summary>
    public float WeightOf(int feature, int row)
    {
        var at = _rows.AsSpan(_starts[feature], Count(feature)).BinarySearch(row);
        return at < 0 ? 0 : _weights[_starts[feature] + at];
    }
}
