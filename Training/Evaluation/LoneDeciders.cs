using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>Finds what decides a class alone, by counting the fitted rows.</summary>
/// <param name="target">Name of the target.</param>
/// <param name="judged">Fitted and kept-back rows.</param>
internal sealed class LoneDeciders(string target, JudgedRows judged)
{
    private const int MostFitRows = 10_000;
    private const int MostOfAKind = 20;
    private const int MostOfAnAttribute = 4;
    private const int FewestRows = 10;
    private const double NearlyAlone = 0.95;

    // What points to a class that most rows are of anyway says nothing.
    private const double LeastGain = 0.3;

    private readonly List<(TrainingRow Row, Clue[] Clues)> _fit =
        [.. judged.Fit.TakeLast(MostFitRows).AsParallel().AsOrdered().Select(row => (row, Clue.Of(row).ToArray()))];

    /// <summary>At most twenty of each kind, those with most rows first; of an attribute at most four values, so that every key shows.</summary>
    public IReadOnlyList<LoneDecider> Find()
    {
        var common = CommonClues();
        var priors = _fit.CountBy(r => r.Row.LabelOf(target)!).ToDictionary(c => c.Key, c => (double)c.Value / _fit.Count, StringComparer.Ordinal);
        var deciders = ByClass(common)
            .Select(e => (e.Key, Top: e.Value.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First(), Rows: e.Value.Values.Sum()))
            .Where(e => e.Top.Value >= NearlyAlone * e.Rows && (double)e.Top.Value / e.Rows - priors[e.Top.Key] >= LeastGain)
            .OrderByDescending(e => e.Rows).ThenBy(e => e.Key.IsSeries).ThenBy(e => e.Key.Text, StringComparer.Ordinal)
            // A series of one is no series.
            .DistinctBy(e => (e.Key.Kind, e.Key.Series, e.Rows, e.Top.Key))
            .ToList();
        var shown = deciders.GroupBy(d => (d.Key.Kind, d.Key.Key)).SelectMany(g => g.Take(g.Key.Key is null ? MostOfAKind : MostOfAnAttribute))
            .OrderBy(d => d.Key.Kind, StringComparer.Ordinal).ThenByDescending(d => d.Rows).ThenBy(d => d.Key.Text, StringComparer.Ordinal).ToList();
        var seen = SeenAgain(shown.Select(d => d.Key).ToHashSet());
        return [.. shown.Select(d => Of(d.Key, d.Top.Key, d.Rows, (double)d.Top.Value / d.Rows, seen[d.Key]))];
    }

    private LoneDecider Of(Clue clue, string label, int rows, double share, IEnumerable<int> again) => new(
        clue.Kind, clue.Text, label, rows, share,
        again.Count(), again.Count(i => judged.Judgements[i].Truth == label), again.Count(i => judged.Judgements[i].Answer == label));

    private HashSet<Clue> CommonClues()
    {
        var counts = new Dictionary<Clue, int>();
        foreach (var clue in _fit.SelectMany(r => r.Clues))
            counts[clue] = counts.GetValueOrDefault(clue) + 1;
        return [.. counts.Where(c => c.Value >= FewestRows).Select(c => c.Key)];
    }

    private Dictionary<Clue, Dictionary<string, int>> ByClass(HashSet<Clue> common)
    {
        var counts = common.ToDictionary(e => e, _ => new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (row, clues) in _fit)
        {
            var label = row.LabelOf(target)!;
            foreach (var clue in clues)
            {
                if (counts.TryGetValue(clue, out var byClass))
                    byClass[label] = byClass.GetValueOrDefault(label) + 1;
            }
        }
        return counts;
    }

    private ILookup<Clue, int> SeenAgain(HashSet<Clue> shown) => Enumerable.Range(0, judged.Rows.Count)
        .SelectMany(i => Clue.Of(judged.Rows[i]).Where(shown.Contains).Select(e => (Clue: e, Row: i)))
        .ToLookup(e => e.Clue, e => e.Row);
}
