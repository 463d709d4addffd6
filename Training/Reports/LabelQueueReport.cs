using Classifier.Training.Labelling;
using static Classifier.Training.Reports.MarkdownPage;

namespace Classifier.Training.Reports;

/// <summary>What a person should answer next.</summary>
/// <param name="version">The model that would learn from it.</param>
/// <param name="target">What is asked.</param>
/// <param name="rows">Most useful first.</param>
internal sealed class LabelQueueReport(string version, string target, IReadOnlyList<AskedRow> rows)
{
    private const int TitleLimit = 80;

    public string Text()
    {
        var page = new MarkdownPage().Heading(1, $"To label for {version}");
        page.Paragraph($"Answers about the {target} that would teach most: the model is uncertain, words are new, many others are alike, and none is like one above it.");
        page.Table(["incident", "title", $"{target} as it seems", "trust", "words known", "usefulness"], rows.Select(r => (string[])
            [r.Row.Ticket.Id, Alerts.AlertLimits.Keep(TitleOf(r), TitleLimit), r.Answer, Number(r.Trust), Number(r.KnownShare), Number(r.Usefulness)]), textColumns: 3);
        return page.ToString();
    }

    private static string TitleOf(AskedRow asked) => asked.Row.Ticket.Title.Length > 0 ? asked.Row.Ticket.Title : asked.Row.Ticket.Description;
}
