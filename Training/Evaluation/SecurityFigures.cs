namespace Classifier.Training.Evaluation;

/// <summary>How well the security flag is set.</summary>
/// <param name="Flagged">Rows that are a matter of security.</param>
/// <param name="Recall">Share of them that were flagged; null without any.</param>
/// <param name="Others">All other rows.</param>
/// <param name="FalsePrivateRate">Share of them that were flagged; null without any.</param>
internal sealed record SecurityFigures(int Flagged, double? Recall, int Others, double? FalsePrivateRate)
{
    /// <summary>Counts at a threshold.</summary>
    public static SecurityFigures Of(IEnumerable<(double Sum, bool IsSecurity)> rows, double threshold)
    {
        var all = rows.ToLookup(r => r.IsSecurity, r => r.Sum >= threshold);
        return new(all[true].Count(), Share(all[true]), all[false].Count(), Share(all[false]));
    }

    private static double? Share(IEnumerable<bool> flags) => flags.Any() ? (double)flags.Count(f => f) / flags.Count() : null;
}
