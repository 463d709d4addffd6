using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>How well one class is answered.</summary>
/// <param name="Label">The class.</param>
/// <param name="Rows">Rows that are of it.</param>
/// <param name="Answers">Rows that were answered with it.</param>
/// <param name="Right">Rows that are of it and were answered with it.</param>
internal sealed record ClassFigures(string Label, int Rows, int Answers, int Right)
{
    /// <summary>Share of its answers that are right; 0 without answers.</summary>
    public double Precision => Answers == 0 ? 0 : (double)Right / Answers;

    /// <summary>Share of its rows that were found; 0 without rows.</summary>
    public double Recall => Rows == 0 ? 0 : (double)Right / Rows;

    /// <summary>Harmonic mean of both.</summary>
    public double F1 => 2.0 * Right / (Answers + Rows);

    /// <summary>All classes that occur in the truth or among the answers, most rows first.</summary>
    public static IReadOnlyList<ClassFigures> Of(IReadOnlyList<Judgement> judgements)
    {
        var rows = judgements.CountBy(j => j.Truth).ToDictionary();
        var answers = judgements.CountBy(j => j.Answer).ToDictionary();
        var right = judgements.Where(j => j.IsRight).CountBy(j => j.Truth).ToDictionary();
        return [.. rows.Keys.Union(answers.Keys)
            .Select(label => new ClassFigures(label, rows.GetValueOrDefault(label), answers.GetValueOrDefault(label), right.GetValueOrDefault(label)))
            .OrderByDescending(c => c.Rows).ThenBy(c => c.Label, StringComparer.Ordinal)];
    }
}
