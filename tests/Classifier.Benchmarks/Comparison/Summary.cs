using System.Globalization;

namespace Classifier.Benchmarks.Comparison;

/// <summary>What the design asks for, over its ten pairs as far as they were measured.</summary>
internal static class Summary
{
    private const int ManyRows = 1000;
    private const double Easy = 0.8;

    private static readonly HashSet<string> Ten =
    [
        "alerts_sapcc/owning_team", "corefx_areas/owning_team", "cloud_incidents_gcp/owning_team", "fieldtrip_bugzilla/owning_team", "it_assignment_groups/owning_team",
        "support_multilingual/owning_team", "titanium_jira/owning_team", "support_multilingual/issue_type", "github_issue_types/issue_type", "titanium_jira/issue_type",
    ];

    /// <summary>One line a figure.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Pair> all)
    {
        var pairs = all.Where(p => Ten.Contains($"{p.Set}/{p.Target}")).ToList();
        if (pairs.Count == 0)
            yield break;
        yield return $"Over {(pairs.Count == 10 ? "all ten" : $"{pairs.Count}")} of the design's ten pairs:";
        yield return "";
        yield return Text($"- accuracy {100 * Ahead(pairs, m => m.Accuracy):+0.0;-0.0} points beside the best peer of each pair, macro-F1 {100 * Ahead(pairs, m => m.MacroF1):+0.0;-0.0}; worse for sure (95 %): {Names(pairs.Where(p => p.Difference?.High < 0))}");
        if (pairs.Where(p => BestCoverage(p) < Easy).ToList() is { Count: > 0 } hard)
            yield return Text($"- coverage at 95 %, where the best peer has less than .80: {hard.Average(p => p.Ours.Coverage95) / hard.Average(BestCoverage):0.00} × the best peers' mean");
        if (pairs.SelectMany(p => p.Alone.Asked).Where(a => a.Got is not null).Select(a => a.Got!.Value - a.Wanted).ToList() is { Count: > 0 } asked)
            yield return Text($"- asked precision: got {100 * asked.Average():+0.0;-0.0} points on average, {100 * asked.Min():+0.0;-0.0} at worst; {pairs.Sum(p => p.Alone.Asked.Count) - asked.Count} refused");
        if (pairs.Where(p => p.Rows >= ManyRows).ToList() is { Count: > 0 } large)
            yield return Text($"- ECE with {ManyRows} or more test rows: {large.Max(p => p.Ours.Ece):0.000} at worst");
        if (pairs.Where(p => p.Reference is not null).ToList() is { Count: > 0 } beside)
            yield return Text($"- rank p50 is 1/{beside.Min(p => p.Reference!.P50Us / p.Ours.P50Us):0} of a's at worst; training takes {beside.Max(p => p.Ours.TrainSeconds / p.Reference!.TrainSeconds):0.0} × a's at worst, {beside.Sum(p => p.Ours.TrainSeconds) / beside.Sum(p => p.Reference!.TrainSeconds):0.0} × in sum");
        yield return "";
    }

    private static double Ahead(List<Pair> pairs, Func<Measured, double> figure) => pairs.Average(p => figure(p.Ours) - figure(Tables.Best(p, figure)));

    private static double BestCoverage(Pair pair) => Tables.Best(pair, m => m.Coverage95).Coverage95;

    private static string Names(IEnumerable<Pair> pairs) => string.Join(", ", pairs.Select(p => $"{p.Set} {p.Target}")) is { Length: > 0 } names ? names : "none";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
