using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Lookups;
using Classifier.Logs;

namespace Classifier.Api.Logs;

/// <summary>Log lines in words for people.</summary>
internal static class LogText
{
    private const int Longest = 240;

    /// <summary>One line each: time (UTC), severity, host, text, and how many are like it where the champion knows what is usual; of several kinds below their headings.</summary>
    public static string Of(IReadOnlyList<LinesAlike> lines) => lines.Count == 0
        ? "Nothing was logged there and then."
        : string.Join('\n', SignalKinds.Grouped(lines, l => SignalKinds.Of(l.Newest.Text), l => $"{OneLine(l.Newest)}{(l.Count > 1 ? $" (×{l.Count})" : "")}{(l.Seen == 0 ? " (never seen before)" : "")}"));

    private static string OneLine(LogLine line)
    {
        string?[] parts =
        [
            line.At.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.Severity == LogSeverity.Unspecified ? null : line.Severity.ToString().ToLowerInvariant(),
            line.Host, line.Text.Length > Longest ? AlertLimits.Keep(line.Text, Longest) + "…" : line.Text,
        ];
        return string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)));
    }
}
