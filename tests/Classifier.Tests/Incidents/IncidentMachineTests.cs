using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Tests.Support;

namespace Classifier.Tests.Incidents;

public sealed class IncidentMachineTests
{
    private static readonly DateTimeOffset At = Some.Noon.AddMinutes(5);

    public static TheoryData<IncidentFact> Facts =>
    [
        new OwnerAccepted(At, "ola"), new OwnerReassigned(At, "ola", "shop", "because"), new TypeCorrected(At, "ola", "disk-full"), new SeverityCorrected(At, "ola", Severity.High),
        new IncidentAcknowledged(At, "ola"), new IncidentResolved(At, "ola", "done"), new CalledNoIncident(At, "ola"), new AlertsCleared(At, "api"),
    ];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Apply_SaidTwice_ChangesOnce(IncidentFact fact)
    {
        var first = IncidentMachine.Apply(Some.Incident(), fact);
        var second = IncidentMachine.Apply(first.Incident, fact);

        Assert.True(first.IsChange);
        Assert.False(second.IsChange);
        Assert.Same(first.Incident, second.Incident);
        Assert.Equal(1, first.Incident.Version);
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Apply_AfterItEnded_ChangesNothing(IncidentFact fact) =>
        Assert.False(IncidentMachine.Apply(Some.Incident() with { State = IncidentState.Resolved }, fact).IsChange);

    [Fact]
    public void Apply_JoinedWithLowerSeverity_NeverLowers()
    {
        var joined = IncidentMachine.Apply(Some.Incident(severity: Severity.Critical), new AlertJoined(At, Severity.Low, "api")).Incident;

        Assert.Equal((Severity.Critical, 2), (joined.Severity, joined.AlertCount));
    }

    [Fact]
    public void Apply_Reassigned_KeepsThePersonAndTheTime()
    {
        var incident = IncidentMachine.Apply(Some.Incident(), new OwnerReassigned(At, "ola", "shop", "")).Incident;

        Assert.Equal(("shop", AnswerSource.Person, "ola", At), (incident.OwningTeam.Label, incident.OwningTeam.Source, incident.OwningTeam.By, incident.OwningTeam.At!.Value));
    }
}
