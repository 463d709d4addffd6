using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>The rows whose trust lies in one of equally wide bins.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Trust">Their mean trust; null without rows.</param>
/// <param name="Accuracy">Share that is right; null without rows.</param>
internal sealed record ReliabilityBin(int Rows, double? Trust, double? Accuracy)
{
    /// <summary>How many bins [0, 1] is cut into.</summary>
    public const int Count = 15;

    /// <summary>Place of the bin that a trust lies in; 1 lies in the last.</summary>
    public static int IndexOf(double trust) => Math.Min((int)(trust * Count), Count - 1);

    /// <summary>All bins, by rising trust.</summary>
    public static IReadOnlyList<ReliabilityBin> Of(IReadOnlyList<Judgement> judgements)
    {
        var bins = judgements.ToLookup(j => IndexOf(j.Trust));
        return [.. Enumerable.Range(0, Count).Select(b => Of(bins[b].ToList()))];
    }

    private static ReliabilityBin Of(List<Judgement> rows) =>
        rows.Count == 0 ? new(0, null, null) : new(rows.Count, rows.Average(j => j.Trust), Metrics.Accuracy(rows));
}
