using Classifier.Features;

namespace Classifier.Training.Preparation;

/// <summary>Some rows whose features have numbers, before it is known which features are kept.</summary>
/// <param name="Starts">Where each row begins, and the end of the last.</param>
/// <param name="Numbers">See <see cref="FeatureNumbers"/>; in the order of the hashes within a row.</param>
/// <param name="Counts">How often, at most 65,535.</param>
internal sealed record CountedRows(int[] Starts, int[] Numbers, ushort[] Counts)
{
    public static CountedRows None { get; } = new([0], [], []);

    public int Rows => Starts.Length - 1;

    /// <summary>Numbers the features of rows.</summary>
    /// <param name="counted">Each row's features by rising hash.</param>
    /// <param name="numbers">Gives the numbers.</param>
    public static CountedRows Of(ReadOnlyMemory<(ulong Hash, ushort Count)[]> counted, FeatureNumbers numbers)
    {
        var starts = new int[counted.Length + 1];
        for (var row = 0; row < counted.Length; row++)
            starts[row + 1] = starts[row] + counted.Span[row].Length;
        var rows = new CountedRows(starts, new int[starts[^1]], new ushort[starts[^1]]);
        var at = 0;
        foreach (var row in counted.Span)
        {
            foreach (var (hash, count) in row)
            {
                rows.Numbers[at] = numbers.Add(hash);
                rows.Counts[at++] = count;
            }
        }
        return rows;
    }

    /// <summary>How many of the features are kept.</summary>
    /// <param name="places">Where each number stands; -1 where it is left out.</param>
    public int CountKept(int[] places)
    {
        var kept = 0;
        foreach (var number in Numbers)
            kept += places[number] >= 0 ? 1 : 0;
        return kept;
    }

    /// <summary>Writes a row's kept features from <paramref name="at"/> on.</summary>
    /// <returns>Where the next row begins, and how often the row has evidence that is left out.</returns>
    public (int End, int Dropped) Take(int row, int[] places, FeatureNumbers numbers, int[] features, ushort[] counts, int at)
    {
        var dropped = 0;
        for (var i = Starts[row]; i < Starts[row + 1]; i++)
        {
            if (places[Numbers[i]] is var place and >= 0)
                (features[at], counts[at++]) = (place, Counts[i]);
            else if (FeatureHash.BlockOf(numbers.HashOf(Numbers[i])).IsEvidence())
                dropped += Counts[i];
        }
        return (at, dropped);
    }
}
