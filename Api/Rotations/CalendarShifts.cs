using Classifier.Directories;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Classifier.Api.Rotations;

/// <summary>Turns of an iCalendar (RFC 5545) as PagerDuty, Grafana, Google and Outlook export it: who is on call by attendee's mail, else by the title.</summary>
internal sealed class CalendarShifts(HttpClient http, Home home) : IReadsShifts
{
    /// <summary>Longest calendar that is read.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxTurns = 5000;

    // RFC 5545 sets no limit on an event's length; a turn that began longer than this before the span is not looked for.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromDays(35);

    public FeedKind Kind => FeedKind.Calendar;

    public string Tool => "mail";

    public async Task<IReadOnlyList<FeedTurn>> ReadAsync(string address, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        Turns(await TextAsync(address, cancellationToken), from, until);

    /// <summary>The turns of a calendar's text.</summary>
    /// <exception cref="FeedException">It is no calendar.</exception>
    public static IReadOnlyList<FeedTurn> Turns(string text, DateTimeOffset from, DateTimeOffset until)
    {
        try
        {
            var calendar = Calendar.Load(text) ?? throw new FeedException("it is no iCalendar");
            var zone = ZoneOf(calendar);
            return
            [
                .. calendar.GetOccurrences<CalendarEvent>(new CalDateTime((from - LongestTurn).UtcDateTime))
                    .TakeWhileBefore(new CalDateTime(until.UtcDateTime))
                    .Take(MaxTurns)
                    .Select(o => Turn((CalendarEvent)o.Source, o.Period, zone))
                    .Where(t => t.Until > from && t.From < until),
            ];
        }
        catch (Exception fault) when (fault is not FeedException and not OutOfMemoryException)      // the library throws what it likes at faulty text
        {
            throw new FeedException($"it cannot be read as iCalendar: {fault.Message}");
        }
    }

    private static FeedTurn Turn(CalendarEvent found, Period period, TimeZoneInfo zone) => new(
        new(null, [.. found.Attendees.Select(a => a.Value).OfType<Uri>().Where(a => a.Scheme == Uri.UriSchemeMailto).Select(a => Uri.UnescapeDataString(a.AbsoluteUri["mailto:".Length..]))], found.Summary ?? ""),
        Instant(period.StartTime, zone), Instant(period.EffectiveEndTime ?? period.StartTime, zone));

    /// <summary>Days and times without a zone are meant in the calendar's own.</summary>
    private static DateTimeOffset Instant(CalDateTime time, TimeZoneInfo zone) => time.IsFloating
        ? new(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified), zone))
        : new(time.AsUtc, TimeSpan.Zero);

    private static TimeZoneInfo ZoneOf(Calendar calendar) =>
        calendar.Properties["X-WR-TIMEZONE"]?.Value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private async Task<string> TextAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                using var response = await http.GetAsync(url, cancellationToken);
                return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : throw new FeedException($"it answers {(int)response.StatusCode}");
            }
            var file = new FileInfo(Path.GetFullPath(address, Path.GetDirectoryName(home.DirectoryFile)!));
            return file is { Exists: true, Length: > MaxBytes } ? throw new FeedException($"it is longer than {MaxBytes / 1024 / 1024} MiB") : await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FeedException(fault.Message);
        }
    }
}
