using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Logs;

namespace Classifier.Api.Logs;

/// <summary>Log lines in words for people, and what they ask with.</summary>
internal static partial class LogText
{
    private const int Longest = 240;
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(90);

    /// <summary>One line each: time (UTC), severity, host, text.</summary>
    public static string Of(IReadOnlyList<LogLine> lines) => lines.Count == 0
        ? "Nothing was logged there and then."
        : string.Join('\n', lines.Select(OneLine));

    /// <summary>Reads <c>90s</c>, <c>15m</c>, <c>2h</c> or <c>1d</c>; null for another word.</summary>
    public static TimeSpan? ReadSpan(string word)
    {
        if (Span().Match(word) is not { Success: true } match)
            return null;
        var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        var span = char.ToLowerInvariant(word[^1]) switch { 's' => TimeSpan.FromSeconds(count), 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
        return span < LongestSpan ? span : LongestSpan;
    }

    private static string OneLine(LogLine line)
    {
        string?[] parts =
        [
            line.At.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.Severity == LogSeverity.Unspecified ? null : line.Severity.ToString().ToLowerInvariant(),
            line.Host, line.Text.Length > Longest ? AlertLimits.Keep(line.Text, Longest) + "…" : line.Text,
        ];
        return string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    [GeneratedRegex(@"^(?<count>\d{1,6})[smhd]$", RegexOptions.IgnoreCase)]
    private static partial Regex Span();
}
