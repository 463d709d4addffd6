using System.Globalization;
using System.Text;
using Classifier.Training.Reports.Pictures;

namespace Classifier.Training.Reports;

/// <summary>Writes Markdown: headings, paragraphs and tables.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public MarkdownPage Heading(int level, string text)
    {
        _text.Append('#', level).Append(' ').Append(Escape(text)).Append("\n\n");
        return this;
    }

    public MarkdownPage Paragraph(string text)
    {
        _text.Append(text).Append("\n\n");
        return this;
    }

    /// <summary>A table; the first column is text and the others are numbers, unless more are text.</summary>
    public MarkdownPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns = 1)
    {
        Row(header);
        Row([.. header.Select((_, i) => i < textColumns ? "---" : "---:")]);
        foreach (var row in rows)
            Row([.. row.Select(Escape)]);
        _text.Append('\n');
        return this;
    }

    /// <summary>One point a line.</summary>
    public MarkdownPage List(IEnumerable<string> points)
    {
        foreach (var point in points)
            _text.Append("- ").Append(Escape(point)).Append('\n');
        _text.Append('\n');
        return this;
    }

    /// <summary>Pictures side by side where there is room, from files beside the page.</summary>
    public MarkdownPage Pictures(IEnumerable<Picture> pictures)
    {
        foreach (var picture in pictures)
            _text.Append("![").Append(Escape(picture.Alt)).Append("](").Append(picture.File).Append(")\n");
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Three digits after the point; a dash for nothing.</summary>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Row(IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Text that comes from history, so that it does not become markup.</summary>
    public static string Escape(string text) => new StringBuilder(text)
        .Replace("\\", "\\\\").Replace("|", "\\|").Replace("<", "&lt;").Replace("*", "\\*").Replace("_", "\\_").Replace("`", "\\`")
        .Replace("[", "\\[").Replace("\r", " ").Replace("\n", " ").ToString();
}
