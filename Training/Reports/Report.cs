using System.Globalization;
using Classifier.Models;
using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>The report for people: <c>report.md</c>.</summary>
/// <param name="card">What the model is.</param>
/// <param name="metrics">How well it does.</param>
internal sealed class Report(ModelCard card, RunMetrics metrics)
{
    /// <summary>The head: what it was learned from, and the figures with their baselines.</summary>
    public string Head()
    {
        var page = new MarkdownPage();
        WriteHead(page);
        return page.ToString();
    }

    /// <summary>All of it.</summary>
    public string Full()
    {
        var page = new MarkdownPage();
        WriteHead(page);
        foreach (var target in card.Targets)
            new TargetReport(target, metrics.Targets[target.Name]).WriteTo(page);
        return page.ToString();
    }

    private void WriteHead(MarkdownPage page)
    {
        page.Heading(1, $"Model {card.Version}");
        page.Paragraph($"{card.Data.Rows} tickets{Span()}, {card.Data.Labelled} of them answers from rooms; {card.Features.Count} features; seed {card.Seed}, budget {card.Budget}, code {card.CodeVersion}.");
        page.Paragraph(card.Split.Kind == "time"
            ? $"The figures come from the newest {card.Split.TestRows} tickets, predicted from the {card.Split.FitRows} before them. Learner, temperature and thresholds were chosen on earlier folds alone. The saved model was then fitted on all tickets."
            : $"The tickets have no order of time: the figures come from a fifth of every class ({card.Split.TestRows} tickets), predicted from the others. Learner, temperature and thresholds were chosen without that fifth. The saved model was then fitted on all tickets.");
        page.Table(["target", "rows", "accuracy", "macro-F1", "top 3", "ECE", "AURC", "coverage at 90 %", "coverage at 95 %"], metrics.Targets.Select(Row));
        page.Table(["baseline", "accuracy", "macro-F1"], metrics.Targets.SelectMany(t => t.Value.Baselines.Select(b => BaselineRow(t.Key, b))));
        WriteSecurity(page);
    }

    private static IReadOnlyList<string> BaselineRow(string target, BaselineFigures b) => [$"{target}: {b.Name}", Number(b.Accuracy), Number(b.MacroF1)];

    private static IReadOnlyList<string> Row(KeyValuePair<string, TargetMetrics> target)
    {
        var f = target.Value.Figures;
        return
        [
            target.Key, Number(f.Rows), Number(f.Accuracy), Number(f.MacroF1), Number(f.Top3Accuracy), Number(f.Ece), Number(f.Aurc),
            Number(f.CoverageAt90), Number(f.CoverageAt95),
        ];
    }

    private void WriteSecurity(MarkdownPage page)
    {
        page.Paragraph(metrics.Security is { } security
            ? $"Security flag: {security.Flagged} tickets were a matter of security, recall {Number(security.Recall)}; of {security.Others} others, {Number(security.FalsePrivateRate)} were flagged as well."
            : "Security flag: no issue type is known to mean compromise or exposure, so text rules decide.");
    }

    private string Span() => card.Data is { From: { } from, To: { } to }
        ? string.Create(CultureInfo.InvariantCulture, $" from {from.UtcDateTime:yyyy-MM-dd} to {to.UtcDateTime:yyyy-MM-dd}")
        : "";
}
