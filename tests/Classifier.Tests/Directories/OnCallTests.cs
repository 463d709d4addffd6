using System.Globalization;
using Classifier.Directories;

namespace Classifier.Tests.Directories;

public sealed class OnCallTests
{
    private const string Yaml = """
        locations:
          - { key: oslo, time_zone: Europe/Oslo }
          - { key: tokyo, time_zone: Asia/Tokyo }
        teams:
          - { key: parent, rotations: [ { location: oslo, people: [boss], starts: 2026-01-05T08:00, shift: 7d } ] }
          - key: edge
            parent: parent
            rotations:
              - { location: oslo, people: [ola, kari, nils], starts: 2026-01-05T08:00, shift: 7d }
              - { location: tokyo, people: [aki, emi], starts: 2026-01-05T08:00, shift: 12h }
          - { key: empty, parent: parent }
        people:
          - { id: ola, time_zone: Europe/Oslo, deputy: nils }
          - { id: kari, time_zone: Europe/Oslo }
          - { id: nils, time_zone: Europe/Oslo }
          - { id: aki, time_zone: Asia/Tokyo }
          - { id: emi, time_zone: Asia/Tokyo }
          - { id: boss, time_zone: Europe/Oslo }
        absences:
          - { person: ola, from: 2026-02-16, until: 2026-02-17 }
          - { person: kari, from: 2026-02-23, until: 2026-02-24 }
        overrides:
          - { team: edge, location: oslo, person: nils, from: 2026-04-01T18:00, until: 2026-04-02T08:00 }
          - { team: edge, location: oslo, person: kari, from: 2026-02-24T08:00, until: 2026-02-25T08:00 }
          - { team: empty, person: emi, from: 2026-04-01T00:00, until: 2026-04-02T00:00 }
        """;

    private static readonly ResponderDirectory Directory = DirectoryFile.Parse(Yaml);

    [Theory]
    [InlineData("2026-01-05T07:00Z", "oslo", "ola")]       // 08:00 local, the first hand-over
    [InlineData("2026-01-12T06:59Z", "oslo", "ola")]
    [InlineData("2026-01-12T07:00Z", "oslo", "kari")]
    [InlineData("2026-01-19T07:00Z", "oslo", "nils")]
    [InlineData("2026-01-26T07:00Z", "oslo", "ola")]       // round again
    [InlineData("2025-12-29T07:00Z", "oslo", "nils")]      // before the first hand-over the last one's turn
    [InlineData("2026-01-05T22:59Z", "tokyo", "emi")]      // 07:59 on the next day
    [InlineData("2026-01-05T23:00Z", "tokyo", "aki")]      // 08:00
    [InlineData("2026-01-06T11:00Z", "tokyo", "emi")]      // 20:00
    public void Of_AtALocation_IsWhoseTurnItIs(string at, string place, string expected) => Assert.Equal(expected, Find("edge", place, at)!.Person.Id);

    [Theory]
    [InlineData("2026-03-30T05:59Z", "nils")]              // summer time since Sunday: hand-over stays at 08:00 local, now 06:00 UTC
    [InlineData("2026-03-30T06:00Z", "ola")]
    public void Of_WhenSummerTimeBegins_HandsOverAtTheSameLocalHour(string at, string expected) => Assert.Equal(expected, Find("edge", "oslo", at)!.Person.Id);

    [Theory]
    [InlineData("2026-01-06T10:00Z", "ola")]               // 11:00 in Oslo, 19:00 in Tokyo: both by day, the first counts
    [InlineData("2026-01-06T02:00Z", "aki")]               // 03:00 in Oslo, 11:00 in Tokyo
    [InlineData("2026-01-06T20:00Z", "ola")]               // night in both: the first
    public void Of_WithoutALocation_FollowsTheSun(string at, string expected) => Assert.Equal(expected, Find("edge", null, at)!.Person.Id);

    [Fact]
    public void Of_Absent_IsTheDeputyAndSaysSo()
    {
        var answer = Find("edge", "oslo", "2026-02-16T12:00Z")!;

        Assert.Equal(("nils", "on call for oslo; stands in for ola, away", null), (answer.Person.Id, answer.Reason, answer.Warning));
    }

    [Fact]
    public void Of_AbsentWithoutDeputy_IsThePreviousPersonWithAWarning()
    {
        var answer = Find("edge", "oslo", "2026-02-23T12:00Z")!;

        Assert.Equal("ola", answer.Person.Id);
        Assert.NotNull(answer.Warning);
    }

