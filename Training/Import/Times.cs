using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Training.Import;

/// <summary>Reads times of history.</summary>
/// <param name="Zone">Of times without an offset.</param>
/// <param name="Now">Times more than a day after it are mistakes.</param>
internal sealed partial record Times(TimeZoneInfo Zone, DateTimeOffset Now)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    /// <summary>An ISO-8601 time in UTC; null for null and empty.</summary>
    /// <exception cref="BadValueException">It is no time, or too far ahead.</exception>
    public DateTimeOffset? Read(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var time = Parse(field, text.Trim());
        return time <= Now + Ahead ? time.ToUniversalTime() : throw new BadValueException($"{field} {text} is more than 24 hours ahead");
    }

    private DateTimeOffset Parse(string field, string text)
    {
        var iso = Iso().Match(text);
        if (!iso.Success || !DateTime.TryParse(iso.Groups["time"].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw new BadValueException($"{field} '{Shown(text)}' is not an ISO-8601 time");
        var offset = iso.Groups["offset"].Value;
        try
        {
            return new(time, offset.Length == 0 ? Zone.GetUtcOffset(time) : Offset(offset));
        }
        catch (ArgumentException)
        {
            throw new BadValueException($"{field} '{Shown(text)}' has an impossible offset");
        }
    }

    private static TimeSpan Offset(string text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var minutes = (digits[0] - '0') * 600 + (digits[1] - '0') * 60 + (digits[2] - '0') * 10 + digits[3] - '0';
        return TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    // +0200, as Jira writes it, is not quite ISO-8601 but says the same.
    [GeneratedRegex(@"^(?<time>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?) ?(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();
}
