using Classifier.Features;

namespace Classifier.Training.Preparation;

/// <summary>A feature space made from some rows alone, and how all rows look in it.</summary>
internal sealed class FittedFeatures
{
    private readonly FeatureCounts _counts;
    private readonly int[] _columns;

    private FittedFeatures(FeatureCounts counts, int[] columns, FeatureSpace space) => (_counts, _columns, Space) = (counts, columns, space);

    public FeatureSpace Space { get; }

    /// <summary>Keeps words and labels of any row and pieces that two rows or more have; of too many features, those that most rows have.</summary>
    /// <param name="counts">All rows.</param>
    /// <param name="rows">The rows to make it from.</param>
    /// <param name="limit">Most features.</param>
    public static FittedFeatures Fit(FeatureCounts counts, IReadOnlyList<int> rows, int limit)
    {
        var frequencies = Frequencies(counts, rows);
        var kept = Kept(counts.Hashes, frequencies, limit);
        var columns = new int[frequencies.Length];
        Array.Fill(columns, -1);
        for (var c = 0; c < kept.Length; c++)
            columns[kept[c]] = c;
        var hashes = Array.ConvertAll(kept, f => counts.Hashes[f]);
        var idf = Array.ConvertAll(kept, f => MathF.Log((1f + rows.Count) / (1f + frequencies[f])) + 1f);
        var unscaled = new FittedFeatures(counts, columns, new(hashes, idf, scale: 1, counts.Templates));
        return new(counts, columns, new(hashes, idf, unscaled.ScaleFor(rows), counts.Templates));
    }

    /// <summary>The given rows as numbers, in that order.</summary>
    public SparseMatrix Matrix(IReadOnlyList<int> rows)
    {
        var starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            starts[i + 1] = starts[i] + KnownOf(rows[i]);
        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        Parallel.For(0, rows.Count, i => Fill(rows[i], columns.AsSpan(starts[i]..starts[i + 1]), values.AsSpan(starts[i]..starts[i + 1])));
        return new(starts, columns, values, Space.Count);
    }

    /// <summary>Per row, the share of its evidence that the space knows, see <see cref="FeatureVector.KnownShare"/>.</summary>
    public float[] KnownShares(IReadOnlyList<int> rows) => [.. rows.Select(KnownShare)];

    private float KnownShare(int row)
    {
        var (known, unknown) = (0.0, (double)Space.UnseenIdf * _counts.Dropped[row]);
        var features = _counts.FeaturesOf(row);
        var counts = _counts.CountsOf(row);
        for (var i = 0; i < features.Length; i++)
        {
            if (!FeatureHash.BlockOf(_counts.Hashes[features[i]]).IsEvidence())
                continue;
            if (_columns[features[i]] is var column and >= 0)
                known += (double)counts[i] * Space.Idf[column];
            else
                unknown += (double)counts[i] * Space.UnseenIdf;
        }
        return known == 0 ? 0 : (float)(known / (known + unknown));
    }

    private int KnownOf(int row)
    {
        var known = 0;
        foreach (var feature in _counts.FeaturesOf(row))
            known += _columns[feature] >= 0 ? 1 : 0;
        return known;
    }

    private void Fill(int row, Span<int> columns, Span<float> values)
    {
        var features = _counts.FeaturesOf(row);
        var all = _counts.CountsOf(row);
        var counts = new int[columns.Length];
        for (int i = 0, at = 0; i < features.Length; i++)
        {
            if (_columns[features[i]] < 0)
                continue;
            (columns[at], counts[at]) = (_columns[features[i]], all[i]);
            at++;
        }
        Space.Weigh(columns, counts, values);
    }

    /// <summary>The scale that makes the mean squared length of the rows 2.</summary>
    private float ScaleFor(IReadOnlyList<int> rows)
    {
        var sum = 0.0;
        foreach (var value in Matrix(rows).Values)
            sum += (double)value * value;
        return sum > 0 ? (float)Math.Sqrt(2 * rows.Count / sum) : 1;
    }

    private static int[] Frequencies(FeatureCounts counts, IReadOnlyList<int> rows)
    {
        var frequencies = new int[counts.Hashes.Length];
        foreach (var row in rows)
        {
            foreach (var feature in counts.FeaturesOf(row))
                frequencies[feature]++;
        }
        return frequencies;
    }

    private static int[] Kept(ulong[] hashes, int[] frequencies, int limit)
    {
        int[] KeptFrom(int least) => [.. Enumerable.Range(0, hashes.Length).Where(f => frequencies[f] >= Math.Max(least, FeatureCounts.LeastRows(hashes[f])))];
        var kept = KeptFrom(1);
        for (var least = 2; kept.Length > limit; least++)
            kept = KeptFrom(least);
        return kept;
    }
}
