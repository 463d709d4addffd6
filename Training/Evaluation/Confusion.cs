using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>Two classes that are taken for each other.</summary>
/// <param name="Truth">What the rows are.</param>
/// <param name="Answer">What they were answered with.</param>
/// <param name="Rows">How many.</param>
internal sealed record Confusion(string Truth, string Answer, int Rows)
{
    /// <summary>The commonest mistakes, commonest first.</summary>
    public static IReadOnlyList<Confusion> Largest(IReadOnlyList<Judgement> judgements, int count) =>
    [
        .. judgements.Where(j => !j.IsRight).CountBy(j => (j.Truth, j.Answer))
            .Select(c => new Confusion(c.Key.Truth, c.Key.Answer, c.Value))
            .OrderByDescending(c => c.Rows).ThenBy(c => c.Truth, StringComparer.Ordinal).ThenBy(c => c.Answer, StringComparer.Ordinal)
            .Take(count),
    ];
}
