using System.Globalization;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Reports.Pictures;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>The report for people: <c>report.md</c>.</summary>
/// <param name="card">What the model is.</param>
/// <param name="metrics">How well it does.</param>
internal sealed class Report(ModelCard card, RunMetrics metrics)
{
    /// <summary>All pictures that <see cref="Full"/> shows.</summary>
    public IReadOnlyList<Picture> Pictures { get; } = [.. card.Targets.SelectMany(t => TargetPictures.Of(t.Name, metrics.Targets[t.Name], card.Split.TestFrom))];

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
            new TargetReport(target, metrics.Targets[target.Name], card).WriteTo(page);
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
        if (metrics.Order is { } order)
            page.Paragraph($"Random tickets are no measure: one quick learner is right on {Number(order.NewestAccuracy)} of the newest fifth and on {Number(order.RandomAccuracy)} of a random one. `report {card.Version} --learning-curve` shows more of both.");
        new BaselineReport(card, metrics).WriteTo(page);
        new ReadingReport(card, metrics).WriteTo(page);
        WriteData(page);
    }

    private static IReadOnlyList<string> Row(KeyValuePair<string, TargetMetrics> target)
    {
        var f = target.Value.Figures;
        return
        [
            target.Key, Number(f.Rows), Number(f.Accuracy), Number(f.MacroF1), Number(f.Top3Accuracy), Number(f.Ece), Number(f.Aurc),
            Number(f.CoverageAt90), Number(f.CoverageAt95),
        ];
    }

    private void WriteData(MarkdownPage page)
    {
        page.Heading(2, "Data");
        if (metrics.DataFaults.Count == 0)
            page.Paragraph("Nothing is wrong with the rows: enough of them and of classes, no class with one row alone, no team that died out or is missing from the directory, no contradictions, no copies.");
        else
            page.List(metrics.DataFaults.Select(f => f.Text));
        if (card.LeftOutAttributes.Count > 0)
            page.Paragraph("Attributes that were not learned from:").List(card.LeftOutAttributes.Select(a => $"{a.Name}: {a.Why}"));
    }

    private string Span() => card.Data is { From: { } from, To: { } to }
        ? string.Create(CultureInfo.InvariantCulture, $" from {from.UtcDateTime:yyyy-MM-dd} to {to.UtcDateTime:yyyy-MM-dd}")
        : "";
}
