using System.Globalization;

namespace Classifier.Api.Intake;

/// <summary>Times as tools write them: ISO 8601, or digits since 1970 in seconds (to 11), milliseconds (to 14), microseconds (to 17) or nanoseconds.</summary>
internal static class PayloadTime
{
    /// <summary>The time in UTC; null when there is none, it is before 1971, or after <paramref name="latest"/>.</summary>
    /// <param name="text">Without an offset it is UTC.</param>
    /// <param name="latest">Clocks ahead of this are not believed.</param>
    public static DateTimeOffset? Parse(string? text, DateTimeOffset latest)
    {
        DateTimeOffset? time = Numeric(text) ?? (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read.ToUniversalTime() : null);
        // Go writes 0001-01-01 for "none", others write 0.
        return time is { Year: > 1970 } && time <= latest ? time : null;
    }

    private static DateTimeOffset? Numeric(string? text)
    {
        // Seconds may have decimals.
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number >= 100_000_000_000_000_000_000m)
            return null;
        var perSecond = number switch { < 100_000_000_000m => 1m, < 100_000_000_000_000m => 1_000m, < 100_000_000_000_000_000m => 1_000_000m, _ => 1_000_000_000m };
        var ticks = number / perSecond * TimeSpan.TicksPerSecond;
        return ticks <= DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks) : null;
    }
}
