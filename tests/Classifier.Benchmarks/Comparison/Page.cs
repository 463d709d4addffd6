using System.Globalization;
using System.Text.Json;

namespace Classifier.Benchmarks.Comparison;

/// <summary>Puts the figures between the marks of a page; the rest of the page stays.</summary>
internal static class Page
{
    private const string Begin = "<!-- measured: written by compare -->";
    private const string End = "<!-- /measured -->";

    /// <summary>Renders.</summary>
    /// <param name="results">What was measured.</param>
    /// <param name="page">A Markdown file with both marks.</param>
    public static void Render(string results, string page)
    {
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new FormatException($"{page} has no marks to write between.");
        var lines = Lines(new(results));
        File.WriteAllText(page, $"{text[..(begin + Begin.Length)]}\n{string.Concat(lines.Select(l => $"{l}\n"))}{text[end..]}");
    }

    private static IEnumerable<string> Lines(Results results)
    {
        var pairs = results.Pairs();
        return
        [
            "", results.Line("machine.txt"), "", .. Summary.Of(pairs), .. Tables.Quality(pairs), .. Tables.Speed(pairs), .. Tables.Similar(results.Similar()), .. Tables.HalfYears(results.HalfYears()), .. AtSize(results),
        ];
    }

    private static IEnumerable<string> AtSize(Results results)
    {
        if (results.Run("million") is { } million)
            yield return Text($"1,000,000 generated rows of at most 40 words and 20 classes, `--budget small`: {million.Seconds:0} s, {million.Mib:0} MB.");
        if (results.Printed("incidents") is { } speed)
            yield return Text($"With {results.Line("incidents.txt")} generated incidents: rank p50 {Number(speed, "rank_p50_us"):0} µs, score with everything p50 {Number(speed, "score_p50_us"):0} µs, p99 {Number(speed, "score_p99_us"):0} µs, load {Number(speed, "load_ms"):0} ms, {Number(speed, "allocated_bytes_per_row"):0.#} bytes allocated a ranked row.");
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
