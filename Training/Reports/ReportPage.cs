using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Training.Reports;

/// <summary>Turns our own Markdown (headings, paragraphs, tables, code) into a page that needs nothing from elsewhere.</summary>
internal static partial class ReportPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Model report</title><style>
        body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
        table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #8884;padding:.2rem .6rem}td+td,th+th{text-align:right}
        </style></head><body>

        """;

    public static string Of(string markdown)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var block in markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            page.Append(Block(block.Trim('\n'))).Append('\n');
        return page.Append("</body></html>\n").ToString();
    }

    private static string Block(string block)
    {
        if (block.StartsWith('|'))
            return Table(block.Split('\n'));
        var level = block.TakeWhile(c => c == '#').Count();
        return level > 0 ? $"<h{level}>{Inline(block[level..].Trim())}</h{level}>" : $"<p>{Inline(block)}</p>";
    }

    private static string Table(string[] lines)
    {
        var rows = lines.Where((_, i) => i != 1).Select((line, i) => Row(line, i == 0 ? "th" : "td"));
        return $"<table>{string.Concat(rows)}</table>";
    }

    private static string Row(string line, string cell)
    {
        var cells = CellEnd().Split(line.Trim()[1..^1]).Select(c => $"<{cell}>{Inline(c.Trim())}</{cell}>");
        return $"<tr>{string.Concat(cells)}</tr>";
    }

    private static string Inline(string text)
    {
        var html = WebUtility.HtmlEncode(text).Replace("&amp;lt;", "&lt;", StringComparison.Ordinal);
        html = Code().Replace(html, "<code>$1</code>");
        return Escaped().Replace(html, "$1");
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"(?<!\\)`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\\([\\|*_`\[])")]
    private static partial Regex Escaped();
}
