using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Api.Lookups;
using Classifier.Logs;

namespace Classifier.Api.Logs;

/// <summary>Reads lines as services write them: perhaps a time in front, perhaps a word that says how bad it is. A line without a time has that of the line above.</summary>
/// <param name="at">Of the lines above the first that has a time.</param>
internal sealed partial class PlainLines(DateTimeOffset at)
{
    private DateTimeOffset _at = at;

    /// <summary>Reads the next line; of nobody and nowhere, since it does not say. Null when there is nothing in it.</summary>
    public LogLine? Read(string line)
    {
        var text = line;
        if (Time().Match(line) is { Success: true } time && DateTimeOffset.TryParse(time.Groups["at"].Value.Replace(',', '.'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            (_at, text) = (read, line[time.Length..]);
        return string.IsNullOrWhiteSpace(text) ? null : new(_at, LogWords.Severity(SeverityWord().Match(text).Value), "", "", null, AlertLimits.OneLine(text).Trim());
    }

    [GeneratedRegex(@"^\[?(?<at>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)\]?\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:FATAL|CRITICAL|ERROR|WARN|WARNING|INFO|DEBUG|TRACE)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SeverityWord();
}
