using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Api.Commands;

/// <summary>Lengths of time as people write them.</summary>
internal static partial class SpanWords
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Reads <c>90s</c>, <c>15m</c>, <c>2h</c> or <c>1d</c>, up to 90 days; null for another word.</summary>
    public static TimeSpan? Read(string? word)
    {
        if (word is null || Span().Match(word) is not { Success: true } match)
            return null;
        var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        var span = char.ToLowerInvariant(word[^1]) switch { 's' => TimeSpan.FromSeconds(count), 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
        return span < Longest ? span : Longest;
    }

    [GeneratedRegex(@"^(?<count>\d{1,6})[smhd]$", RegexOptions.IgnoreCase)]
    private static partial Regex Span();
}
