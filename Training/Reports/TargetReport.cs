using Classifier.Models;
using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>One target's part of the report.</summary>
/// <param name="card">What was learned.</param>
/// <param name="metrics">How well it does.</param>
internal sealed class TargetReport(TargetCard card, TargetMetrics metrics)
{
    private const int MostClasses = 60;

    public void WriteTo(MarkdownPage page)
    {
        page.Heading(2, card.Name);
        WriteCandidates(page);
        WriteThresholds(page);
        WriteClasses(page);
        WriteConfusions(page);
    }

    private void WriteCandidates(MarkdownPage page)
    {
        page.Paragraph($"{card.Classes.Count} classes, learned by `{card.Learner}`, temperature {Number(card.Temperature)}. Candidates on the validation rows:");
        page.Table(["candidate", "accuracy", "macro-F1"], metrics.Candidates.Select(c => (string[])[c.Name, Number(c.Accuracy), Number(c.MacroF1)]));
        if (card.LeftOut.Count > 0)
            page.Paragraph($"Not tried: {string.Join("; ", card.LeftOut.Select(l => $"`{l.Name}` ({l.Why})"))}.");
    }

    private void WriteThresholds(MarkdownPage page)
    {
        page.Heading(3, "Asked precision");
        page.Paragraph("The threshold is the least trust at which the precision was reached on rows that the model had not seen, even at the lower bound of what chance allows; act share and precision are what thresholds from earlier folds bring on the newest rows.");
        page.Table(["asked", "threshold", "act share", "precision"], card.Thresholds.Select(Row));
        foreach (var refusal in card.Thresholds.Where(t => t.Refused.Count > 0))
            page.Paragraph($"Refused at {Number(refusal.Asked)}: {string.Join(", ", refusal.Refused.Select(r => r == "*" ? "all classes without a threshold of their own" : $"`{r}`"))}.");
    }

    private IReadOnlyList<string> Row(AskedThreshold threshold)
    {
        var measured = metrics.Figures.AskedPrecision.FirstOrDefault(a => a.Asked == threshold.Asked);
        var text = threshold.Threshold == AskedThreshold.Never ? "refused" : Number(threshold.Threshold);
        return [Number(threshold.Asked), text, Number(measured?.ActShare), Number(measured?.Precision)];
    }

    private void WriteClasses(MarkdownPage page)
    {
        page.Heading(3, "Classes");
        page.Table(["class", "rows", "answers", "precision", "recall", "F1"], metrics.Classes.Take(MostClasses).Select(c => (string[])
            [c.Label, Number(c.Rows), Number(c.Answers), Number(c.Precision), Number(c.Recall), Number(c.F1)]));
        if (metrics.Classes.Count > MostClasses)
            page.Paragraph($"{metrics.Classes.Count - MostClasses} smaller classes are in `{ModelFiles.Metrics}`.");
    }

    private void WriteConfusions(MarkdownPage page)
    {
        page.Heading(3, "Largest confusions");
        page.Table(["is", "answered", "rows"], metrics.Confusions.Select(c => (string[])[c.Truth, c.Answer, Number(c.Rows)]));
    }
}