    [Theory]
    [InlineData("oslo", "2026-04-01T15:59Z", "ola")]       // 17:59 local
    [InlineData("oslo", "2026-04-01T16:00Z", "nils")]
    [InlineData("oslo", "2026-04-02T05:59Z", "nils")]
    [InlineData("oslo", "2026-04-02T06:00Z", "ola")]
    [InlineData("tokyo", "2026-04-01T16:00Z", "emi")]      // another location's
    [InlineData("oslo", "2026-02-24T12:00Z", "ola")]       // whom the override names is away, and so is whose turn it is
    public void Of_Override_HoldsAtItsLocationInItsTime(string place, string at, string expected) => Assert.Equal(expected, Find("edge", place, at)!.Person.Id);

    [Fact]
    public void Of_OverrideOfATeamWithoutRotation_IsNotTheParents()
    {
        Assert.Equal("emi", Find("empty", "oslo", "2026-04-01T12:00Z")!.Person.Id);
        Assert.Equal("boss", Find("empty", "oslo", "2026-04-02T12:00Z")!.Person.Id);
    }

    [Theory]
    [InlineData("2026-01-10T12:00Z", "ola", null)]
    [InlineData("2026-01-20T12:00Z", "kari", "names nobody for now")]                      // a hole: the previous person stays
    [InlineData("2026-02-16T12:00Z", "nils", null)]                                        // ola is away, nils stands in
    [InlineData("2026-02-24T12:00Z", "nils", "nobody whom calendar a.ics names is there")] // kari is away without deputy
    [InlineData("2026-01-01T12:00Z", "boss", null)]                                        // before all shifts: the parent's
    public void Of_Feed_IsItsShifts_AndHolesAreFilledByThePreviousPerson(string at, string expected, string? warning)
    {
        var feed = new OnCallFeed(FeedKind.Calendar, "a.ics");
        var directory = DirectoryFile.Parse(Yaml.Replace("{ location: oslo, people: [ola, kari, nils], starts: 2026-01-05T08:00, shift: 7d }", "{ location: oslo, calendar: a.ics }", StringComparison.Ordinal))
            .With(LearnedOfDirectory.Nothing with
            {
                Feeds = new Dictionary<OnCallFeed, FeedShifts>
                {
                    [feed] = new([Turn("ola", "2026-01-05", "2026-01-12"), Turn("kari", "2026-01-12", "2026-01-19"), Turn("ola", "2026-02-16", "2026-02-18"), Turn("nils", "2026-02-18", "2026-02-23"), Turn("kari", "2026-02-23", "2026-03-02"), Turn("gone", "2026-03-02", "2026-03-09")], []),
                },
            });

        var answer = OnCall.Of(directory, "edge", "oslo", At(at))!;

        Assert.Equal(expected, answer.Person.Id);
        if (warning is null)
            Assert.Null(answer.Warning);
        else
            Assert.Contains(warning, answer.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void InOrder_Feed_IsTheCurrentThenTheNextShifts()
    {
        var feed = new OnCallFeed(FeedKind.PagerDuty, "P1");
        var directory = DirectoryFile.Parse(Yaml.Replace("{ location: oslo, people: [ola, kari, nils], starts: 2026-01-05T08:00, shift: 7d }", "{ location: oslo, pagerduty: P1 }", StringComparison.Ordinal))
            .With(LearnedOfDirectory.Nothing with { Feeds = new Dictionary<OnCallFeed, FeedShifts> { [feed] = new([Turn("ola", "2026-01-05", "2026-01-12"), Turn("nils", "2026-01-12", "2026-01-19"), Turn("kari", "2026-01-19", "2026-01-26")], []) } });

        Assert.Equal(["ola", "nils", "kari"], OnCall.InOrder(directory, directory.Team("edge")!, "oslo", At("2026-01-06T12:00Z")).Select(a => a.Person.Id).Distinct());
    }

    private static Shift Turn(string person, string from, string until) => new(person, At($"{from}T08:00Z"), At($"{until}T08:00Z"));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Of_TeamWithoutRotation_IsTheParents()
    {
        var answer = Find("empty", "oslo", "2026-01-06T12:00Z")!;

        Assert.Equal("boss", answer.Person.Id);
        Assert.Contains("the parent team", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnknownTeam_IsNobody() => Assert.Null(Find("nobody", null, "2026-01-06T12:00Z"));

    private static OnCallAnswer? Find(string team, string? place, string at) => OnCall.Of(Directory, team, place, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
}
