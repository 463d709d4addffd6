using System.Text.Json.Serialization;
using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>How rows are answered whose class had so many fitted rows. Rows of a class without any are of no size.</summary>
/// <param name="Size"><c>lone</c>, <c>rare</c>, <c>middling</c> or <c>large</c>.</param>
/// <param name="FewestFitted">Fewest fitted rows of such a class.</param>
/// <param name="MostFitted">Most; null without a limit.</param>
/// <param name="Classes">Classes of that size that have rows to answer.</param>
/// <param name="Found">Those of them that were answered right at least once.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Recall">Share of these that was answered right; null without any.</param>
/// <param name="Top3Recall">Share of these whose class is among the first three; null without any.</param>
internal sealed record ClassSizeFigures(
    string Size, int FewestFitted, int? MostFitted, int Classes, int Found, int Rows, double? Recall, [property: JsonPropertyName("top3_recall")] double? Top3Recall)
{
    private static readonly (string Size, int Fewest, int? Most)[] Sizes = [("lone", 1, 2), ("rare", 3, 20), ("middling", 21, 100), ("large", 101, null)];

    /// <summary>All sizes, smallest first.</summary>
    /// <param name="judgements">The answers.</param>
    /// <param name="fitted">Fitted rows of each class; a class that is missing had none.</param>
    public static IReadOnlyList<ClassSizeFigures> Of(IReadOnlyList<Judgement> judgements, IReadOnlyDictionary<string, int> fitted) =>
        [.. Sizes.Select(s => Of(s.Size, s.Fewest, s.Most, [.. judgements.Where(j => fitted.GetValueOrDefault(j.Truth) is var rows && rows >= s.Fewest && !(rows > s.Most))]))];

    private static ClassSizeFigures Of(string size, int fewest, int? most, IReadOnlyList<Judgement> judgements) => new(
        size, fewest, most, judgements.Select(j => j.Truth).Distinct().Count(), judgements.Where(j => j.IsRight).Select(j => j.Truth).Distinct().Count(),
        judgements.Count, Share(judgements, j => j.IsRight), Share(judgements, j => j.IsInTopThree));

    private static double? Share(IReadOnlyList<Judgement> judgements, Func<Judgement, bool> holds) =>
        judgements.Count == 0 ? null : (double)judgements.Count(holds) / judgements.Count;
}
