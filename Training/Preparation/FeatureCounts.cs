using Classifier.Features;
using Classifier.LogTemplates;

namespace Classifier.Training.Preparation;

/// <summary>How often each row has each feature. Texts are read once; every fold then only picks rows and columns.</summary>
/// <param name="Templates">What log lines were matched against; null where there are no logs.</param>
/// <param name="Hashes">The features that enough rows have, see <see cref="LeastRows"/>, rising.</param>
/// <param name="Starts">Where each row begins, and the end of the last.</param>
/// <param name="Features">Places in <paramref name="Hashes"/>, rising within a row.</param>
/// <param name="Counts">How often, at most 65,535.</param>
/// <param name="Dropped">Per row, how often it has evidence (<see cref="FeatureBlocks.IsEvidence"/>) that is not among the hashes.</param>
internal sealed record FeatureCounts(LogTemplateSet? Templates, ulong[] Hashes, int[] Starts, int[] Features, ushort[] Counts, int[] Dropped)
{
    // Rows that are read side by side before they are put together in order.
    private const int RowsAtOnce = 1024;

    // Pieces of words are four fifths of what a row has. They help with words that are rare, and in a history so large that
    // they would not fit, few words are.
    private const long MostCounts = 150_000_000;
    private const int RowsLookedAt = 1000;

    // Most words of a large history are seen once; there, classes have other words as well.
    private const int MostRowsForOnce = 5_000;

    public int Rows => Starts.Length - 1;

    /// <summary>Reads all rows. Memory is what is kept and, for as long as it is not known what that is, what only one row has.</summary>
    public static FeatureCounts Read(IReadOnlyList<TrainingRow> rows, CancellationToken cancellationToken)
    {
        var templates = Mine(rows);
        var (numbers, batches) = (new FeatureNumbers(), new List<CountedRows>());
        foreach (var batch in CountAll(rows, templates, TakesPieces(rows), cancellationToken))
            batches.Add(CountedRows.Of(batch, numbers));
        return Keep(templates, numbers, batches, rows.Count);
    }

    public ReadOnlySpan<int> FeaturesOf(int row) => Features.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public ReadOnlySpan<ushort> CountsOf(int row) => Counts.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>Mines the templates of all log lines, in the order of the rows.</summary>
    private static LogTemplateSet? Mine(IReadOnlyList<TrainingRow> rows)
    {
        var miner = new LogTemplateMiner();
        foreach (var line in rows.SelectMany(r => r.Ticket.Logs))
            miner.Learn(line);
        return miner.Count == 0 ? null : miner.Freeze();
    }

    /// <summary>
    /// Rows that must have a feature for it to be kept: a word that is seen once can be all that a class with one row has;
    /// pieces of words are seen often or say nothing.
    /// </summary>
    public static int LeastRows(ulong hash) => FeatureHash.BlockOf(hash) is FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters or FeatureBlock.Identifiers or FeatureBlock.Placeholders ? 2 : 1;

    private static bool TakesPieces(IReadOnlyList<TrainingRow> rows)
    {
        var step = Math.Max(rows.Count / RowsLookedAt, 1);
        var looked = Enumerable.Range(0, Math.Min(rows.Count, RowsLookedAt)).Select(i => RowCounter.Count(rows[i * step].Text, templates: null).Length);
        return rows.Count <= RowsLookedAt || looked.Average() * rows.Count <= MostCounts;
    }

    /// <summary>Leaves out what too few rows have, and numbers the rest by rising hash.</summary>
    private static FeatureCounts Keep(LogTemplateSet? templates, FeatureNumbers numbers, List<CountedRows> batches, int rows)
    {
        var keepsOnce = rows <= MostRowsForOnce;
        var kept = Enumerable.Range(0, numbers.Count).Where(n => numbers.TimesOf(n) > 1 || (keepsOnce && LeastRows(numbers.HashOf(n)) == 1)).ToArray();
        var hashes = Array.ConvertAll(kept, numbers.HashOf);
        Array.Sort(hashes, kept);
        var places = new int[numbers.Count];
        Array.Fill(places, -1);
        for (var place = 0; place < kept.Length; place++)
            places[kept[place]] = place;
        var (starts, dropped) = (new int[rows + 1], new int[rows]);
        var total = batches.Sum(b => b.CountKept(places));
        var (features, counts) = (new int[total], new ushort[total]);
        for (int b = 0, row = 0, at = 0; b < batches.Count; row += batches[b].Rows, batches[b++] = CountedRows.None)      // what was taken over need not be kept twice
        {
            for (var r = 0; r < batches[b].Rows; r++)
            {
                (at, dropped[row + r]) = batches[b].Take(r, places, numbers, features, counts, at);
                starts[row + r + 1] = at;
            }
        }
        return new(templates, hashes, starts, features, counts, dropped);
    }

    /// <summary>Counts rows on all cores and hands them out in order, so that the result never depends on the number of cores.</summary>
    private static IEnumerable<ReadOnlyMemory<(ulong Hash, ushort Count)[]>> CountAll(IReadOnlyList<TrainingRow> rows, LogTemplateSet? templates, bool takesPieces, CancellationToken cancellationToken)
    {
        var batch = new (ulong, ushort)[RowsAtOnce][];
        for (var first = 0; first < rows.Count; first += RowsAtOnce)
        {
            var size = Math.Min(RowsAtOnce, rows.Count - first);
            var start = first;
            Parallel.For(0, size, new ParallelOptions { CancellationToken = cancellationToken }, i => batch[i] = RowCounter.Count(rows[start + i].Text, templates, takesPieces));
            yield return batch.AsMemory(0, size);
        }
    }
}
