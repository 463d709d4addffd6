using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Reports.Pictures;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>One target's part of the report.</summary>
/// <param name="target">What was learned.</param>
/// <param name="metrics">How well it does.</param>
/// <param name="card">The whole model's.</param>
internal sealed class TargetReport(TargetCard target, TargetMetrics metrics, ModelCard card)
{
    private const int MostClasses = 60;

    // What people in the field name when asked; the ratio matters, not the unit.
    private const int CostOfWrongPage = 5;
    private const int CostOfTriage = 1;
    private const int Tickets = 1000;

    public void WriteTo(MarkdownPage page)
    {
        page.Heading(2, target.Name);
        page.Pictures(TargetPictures.Of(target.Name, metrics, card.Split.TestFrom));
        WriteThresholds(page);
        new ClassSizeReport(metrics.Figures.ClassSizes).WriteTo(page);
        WriteClasses(page);
        WriteConfusions(page);
        WritePeriods(page);
        WriteSlices(page);
        new ShortcutReport(metrics).WriteTo(page);
        WriteCandidates(page);
    }

    private void WriteThresholds(MarkdownPage page)
    {
        page.Heading(3, "Asked precision");
        page.Paragraph("The threshold is the least trust at which the precision was reached on rows that the model had not seen, even at the lower bound of what chance allows; act share and precision are what thresholds from earlier folds bring on the newest rows.");
        page.Table(["asked", "threshold", "act share", "precision"], target.Thresholds.Select(Row));
        foreach (var refusal in target.Thresholds.Where(t => t.Refused.Count > 0))
            page.Paragraph($"Refused at {Number(refusal.Asked)}: {string.Join(", ", refusal.Refused.Select(r => r == "*" ? "all classes without a threshold of their own" : Escape(r)))}.");
        page.Paragraph($"What that means for {Tickets} tickets, if a wrong page costs {CostOfWrongPage} times what a person's triage costs ({CostOfTriage}); without a model all are triaged by a person, which costs {Tickets * CostOfTriage}:");
        page.Table(["asked", "paged right", "paged wrong", "triaged by a person", "cost"], metrics.Figures.AskedPrecision.Select(CostRow));
    }

    private IReadOnlyList<string> Row(AskedThreshold threshold)
    {
        var measured = metrics.Figures.AskedPrecision.FirstOrDefault(a => a.Asked == threshold.Asked);
        return [Number(threshold.Asked), Trust(threshold.Threshold), Number(measured?.ActShare), Number(measured?.Precision)];
    }

    private static IReadOnlyList<string> CostRow(AskedFigures asked)
    {
        var paged = Tickets * asked.ActShare;
        var wrong = paged * (1 - (asked.Precision ?? 0));
        return [Number(asked.Asked), Whole(paged - wrong), Whole(wrong), Whole(Tickets - paged), Whole(CostOfWrongPage * wrong + CostOfTriage * (Tickets - paged))];
    }

    private void WriteClasses(MarkdownPage page)
    {
        var act = target.Thresholds.FirstOrDefault(t => t.Asked == JudgedRows.ActPrecision);
        page.Heading(3, "Classes");
        page.Table(["class", "support", "answers", "precision", "recall", "F1", "threshold"], metrics.Classes.Take(MostClasses).Select(c => (string[])
            [c.Label, Number(c.Rows), Number(c.Answers), Number(c.Precision), Number(c.Recall), Number(c.F1), act is null ? Number(null) : Trust(act.For(c.Label))]));
        page.Paragraph($"Support is the number of kept-back rows; the threshold is the saved model's for an asked precision of {Number(JudgedRows.ActPrecision)}.");
        if (metrics.Classes.Count > MostClasses)
            page.Paragraph($"{metrics.Classes.Count - MostClasses} smaller classes are in `{ModelFiles.Metrics}`.");
    }

    private void WriteConfusions(MarkdownPage page)
    {
        page.Heading(3, "Largest confusions");
        page.Table(["is", "answered", "rows"], metrics.Confusions.Select(c => (string[])[c.Truth, c.Answer, Number(c.Rows)]), textColumns: 2);
    }

    private void WritePeriods(MarkdownPage page)
    {
        if (metrics.Periods.Count == 0 || card.Split.TestFrom is not { } start)
            return;
        string Day(double days) => start.UtcDateTime.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        page.Heading(3, "Over time");
        page.Table(["kept-back tickets of", "rows", "accuracy", "act share", "precision"], metrics.Periods.Select(p => (IReadOnlyList<string>)
            [$"{Day(p.FromDay)} to {Day(p.ToDay)}", .. Shares(p.Figures)]));
    }

    private void WriteSlices(MarkdownPage page)
    {
        page.Heading(3, "Slices");
        page.Paragraph("The language is that of an attribute `language`, `lang` or `locale`; else the script of most letters; else the one of en, de, fr, es, pt, it and nl with most little words (two or more) in the first thousand characters. Code-ish is what has none and is a quarter signs and digits.");
        page.Table(["slice", "rows", "accuracy", "act share", "precision"], metrics.Slices.Select(s => (IReadOnlyList<string>)[$"{s.By}: {s.Value}", .. Shares(s.Figures)]));
    }

    private void WriteCandidates(MarkdownPage page)
    {
        page.Heading(3, "Learners");
        page.Paragraph($"{target.Classes.Count} classes, learned by `{target.Learner}`, temperature {Number(target.Temperature)}. Candidates on the validation rows:");
        page.Table(["candidate", "accuracy", "macro-F1"], metrics.Candidates.Select(c => (string[])[c.Name, Number(c.Accuracy), Number(c.MacroF1)]));
        if (target.LeftOut.Count > 0)
            page.Paragraph($"Not tried: {string.Join("; ", target.LeftOut.Select(l => $"`{l.Name}` ({l.Why})"))}.");
    }

    private static string[] Shares(ShareFigures figures) => [Number(figures.Rows), Number(figures.Accuracy), Number(figures.ActShare), Number(figures.Precision)];

    private static string Trust(double threshold) => threshold == AskedThreshold.Never ? "refused" : Number(threshold);

    private static string Whole(double value) => Number((int)Math.Round(value));
}
