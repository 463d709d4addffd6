using System.Globalization;
using System.Text;

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

    /// <summary>A table; the first column is text, the others are numbers.</summary>
    public MarkdownPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(header);
        Row([.. header.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
            Row([.. row.Select(Escape)]);
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Three digits after the point; a dash for nothing.</summary>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Row(IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // Class names come from history: they must not become markup.
    private static string Escape(string text) => new StringBuilder(text)
        .Replace("\\", "\\\\").Replace("|", "\\|").Replace("<", "&lt;").Replace("*", "\\*").Replace("_", "\\_").Replace("`", "\\`")
        .Replace("[", "\\[").Replace("\r", " ").Replace("\n", " ").ToString();
}
