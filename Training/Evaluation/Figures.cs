namespace Classifier.Training.Evaluation;

/// <summary>How good the answers for one target are.</summary>
/// <param name="Rows">Rows with a label.</param>
/// <param name="UnknownClassRows">Rows of a class that the model never saw; they count as wrong.</param>
/// <param name="Accuracy">Share of rows whose top class is right.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur in the truth or among the answers.</param>
/// <param name="Top3Accuracy">Share of rows whose class is among the first three.</param>
/// <param name="Ece">Expected calibration error of trust over 15 equal-width bins.</param>
/// <param name="Aurc">Area under the risk–coverage curve by falling trust; lower is better.</param>
/// <param name="CoverageAt90">Largest share of rows by falling trust that is right in 90 % of cases.</param>
/// <param name="CoverageAt95">The same at 95 %.</param>
/// <param name="AskedPrecision">What the model's own thresholds bring.</param>
/// <param name="NoveltyAuroc">Probability that a row of a class that the model never saw is held to be newer than one of a known class; null without either.</param>
/// <param name="NewShare">Share of rows held to be new.</param>
/// <param name="ClassSizes">By how many rows of the true class were fitted.</param>
internal sealed record Figures(
    int Rows, int UnknownClassRows, double Accuracy, double MacroF1, [property: System.Text.Json.Serialization.JsonPropertyName("top3_accuracy")] double Top3Accuracy,
    double Ece, double Aurc, [property: System.Text.Json.Serialization.JsonPropertyName("coverage_at_90")] double CoverageAt90,
    [property: System.Text.Json.Serialization.JsonPropertyName("coverage_at_95")] double CoverageAt95, IReadOnlyList<AskedFigures> AskedPrecision,
    double? NoveltyAuroc, double NewShare, IReadOnlyList<ClassSizeFigures> ClassSizes);

/// <summary>What acting at an asked precision brings.</summary>
/// <param name="Asked">The precision.</param>
/// <param name="ActShare">Share of rows at or above their threshold.</param>
/// <param name="Precision">Share of those that are right; null where there are none.</param>
internal sealed record AskedFigures(double Asked, double ActShare, double? Precision);
