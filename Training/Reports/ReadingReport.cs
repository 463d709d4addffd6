using Classifier.Models;
using Classifier.Training.Evaluation;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>How well the security flag is set, and severity and place are read.</summary>
/// <param name="card">What the model is.</param>
/// <param name="metrics">How well it does.</param>
internal sealed class ReadingReport(ModelCard card, RunMetrics metrics)
{
    public void WriteTo(MarkdownPage page)
    {
        page.Heading(2, "Security, severity, place");
        WriteSecurity(page);
        WriteSeverity(page);
        WriteLocation(page);
    }

    private void WriteSecurity(MarkdownPage page)
    {
        if (metrics.Security is not { } security)
        {
            page.Paragraph("Security flag: no issue type is known to mean compromise or exposure, so text rules decide.");
            return;
        }
        page.Paragraph($"Security flag, set from a sum of probabilities of {Number(card.Security?.Threshold)} on. Look-alikes are those of the others that have a word of security, such as `password`, `certificate`, `rotation`, `firewall` or `phishing`.");
        page.Table(["kept-back tickets", "rows", "flagged, so private"],
        [
            ["a matter of security (recall)", Number(security.Flagged), Number(security.Recall)],
            ["all others (false-private)", Number(security.Others), Number(security.FalsePrivateRate)],
            ["of these: look-alikes", Number(security.LookAlikes), Number(security.LookAlikesPrivateRate)],
        ]);
    }

    private void WriteSeverity(MarkdownPage page)
    {
        if (metrics.Severity is not { } severity)
        {
            page.Paragraph("Severity: no kept-back ticket states one.");
            return;
        }
        page.Paragraph($"Severity, read from kept-back tickets whose own severity was taken away. The error is the mean distance in levels, of which there are five. Of {severity.StatedCritical} tickets that stated critical, {severity.Lowered} were read as less with the statement there.");
        page.Table(["severity read from", "rows", "accuracy", "mean error"], severity.Readings.Select(r => (string[])
            [Words(r.From), Number(r.Rows), Number(r.Accuracy), Number(r.MeanOrdinalError)]));
    }

    private void WriteLocation(MarkdownPage page)
    {
        if (metrics.Location.Count == 0)
        {
            page.Paragraph("Place: no kept-back ticket has one that the directory knows.");
            return;
        }
        page.Paragraph("Place, read from kept-back tickets whose place is known:");
        page.Table(["place read from", "rows", "right", "wrong", "unknown"], metrics.Location.Select(l => (string[])
            [Words(l.From), Number(l.Rows), Number(l.Right), Number(l.Wrong), Number(l.Unknown)]));
    }

    private static string Words(string from) => from switch
    {
        "stated" => "a label that names it",
        "labels" => "labels, hosts and text, without the field itself",
        "text" => "the text alone",
        _ => "nothing: medium, always",
    };
}
