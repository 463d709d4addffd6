using Classifier.Models;
using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>What the model must beat: three simple ways to answer, and the model before it.</summary>
/// <param name="card">What the model is.</param>
/// <param name="metrics">How well it does.</param>
internal sealed class BaselineReport(ModelCard card, RunMetrics metrics)
{
    private const string Previous = "previous_model";

    public void WriteTo(MarkdownPage page)
    {
        page.Heading(2, "Baselines");
        page.Table(["answered by", "rows", "accuracy", "macro-F1"], metrics.Targets.SelectMany(t => RowsOf(t.Key, t.Value)));
        page.Paragraph(card.Previous switch
        {
            null => "There was no champion to compare with.",
            { How: "not_comparable" } p => $"The champion, `{p.Version}`, is no baseline: {Escape(p.Why)}.",
            var p => $"`{Previous}` is the champion, `{p.Version}`: {Escape(p.Why)}.",
        });
    }

    private IEnumerable<IReadOnlyList<string>> RowsOf(string target, TargetMetrics of)
    {
        var rows = Number(of.Figures.Rows);
        yield return [$"{target}: this model", rows, Number(of.Figures.Accuracy), Number(of.Figures.MacroF1)];
        foreach (var baseline in of.Baselines)
            yield return [$"{target}: {baseline.Name}", rows, Number(baseline.Accuracy), Number(baseline.MacroF1)];
        if (card.Previous?.Targets.FirstOrDefault(t => t.Target == target) is not { } previous)
            yield break;
        yield return [$"{target}: {Previous}{(previous.NewAccuracy is null ? ", on rows of its own" : "")}", Number(previous.Rows), Number(previous.Accuracy), Number(previous.MacroF1)];
        if (previous.NewAccuracy is not null)
            yield return [$"{target}: this model on the same rows", Number(previous.Rows), Number(previous.NewAccuracy), Number(previous.NewMacroF1)];
    }
}
