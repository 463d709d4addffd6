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
