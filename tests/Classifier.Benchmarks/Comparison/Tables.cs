using System.Globalization;

namespace Classifier.Benchmarks.Comparison;

/// <summary>Pairs as Markdown: ours, then the best peer of each column with its letter.</summary>
internal static class Tables
{
    /// <summary>How good the answers are.</summary>
    public static IEnumerable<string> Quality(IReadOnlyList<Pair> pairs) => Table(
        pairs,
        ["set, target", "rows", "accuracy", "95 % of its difference", "macro-F1", "top 3", "ECE", "coverage at 90 %", "at 95 %", "asked .95", "asked .90"],
        p =>
        [
            Name(p.Set, p.Target), Text($"{p.Rows}"), Beside(p, m => m.Accuracy, Share), p.Difference is var (low, high) ? Text($"{100 * low:+0.0;-0.0} to {100 * high:+0.0;-0.0}") : "–",
            Beside(p, m => m.MacroF1, Share), Beside(p, m => m.Top3, Share), Beside(p, m => m.Ece, Share, lowIsGood: true), Beside(p, m => m.Coverage90, Share),
            Beside(p, m => m.Coverage95, Share), AskedAt(p.Alone.Asked, 0.95), AskedAt(p.Alone.Asked, 0.9),
        ]);

    /// <summary>How fast they come.</summary>
    public static IEnumerable<string> Speed(IReadOnlyList<Pair> pairs) => Table(
        pairs,
        ["set, target", "training, s", "a", "its memory, MB", "rank p50, µs", "a", "rank p99, µs", "score p50, p99, µs", "rows/s on one core", "on all"],
        p =>
        [
            Name(p.Set, p.Target), Beside(p, m => m.TrainSeconds, Whole, lowIsGood: true), p.Reference is { } a ? Whole(a.TrainSeconds) : "–", Beside(p, m => m.TrainMib, Whole, lowIsGood: true),
            Beside(p, m => m.P50Us, Whole, lowIsGood: true), p.Reference is { } r ? Whole(r.P50Us) : "–", Beside(p, m => m.P99Us, Whole, lowIsGood: true),
            $"{Whole(p.Alone.ScoreP50Us)}, {Whole(p.Alone.ScoreP99Us)}", Beside(p, m => m.RowsPerSecond, Whole), Whole(p.Alone.RowsPerSecondAll),
        ]);

    /// <summary>Whether what was asked is kept as time goes on.</summary>
    public static IEnumerable<string> HalfYears(IReadOnlyList<HalfYearResult> halves) => halves.Count == 0 ? [] :
    [
        "Trained anew before each of the last five half-years, and measured on it:", "",
        .. Table(halves, ["set, target", "from", "rows", "accuracy", "asked .95", "asked .90"], h => [Name(h.Set, h.Target), h.From, Text($"{h.Rows}"), Share(h.Accuracy), AskedAt(h.Asked, 0.95), AskedAt(h.Asked, 0.9)]),
    ];

    /// <summary>Whose the similar incidents are.</summary>
    public static IEnumerable<string> Similar(IReadOnlyList<SimilarResult> sets) => sets.Count == 0 ? [] :
    [
        "Of the five similar incidents that are shown, the share that belongs to the team that the test row turned out to be of; beside it the five nearest by scikit-learn's TF-IDF cosine, the best of four ways to read a row:", "",
        .. Table(sets, ["set", "ours", "cosine"], s => [s.Set, Share(s.Ours), Share(s.Cosine)]),
    ];

    /// <summary>The best peer's figure.</summary>
    public static Measured Best(Pair pair, Func<Measured, double> figure, bool lowIsGood = false) =>
        (lowIsGood ? pair.Peers.MinBy(figure) : pair.Peers.MaxBy(figure))!;

    private static IEnumerable<string> Table<T>(IReadOnlyList<T> rows, string[] head, Func<T, string[]> row) =>
        [Row(head), Row(head.Select(_ => "---")), .. rows.Select(r => Row(row(r))), ""];

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Name(string set, string target) => $"{set}, {(target == "owning_team" ? "team" : "type")}";

    private static string Beside(Pair pair, Func<Measured, double> figure, Func<double, string> format, bool lowIsGood = false)
    {
        var best = Best(pair, figure, lowIsGood);
        return $"{format(figure(pair.Ours))} / {format(figure(best))} {Letter(best)}";
    }

    private static string AskedAt(IReadOnlyList<Asked> all, double wanted) => all.FirstOrDefault(a => a.Wanted == wanted) switch
    {
        { Got: { } got } asked => $"{Share(got)} @ {Share(asked.ActShare)}",
        _ => "refused",
    };

    private static char Letter(Measured peer) => (char)('a' + Results.PeerNames.ToList().IndexOf(peer.Name));

    private static string Share(double value) => value.ToString("#.000", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
