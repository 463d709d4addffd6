using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Tests.Support;

namespace Classifier.Tests.Responses;

public sealed class RightPeopleTests
{
    private static readonly ResponderDirectory Directory = DirectoryFile.Parse("""
        triage: { team: desk, channel: triage }
        security: { team: secops, channel: sec, issue_types: [] }
        locations:
          - { key: oslo, name: Oslo, time_zone: Europe/Oslo }
        teams:
          - { key: platform, name: Platform }
          - { key: edge, name: Edge, parent: platform }
          - { key: secops, name: Secops }
          - { key: desk, name: Desk }
        issue_types:
          - { key: certificate-expiry, name: Certificate expiry }
        people:
          - { id: ola, name: Ola, team: edge, time_zone: Europe/Oslo }
          - { id: pia, name: Pia, team: platform, time_zone: Europe/Oslo }
          - { id: farah, name: Farah, team: secops, time_zone: Europe/Oslo }
          - { id: ingrid, name: Ingrid, team: desk, time_zone: Europe/Oslo }
          - { id: sam, name: Sam, time_zone: Europe/Oslo }
        playbooks:
          - { key: tls, name: TLS, issue_types: [certificate-expiry], steps: [Renew], invite: [ { person: sam, role: certificate officer } ] }
        """);

    [Fact]
    public void Of_TheOwnersTeamAndTeamsBelow_AndWhoCameForARole()
    {
        Assert.Equal(["ola"], Of(Some.Incident(team: "edge")));
        Assert.Equal(["ola", "pia"], Of(Some.Incident(team: "platform")));
        Assert.Equal(["ola", "sam"], Of(Some.Incident(team: "edge"), Called("sam", "certificate officer"), Called("ingrid", "triage"), Called("pia", "escalation"), Called("farah", "called")));
        Assert.Equal(["ola", "pia"], Of(Some.Incident(team: "edge"), Called("pia", InviteList.Owner)));       // on call for the team without being in it
        Assert.Equal(["ola", "pia"], Of(Some.Incident(team: "edge"), Called("pia", InviteList.ServiceOwner)));
    }

    [Fact]
    public void Of_WhoWasOnCallForTheFirstOwner_AndWasMovedOut_IsNotRight() =>
        Assert.Equal(["ola"], Of(Some.Incident(team: "edge"), Called("pia", InviteList.Owner) with { LeftAt = Some.Noon }));

    [Fact]
    public void Of_TheSecurityGroup_OfWhatIsPrivateAlone()
    {
        Assert.Equal(["farah", "ola"], Of(Some.Incident(team: "edge", isPrivate: true), Called("farah", InviteList.Security)));
        Assert.Equal(["ola"], Of(Some.Incident(team: "edge"), Called("farah", InviteList.Security)));
    }

    private static IEnumerable<string> Of(Incident incident, params Responder[] people) => RightPeople.Of(incident, people, Directory).Order(StringComparer.Ordinal);

    private static Responder Called(string person, string role) => new(1042, person, role, "", Some.Noon, null, null, null);
}
