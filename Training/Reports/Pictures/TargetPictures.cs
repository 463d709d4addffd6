using Classifier.Models;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports.Pictures;

/// <summary>The pictures of one target.</summary>
internal static class TargetPictures
{
    /// <summary>Confusions, reliability, coverage and, where rows have times, periods.</summary>
    /// <param name="target">Name of the target.</param>
    /// <param name="metrics">Its figures.</param>
    /// <param name="start">Time of the first kept-back row; null without times.</param>
    public static IReadOnlyList<Picture> Of(string target, TargetMetrics metrics, DateTimeOffset? start) =>
    [
        new(ModelFiles.Picture(target, "coverage"), $"Precision by coverage of {target}", CoveragePicture.Draw(target, metrics.Curve, metrics.Figures.AskedPrecision)),
        new(ModelFiles.Picture(target, "reliability"), $"Reliability of {target} in {ReliabilityBin.Count} bins", ReliabilityPicture.Draw(target, metrics.Reliability)),
        .. metrics.Periods.Count > 1 && start is { } from ? [new Picture(ModelFiles.Picture(target, "periods"), $"{target} over time", PeriodPicture.Draw(target, metrics.Periods, from))] : Array.Empty<Picture>(),
        new(ModelFiles.Picture(target, "confusions"), $"Confusion matrix of {target}", ConfusionPicture.Draw(target, metrics.Matrix)),
    ];
}
