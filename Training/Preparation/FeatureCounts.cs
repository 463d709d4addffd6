using Classifier.Features;
using Classifier.LogTemplates;

namespace Classifier.Training.Preparation;

/// <summary>How often each row has each feature. Texts are read once; every fold then only picks rows and columns.</summary>
/// <param name="Templates">What log lines were matched against; null where there are no logs.</param>
/// <param name="Hashes">The features that enough rows have, see <see cref="LeastRows"/>, rising.</param>
/// <param name="Starts">Where each row begins, and the end of the last.</param>
/// <param name="Features">Places in <paramref name="Hashes"/>, rising within a row.</param>
/// <param name="Counts">How often, at most 65,535.</param>
internal sealed record FeatureCounts(LogTemplateSet? Templates, ulong[] Hashes, int[] Starts, int[] Features, ushort[] Counts)
{
    // Rows that are read side by side before they are put together in order.
    private const int RowsAtOnce = 1024;

    // Most words of a large history are seen once; there, classes have other words as well.
    private const int MostRowsForOnce = 10_000;

    public int Rows => Starts.Length - 1;

    /// <summary>Reads all rows twice: first to see which features are worth keeping, then to count them. Memory is what is kept.</summary>
    public static FeatureCounts Read(IReadOnlyList<IncidentText> texts, CancellationToken cancellationToken)
    {
        var templates = Mine(texts);
        var hashes = WorthKeeping(texts, templates, cancellationToken);
        var place = new FeatureIndex(hashes);
        var starts = new int[texts.Count + 1];
        var (features, counts) = (new List<int>(), new List<ushort>());
        foreach (var (row, counted) in CountAll(texts, templates, cancellationToken))
        {
            foreach (var (hash, count) in counted)
            {
                if (place.Find(hash) is var at and >= 0)
                {
                    features.Add(at);
                    counts.Add(count);
                }
            }
            starts[row + 1] = features.Count;
        }
        return new(templates, hashes, starts, [.. features], [.. counts]);
    }

    public ReadOnlySpan<int> FeaturesOf(int row) => Features.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public ReadOnlySpan<ushort> CountsOf(int row) => Counts.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>Mines the templates of all log lines, in the order of the rows.</summary>
    private static LogTemplateSet? Mine(IReadOnlyList<IncidentText> texts)
    {
        var miner = new LogTemplateMiner();
        foreach (var line in texts.SelectMany(t => t.Logs))
            miner.Learn(line);
        return miner.Count == 0 ? null : miner.Freeze();
    }

    /// <summary>
    /// Rows that must have a feature for it to be kept: a word that is seen once can be all that a class with one row has;
    /// pieces of words are seen often or say nothing.
    /// </summary>
    public static int LeastRows(ulong hash) => FeatureHash.BlockOf(hash) is FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters or FeatureBlock.Identifiers or FeatureBlock.Placeholders ? 2 : 1;

    private static ulong[] WorthKeeping(IReadOnlyList<IncidentText> texts, LogTemplateSet? templates, CancellationToken cancellationToken)
    {
        var keepsOnce = texts.Count <= MostRowsForOnce;
        var rows = new Dictionary<ulong, bool>();
        foreach (var (_, counted) in CountAll(texts, templates, cancellationToken))
        {
            foreach (var (hash, _) in counted)
            {
                if (!rows.TryAdd(hash, false))
                    rows[hash] = true;
            }
        }
        var kept = rows.Where(r => r.Value || (keepsOnce && LeastRows(r.Key) == 1)).Select(r => r.Key).ToArray();
        Array.Sort(kept);
        return kept;
    }

    /// <summary>Counts rows on all cores and hands them out in order, so that the result never depends on the number of cores.</summary>
    private static IEnumerable<(int Row, (ulong Hash, ushort Count)[] Counted)> CountAll(IReadOnlyList<IncidentText> texts, LogTemplateSet? templates, CancellationToken cancellationToken)
    {
        var batch = new (ulong, ushort)[RowsAtOnce][];
        for (var first = 0; first < texts.Count; first += RowsAtOnce)
        {
            var size = Math.Min(RowsAtOnce, texts.Count - first);
            var start = first;
            Parallel.For(0, size, new ParallelOptions { CancellationToken = cancellationToken }, i => batch[i] = RowCounter.Count(texts[start + i], templates));
            for (var i = 0; i < size; i++)
                yield return (first + i, batch[i]);
        }
    }
}
