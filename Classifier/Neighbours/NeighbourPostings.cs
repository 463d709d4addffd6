using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>An inverted index: which past incidents have a feature, and how much it weighs in them. Never changed.</summary>
internal sealed class NeighbourPostings
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly float[] _weights;
    private readonly ushort[] _blocks;

    /// <param name="space">The features.</param>
    /// <param name="incidents">Number of past incidents.</param>
    /// <param name="starts">Where each feature's postings begin, and the end of the last.</param>
    /// <param name="rows">Past incidents of the postings, rising within a feature.</param>
    /// <param name="weights">Their weights, see <see cref="NeighbourWeights"/>.</param>
    /// <exception cref="IndexOutOfRangeException">A row is not below <paramref name="incidents"/>.</exception>
    public NeighbourPostings(FeatureSpace space, int incidents, int[] starts, int[] rows, float[] weights)
    {
        (_starts, _rows, _weights, _blocks) = (starts, rows, weights, new ushort[incidents]);
        for (var feature = 0; feature < space.Count; feature++)
        {
            var block = (ushort)(1 << (int)space.BlockOf(feature));
            foreach (var row in rows.AsSpan(starts[feature]..starts[feature + 1]))
                _blocks[row] |= block;
        }
    }

    public int Incidents => _blocks.Length;

    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<int> Rows => _rows;

    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Puts the features of incidents in order.</summary>
    /// <param name="space">The features.</param>
    /// <param name="incidents">The features of each.</param>
    public static NeighbourPostings Of(FeatureSpace space, IReadOnlyList<NeighbourFeature[]> incidents)
    {
        var starts = new int[space.Count + 1];
        foreach (var features in incidents)
        {
            foreach (var (index, _) in features)
                starts[index + 1]++;
        }
        for (var i = 0; i < space.Count; i++)
            starts[i + 1] += starts[i];
        var (rows, weights, next) = (new int[starts[^1]], new float[starts[^1]], starts.AsSpan(0, space.Count).ToArray());
        for (var row = 0; row < incidents.Count; row++)
        {
            foreach (var (index, weight) in incidents[row])
            {
                var at = next[index]++;
                (rows[at], weights[at]) = (row, weight);
            }
        }
        return new(space, incidents.Count, starts, rows, weights);
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
