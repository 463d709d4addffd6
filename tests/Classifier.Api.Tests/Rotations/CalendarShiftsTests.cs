using System.Globalization;
using Classifier.Api.Rotations;

namespace Classifier.Api.Tests.Rotations;

public sealed class CalendarShiftsTests
{
    /// <summary>Two people, a week each in turn, in Berlin's time, as rota tools export it.</summary>
    public const string Berlin = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:a@example.com
        DTSTAMP:20260101T000000Z
        DTSTART;TZID=Europe/Berlin:20261012T080000
        DTEND;TZID=Europe/Berlin:20261019T080000
        RRULE:FREQ=WEEKLY;INTERVAL=2
        SUMMARY:On call: Ola Nordmann (edge)
        END:VEVENT
        BEGIN:VEVENT
        UID:b@example.com
        DTSTAMP:20260101T000000Z
        DTSTART;TZID=Europe/Berlin:20261019T080000
        DTEND;TZID=Europe/Berlin:20261026T080000
        RRULE:FREQ=WEEKLY;INTERVAL=2
        SUMMARY:Week of the north
        ATTENDEE;CN=Kari:mailto:kari@example.com
        END:VEVENT
        END:VCALENDAR
        """;

    [Fact]
    public void Turns_AreRepeatedInTheirTimeZone_WithNamesAndMails()
    {
        var turns = CalendarShifts.Turns(Berlin, At("2026-10-01T00:00Z"), At("2026-11-10T00:00Z")).OrderBy(t => t.From).ToList();

        // The second week holds the end of summer time and is 169 hours long, and so are its repetitions (RFC 5545).
        Assert.Equal(
            ["10-12 06:00 10-19 06:00", "10-19 06:00 10-26 07:00", "10-26 07:00 11-02 07:00", "11-02 07:00 11-09 08:00", "11-09 07:00 11-16 07:00"],
            turns.Select(t => $"{t.From.UtcDateTime:MM-dd HH:mm} {t.Until.UtcDateTime:MM-dd HH:mm}"));
        Assert.Equal(("On call: Ola Nordmann (edge)", 0), (turns[0].Names.Words, turns[0].Names.Mails.Count));
        Assert.Equal("kari@example.com", Assert.Single(turns[1].Names.Mails));
    }

    [Fact]
    public void Turns_ThatAreMeasuredInHours_LeaveAHoleWhenSummerTimeEnds()
    {
        // A week as 168 hours (RFC 5545 keeps an exact length): on 26 October the shift ends at 07:00 Berlin time.
        var exact = Berlin.Replace("DTEND;TZID=Europe/Berlin:20261026T080000", "DURATION:PT168H", StringComparison.Ordinal);

        var turns = CalendarShifts.Turns(exact, At("2026-10-20T00:00Z"), At("2026-10-30T00:00Z")).OrderBy(t => t.From).ToList();

        Assert.Equal((At("2026-10-26T06:00Z"), At("2026-10-26T07:00Z")), (turns[0].Until, turns[1].From));
    }

    [Fact]
    public void Turns_OfWholeDays_AreTheCalendarsDays()
    {
        const string days = """
            BEGIN:VCALENDAR
            VERSION:2.0
            X-WR-TIMEZONE:Asia/Tokyo
            BEGIN:VEVENT
            UID:c@example.com
            DTSTAMP:20260101T000000Z
            DTSTART;VALUE=DATE:20260105
            DTEND;VALUE=DATE:20260107
            SUMMARY:Aki
            END:VEVENT
            END:VCALENDAR
            """;

        var turn = Assert.Single(CalendarShifts.Turns(days, At("2026-01-01T00:00Z"), At("2026-02-01T00:00Z")));

        Assert.Equal((At("2026-01-04T15:00Z"), At("2026-01-06T15:00Z")), (turn.From, turn.Until));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105T08")]
    public void Turns_OfSomethingElse_AreRefused(string text) => Assert.Throws<FeedException>(() => CalendarShifts.Turns(text, At("2026-01-01T00:00Z"), At("2026-02-01T00:00Z")));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
