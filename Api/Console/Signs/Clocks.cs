using System.Globalization;

namespace Classifier.Api.Console.Signs;

/// <summary>How clock times are written on pages.</summary>
internal static class Clocks
{
    /// <summary><c>03:14</c>.</summary>
    public static string Minute(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>03:14:08</c>.</summary>
    public static string Second(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>03:14</c>, or <c>18:14 Mon</c> where it is another day than in <paramref name="here"/>.</summary>
    public static string MinuteThere(DateTimeOffset at, TimeZoneInfo zone, TimeZoneInfo here) =>
        Local(at, zone).Date == Local(at, here).Date ? Minute(at, zone) : Local(at, zone).ToString("HH:mm ddd", CultureInfo.InvariantCulture);

    /// <summary><c>Tue 24 Nov 2026, 03:03:41 Oslo · 02:03:41 UTC</c>.</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo zone)
    {
        var utc = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:HH:mm:ss} UTC");
        var local = Local(at, zone).ToString("ddd d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);
        return zone == TimeZoneInfo.Utc ? $"{local} UTC" : $"{local} {City(zone)} · {utc}";
    }

    /// <summary><c>Oslo</c> for <c>Europe/Oslo</c>.</summary>
    public static string City(TimeZoneInfo zone) => zone == TimeZoneInfo.Utc ? "UTC" : zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static DateTimeOffset Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);
}
