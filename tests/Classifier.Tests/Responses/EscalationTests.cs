using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Tests.Support;

namespace Classifier.Tests.Responses;

public sealed class EscalationTests
{
    private static readonly ResponderDirectory Directory = DirectoryFile.Parse("""
        triage: { team: desk, channel: triage }
        security: { team: secops, channel: sec, issue_types: [] }
        locations:
          - { key: oslo, name: Oslo, time_zone: Europe/Oslo }
        teams:
          - { key: platform, name: Platform, rotations: [ { location: oslo, people: [pia], starts: 2026-01-05T08:00, shift: 7d } ] }
          - { key: edge, name: Edge, parent: platform, rotations: [ { location: oslo, people: [ola, kari, per], starts: 2026-01-05T08:00, shift: 7d } ] }
          - { key: secops, name: Secops, rotations: [ { location: oslo, people: [farah], starts: 2026-01-05T08:00, shift: 7d } ] }
          - { key: desk, name: Desk, rotations: [ { location: oslo, people: [ingrid], starts: 2026-01-05T08:00, shift: 7d } ] }
        people:
          - { id: ola, name: Ola, time_zone: Europe/Oslo }
          - { id: kari, name: Kari, time_zone: Europe/Oslo }
          - { id: per, name: Per, time_zone: Europe/Oslo, deputy: pia }
          - { id: pia, name: Pia, time_zone: Europe/Oslo }
          - { id: farah, name: Farah, team: secops, time_zone: Europe/Oslo }
          - { id: tariq, name: Tariq, team: secops, time_zone: Europe/Oslo }
          - { id: ingrid, name: Ingrid, time_zone: Europe/Oslo }
        absences:
          - { person: per, from: 2026-01-01, until: 2026-01-31 }
        """);

    [Fact]
    public void Next_WalksTheRotationThenParentsThenTriage_EachOnce() => Assert.Equal(
        ["ola owner", "kari owner", "pia owner", "ingrid triage"], Walk(Some.Incident(team: "edge")));       // pia stands in for per, who is away

    [Fact]
    public void Next_OfAPrivateIncident_StaysWithinOwnerAndSecurityGroup() => Assert.Equal(
        ["ola owner", "kari owner", "pia owner", "farah security", "tariq security"], Walk(Some.Incident(team: "edge", isPrivate: true)));

    [Fact]
    public void Next_WithoutAnOwner_IsTriages() => Assert.Equal(["ingrid owner"], Walk(Some.Incident(team: "unknown")));

    private static List<string> Walk(Incident incident)
    {
        var called = new HashSet<string>(StringComparer.Ordinal);
        var walked = new List<string>();
        while (Escalation.Next(incident, called, Directory, Some.Noon) is { } next)
        {
            Assert.True(called.Add(next.Person));
            walked.Add($"{next.Person} {next.Role}");
        }
        return walked;
    }
}
