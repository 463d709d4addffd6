namespace Classifier.Training.Evaluation;

/// <summary>How well the security flag is set.</summary>
/// <param name="Flagged">Rows that are a matter of security.</param>
/// <param name="Recall">Share of them that were flagged; null without any.</param>
/// <param name="Others">All other rows.</param>
/// <param name="FalsePrivateRate">Share of them that were flagged; null without any.</param>
/// <param name="LookAlikes">Those of the others that sound like one, see <see cref="SecurityLookAlikes"/>.</param>
/// <param name="LookAlikesPrivateRate">Share of them that were flagged; null without any.</param>
internal sealed record SecurityFigures(int Flagged, double? Recall, int Others, double? FalsePrivateRate, int LookAlikes, double? LookAlikesPrivateRate)
{
    /// <summary>Counts at a threshold.</summary>
    /// <param name="rows">Sum of the security types' probabilities and whether it was one, per row.</param>
    /// <param name="lookAlikes">Whether a row that was none sounds like one, in the same order.</param>
    /// <param name="threshold">From which sum on a row is flagged.</param>
    public static SecurityFigures Of(IReadOnlyList<(double Sum, bool IsSecurity)> rows, IReadOnlyList<bool> lookAlikes, double threshold)
    {
        var all = rows.ToLookup(r => r.IsSecurity, r => r.Sum >= threshold);
        var alike = rows.Where((r, i) => !r.IsSecurity && lookAlikes[i]).Select(r => r.Sum >= threshold).ToList();
        return new(all[true].Count(), Share(all[true]), all[false].Count(), Share(all[false]), alike.Count, Share(alike));
    }

    private static double? Share(IEnumerable<bool> flags) => flags.Any() ? (double)flags.Count(f => f) / flags.Count() : null;
}
