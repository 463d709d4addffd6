using System.Globalization;
using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>What decides alone: often rightly, sometimes as a shortcut that a person should forbid.</summary>
/// <param name="metrics">One target's figures.</param>
internal sealed class ShortcutReport(TargetMetrics metrics)
{
    public void WriteTo(MarkdownPage page)
    {
        page.Heading(3, "What decides alone");
        page.Paragraph("An attribute that goes nearly as far alone as the model, or a host that always means one class, may be a shortcut: right as long as nothing moves. What should not be learned from goes into the directory, `attributes: {ignore: [KEY]}`.");
        if (metrics.Attributes.Count > 0)
            page.Table(["attribute alone", "kept-back rows", "right alone", "model on the same rows"], metrics.Attributes.Select(a => (string[])
                [a.Key, Number(a.Rows), Number(a.Accuracy), Number(a.ModelAccuracy)]));
        WriteDeciders(page);
    }

    private void WriteDeciders(MarkdownPage page)
    {
        if (metrics.LoneDeciders.Count == 0)
        {
            page.Paragraph("No single attribute value, host or word of ten fitted rows or more decides a class in 95 % of them.");
            return;
        }
        page.Paragraph("Values, hosts and words that are of one class in at least 95 % of ten fitted rows or more (the newest 10,000 are counted; `#` is any number). Of kept-back rows that have it: how many are of the class, and how many were answered with it.");
        page.Table(["evidence", "class", "fitted", "of it", "kept back", "of it", "answered so"], metrics.LoneDeciders.Select(d => (string[])
            [$"{d.Kind}: {d.Evidence}", d.Label, Number(d.Rows), Percent(d.Share), Number(d.NewRows), Number(d.NewRight), Number(d.NewAnswered)]), textColumns: 2);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
