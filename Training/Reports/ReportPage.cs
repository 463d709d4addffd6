using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Training.Reports.Pictures;

namespace Classifier.Training.Reports;

/// <summary>Turns our own Markdown (headings, paragraphs, lists, tables, pictures, code) into a page that needs nothing from elsewhere.</summary>
internal static partial class ReportPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Model report</title><style>
        :root{color-scheme:light dark;--ink:#1f2933;--soft:#5d6b78;--line:#d9dfe5;--paper:#fff;--ground:#f4f6f8;--head:#eef2f6}
        @media(prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#9aa7b3;--line:#3a444e;--paper:#171b20;--ground:#0f1216;--head:#20262d}}
        body{font:15px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:0}
        main{max-width:64rem;margin:0 auto;padding:2rem 1.5rem 4rem;background:var(--paper);min-height:100vh}
        h1{font-size:1.6rem;margin:.2rem 0 1rem}h2{font-size:1.3rem;margin:2.6rem 0 .8rem;padding-top:1.2rem;border-top:2px solid var(--line)}h3{font-size:1.05rem;margin:1.8rem 0 .4rem}
        p,li{max-width:48rem}nav{color:var(--soft)}nav a{margin-right:1rem;color:inherit}
        .table{overflow-x:auto;margin:.8rem 0 1.2rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
        td,th{border-bottom:1px solid var(--line);padding:.28rem .8rem;text-align:left;white-space:nowrap}th{background:var(--head);font-weight:600}.n{text-align:right}
        .pictures{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}figure{margin:0;border:1px solid var(--line);border-radius:6px;overflow:hidden;max-width:100%}svg{display:block;max-width:100%;height:auto}
        code{font-size:.92em;background:var(--head);padding:.05rem .3rem;border-radius:3px}
        @media print{main{max-width:none}}
        </style></head><body><main>

        """;

    /// <summary>The page.</summary>
    /// <param name="markdown">The report.</param>
    /// <param name="pictures">Every picture that it shows.</param>
    public static string Of(string markdown, IReadOnlyList<Picture> pictures)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var blocks = markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(b => b.Trim('\n')).ToList();
        foreach (var (i, block) in blocks.Index())
        {
            page.Append(Block(block, pictures)).Append('\n');
            if (i == 0)
                page.Append(Contents(blocks)).Append('\n');
        }
        return page.Append("</main></body></html>\n").ToString();
    }

    private static string Block(string block, IReadOnlyList<Picture> pictures)
    {
        if (block.StartsWith('|'))
            return Table(block.Split('\n'));
        if (block.StartsWith("![", StringComparison.Ordinal))
            return $"<div class=\"pictures\">{string.Concat(block.Split('\n').Select(line => Figure(line, pictures)))}</div>";
        if (block.StartsWith("- ", StringComparison.Ordinal))
            return $"<ul>{string.Concat(block.Split('\n').Select(line => $"<li>{Inline(line[2..])}</li>"))}</ul>";
        var level = LevelOf(block);
        return level > 0 ? $"<h{level} id=\"{Anchor(block)}\">{Inline(block[level..].Trim())}</h{level}>" : $"<p>{Inline(block)}</p>";
    }

    private static string Contents(List<string> blocks) =>
        $"<nav>{string.Concat(blocks.Where(b => LevelOf(b) == 2).Select(b => $"<a href=\"#{Anchor(b)}\">{Inline(b[2..].Trim())}</a>"))}</nav>";

    private static int LevelOf(string block) => block.TakeWhile(c => c == '#').Count();

    private static string Anchor(string block) => string.Concat(block.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Figure(string line, IReadOnlyList<Picture> pictures) =>
        $"<figure>{pictures.First(p => line.EndsWith($"]({p.File})", StringComparison.Ordinal)).Svg}</figure>";

    private static string Table(string[] lines)
    {
        var isNumber = lines[1].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Contains(':', StringComparison.Ordinal)).ToArray();
        var rows = lines.Where((_, i) => i != 1).Select((line, i) => Row(line, i == 0 ? "th" : "td", isNumber));
        return $"<div class=\"table\"><table>{string.Concat(rows)}</table></div>";
    }

    private static string Row(string line, string cell, bool[] isNumber)
    {
        var cells = CellEnd().Split(line.Trim()[1..^1]).Select((c, i) => $"<{cell}{(isNumber[i] ? " class=\"n\"" : "")}>{Inline(c.Trim())}</{cell}>");
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
