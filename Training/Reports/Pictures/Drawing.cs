using System.Globalization;
using System.Net;
using System.Text;

namespace Classifier.Training.Reports.Pictures;

/// <summary>
/// Writes one SVG element. Colours are classes of one style sheet that comes with it, so that a picture is right by day
/// and by night, alone and within a page.
/// </summary>
internal sealed class Drawing
{
    private const string Style = """
        <style>.chart{font:12px system-ui,sans-serif;color-scheme:light dark;--ink:#1f2933;--soft:#5d6b78;--line:#d9dfe5;--paper:#fff;--blue:#2563a8;--pale:#2563a826;--red:#b3372f;--green:#2b7a4b;--on:#fff}
        @media(prefers-color-scheme:dark){.chart{--ink:#e6eaee;--soft:#9aa7b3;--line:#3a444e;--paper:#171b20;--blue:#74aef0;--pale:#74aef033;--red:#f08a80;--green:#6cc793;--on:#10151a}}
        .chart text{fill:var(--ink)}.chart .soft{fill:var(--soft)}.chart .title{font-weight:600;font-size:13px}.chart .grid{stroke:var(--line);fill:none}.chart .guide{stroke:var(--soft);stroke-dasharray:4 4;fill:none}
        .chart .lead{stroke:var(--red);stroke-width:1;fill:none}.chart .curve{stroke:var(--blue);stroke-width:2;fill:none}.chart .second{stroke:var(--green);stroke-width:2;fill:none}.chart .dot{fill:var(--blue)}.chart .dot2{fill:var(--green)}.chart .dot3{fill:var(--soft)}.chart .mark{fill:var(--red);stroke:var(--paper);stroke-width:1.5}.chart .bar{fill:var(--pale)}.chart .right{fill:var(--blue)}.chart .wrong{fill:var(--red)}.chart .on{fill:var(--on)}</style>
        """;

    private readonly StringBuilder _svg = new();

    /// <param name="width">In pixels, unless the page is narrower.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="title">Stands above the picture.</param>
    public Drawing(double width, double height, string title)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\"><title>{WebUtility.HtmlEncode(title)}</title>");
        _svg.Append(Style.ReplaceLineEndings("")).Append(CultureInfo.InvariantCulture, $"<rect width=\"{width:0}\" height=\"{height:0}\" fill=\"var(--paper)\"/>");
        Text(12, 20, title, "title", "start");
    }

    /// <summary>
    /// Text whose baseline is at <paramref name="y"/>, turned by degrees around its <paramref name="anchor"/>: <c>start</c>,
    /// <c>middle</c> or <c>end</c>. Class names come from history, so it is escaped.
    /// </summary>
    public Drawing Text(double x, double y, string text, string style = "", string anchor = "middle", int turn = 0)
    {
        var turned = turn == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate({turn} {x:0.#} {y:0.#})\"");
        var styled = style.Length == 0 ? "" : $" class=\"{style}\"";
        _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{styled}{turned}>{WebUtility.HtmlEncode(text)}</text>");
        return this;
    }

    public Drawing Line(double x1, double y1, double x2, double y2, string style)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>");
        return this;
    }

    public Drawing Box(double x, double y, double width, double height, string style, double opacity = 1)
    {
        var faded = opacity < 1 ? string.Create(CultureInfo.InvariantCulture, $" fill-opacity=\"{opacity:0.##}\"") : "";
        _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" class=\"{style}\"{faded}/>");
        return this;
    }

    public Drawing Dot(double x, double y, double radius, string style)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" class=\"{style}\"/>");
        return this;
    }

    public Drawing Path(IEnumerable<(double X, double Y)> points, string style)
    {
        _svg.Append("<polyline points=\"").AppendJoin(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}"))).Append(CultureInfo.InvariantCulture, $"\" class=\"{style}\"/>");
        return this;
    }

    /// <summary>The picture.</summary>
    public override string ToString() => $"{_svg}</svg>";
}
