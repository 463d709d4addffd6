using System.Buffers;
using System.Globalization;

namespace Classifier.Alerts;

/// <summary>Whether the reported condition holds or has ended.</summary>
public enum AlertStatus
{
    /// <summary>The condition holds.</summary>
    Firing,

    /// <summary>The condition has ended.</summary>
    Resolved,
}

/// <summary>What a monitoring tool or a person reported, in canonical form and already redacted.</summary>
public sealed record Alert
{
    /// <summary>One line, never empty, at most <see cref="AlertLimits.Title"/> UTF-16 units.</summary>
    public required string Title { get; init; }

    /// <summary>Free text; empty when the source gave none. At most <see cref="AlertLimits.Description"/> units.</summary>
    public string Description { get; init; } = "";

    /// <summary>Name of the source that sent it, as in its mapping file; <c>api</c> for the generic route.</summary>
    public string Source { get; init; } = "api";

    /// <summary>What the source stated; null when it stated nothing that we know.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The source's own key–value pairs, in ordinal order of their keys.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Log lines that came with it, oldest first.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>When the condition began or ended, by the source's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Firing or resolved.</summary>
    public AlertStatus Status { get; init; }

    /// <summary>What makes alerts share one incident; never empty (see <see cref="Fingerprint"/>).</summary>
    public required string DedupKey { get; init; }

    /// <summary>Which one of the alerts that share the dedup key it is; null where the key stands for one alone.</summary>
    public string? Instance { get; init; }

    /// <summary>Who reported it, where a person did; null for machines.</summary>
    public string? Reporter { get; init; }

    /// <summary>Names of the parts that were longer than the limits and were cut: <c>title</c>, <c>description</c>, <c>labels</c>, <c>logs</c>.</summary>
    public IReadOnlyList<string> Cut { get; init; } = [];
}

/// <summary>How much of an alert is kept. Lengths are UTF-16 units.</summary>
public static class AlertLimits
{
    /// <summary>Longest title.</summary>
    public const int Title = 512;

    /// <summary>Longest description.</summary>
    public const int Description = 16 * 1024;

    /// <summary>Most labels.</summary>
    public const int Labels = 64;

    /// <summary>Longest label name.</summary>
    public const int LabelName = 128;

    /// <summary>Longest label value.</summary>
    public const int LabelValue = 2048;

    /// <summary>Most log lines.</summary>
    public const int LogLines = 200;

    /// <summary>Longest log line.</summary>
    public const int LogLine = 2048;

    /// <summary>Longest dedup key.</summary>
    public const int DedupKey = 512;

    // What people see as one character is seldom longer: an emoji of a family is 11 units.
    private const int LongestElement = 64;

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    /// <summary>
    /// At most the first <paramref name="limit"/> units of <paramref name="text"/>, without a piece of what people see as one character
    /// at the end; of one that is longer than 64 units a piece stays, but never half a surrogate pair.
    /// </summary>
    public static string Keep(string text, int limit)
    {
        text = text.Replace('\0', '\uFFFD');
        return text.Length <= limit ? text : text[..EndWithin(text, limit)];
    }

    /// <summary>The text with a space for each line break, so that every part of it stays where it is.</summary>
    public static string OneLine(string text) => text.AsSpan().IndexOfAny(LineBreaks) < 0 ? text : string.Create(text.Length, text, (line, from) =>
    {
        from.CopyTo(line);
        line.ReplaceAny(LineBreaks, ' ');
    });

    private static int EndWithin(string text, int limit)
    {
        var start = Math.Max(0, limit - LongestElement);
        var end = start;
        for (var next = start; next <= limit; next += StringInfo.GetNextTextElementLength(text, next))
            end = next;
        if (end > start)
            return end;
        return limit > 0 && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
