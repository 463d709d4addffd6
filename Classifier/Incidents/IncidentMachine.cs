using Classifier.Alerts;

namespace Classifier.Incidents;

/// <summary>What a fact makes of an incident.</summary>
/// <param name="Incident">The incident after it; the same instance when the fact changed nothing.</param>
/// <param name="Events">What goes on the timeline; empty when the fact changed nothing.</param>
public sealed record Transition(Incident Incident, IReadOnlyList<TimelineEvent> Events)
{
    /// <summary>Whether the fact changed anything. A double click or a replay does not.</summary>
    public bool IsChange => Events.Count > 0;
}

/// <summary>(incident, fact) → (incident, events). Pure; a fact that is already so changes nothing.</summary>
public static class IncidentMachine
{
    /// <summary>Applies a fact.</summary>
    public static Transition Apply(Incident incident, IncidentFact fact) => fact switch
    {
        AlertJoined f when incident.IsOpen => Join(incident, f),
        AlertReturned f when incident.State == IncidentState.Resolved => Changed(
            incident with { State = IncidentState.Open, ResolvedAt = null, AcknowledgedAt = null, IsNoIncident = false, AlertCount = incident.AlertCount + 1 },
            f.At, TimelineWords.Classifier, TimelineWords.Reopened, $"fires again, says {f.Source}"),
        AlertsCleared f when incident.IsOpen => Close(incident, f.At, TimelineWords.Classifier, $"all its alerts are resolved, says {f.Source}"),
        OwnerAccepted f when incident.IsOpen && incident.OwningTeam is { Label: { } team, Source: not AnswerSource.Person } =>
            Changed(incident with { OwningTeam = incident.OwningTeam with { Source = AnswerSource.Person, By = f.By, At = f.At } }, f.At, f.By, TimelineWords.Accepted, team),
        OwnerReassigned f when incident.IsOpen && !(incident.OwningTeam.Label == f.Team && incident.OwningTeam.Source == AnswerSource.Person) =>
            Changed(incident with { OwningTeam = new(f.Team, incident.OwningTeam.Probability, AnswerSource.Person, f.By, f.At) }, f.At, f.By, TimelineWords.Reassigned,
                f.Because.Length == 0 ? f.Team : $"{f.Team}, because {f.Because}"),
        TypeCorrected f when incident.IsOpen && !(incident.IssueType.Label == f.IssueType && incident.IssueType.Source == AnswerSource.Person) =>
            Changed(incident with { IssueType = new(f.IssueType, incident.IssueType.Probability, AnswerSource.Person, f.By, f.At) }, f.At, f.By, TimelineWords.TypeSet, f.IssueType),
        SeverityCorrected f when incident.IsOpen && incident.Severity != f.Severity =>
            Changed(incident with { Severity = f.Severity }, f.At, f.By, TimelineWords.SeveritySet, f.Severity.Word()),
        IncidentAcknowledged f when incident.State == IncidentState.Open =>
            Changed(incident with { State = IncidentState.Acknowledged, AcknowledgedAt = f.At }, f.At, f.By, TimelineWords.Acknowledged, ""),
        IncidentResolved f when incident.IsOpen => Close(incident, f.At, f.By, f.Text),
        CalledNoIncident f when incident.IsOpen => CloseAsNone(incident, f),
        _ => new(incident, []),
    };

    private static Transition Join(Incident incident, AlertJoined fact)
    {
        var joined = incident with { AlertCount = incident.AlertCount + 1 };
        if (fact.Severity <= incident.Severity)
            return Changed(joined, fact.At, TimelineWords.Classifier, TimelineWords.AlertJoined, $"from {fact.Source}");
        return new(joined with { Severity = fact.Severity, Version = incident.Version + 1 },
        [
            Event(fact.At, TimelineWords.Classifier, TimelineWords.AlertJoined, $"from {fact.Source}"),
            Event(fact.At, TimelineWords.Classifier, TimelineWords.SeverityRaised, $"{incident.Severity.Word()} to {fact.Severity.Word()}, says {fact.Source}"),
        ]);
    }

    private static Transition Close(Incident incident, DateTimeOffset at, string by, string why) =>
        Changed(incident with { State = IncidentState.Resolved, ResolvedAt = at }, at, by, TimelineWords.Resolved, why);

    private static Transition CloseAsNone(Incident incident, CalledNoIncident fact) =>
        Changed(incident with { State = IncidentState.Resolved, ResolvedAt = fact.At, IsNoIncident = true }, fact.At, fact.By, TimelineWords.NotAnIncident, "");

    private static Transition Changed(Incident incident, DateTimeOffset at, string who, string what, string why) =>
        new(incident with { Version = incident.Version + 1 }, [Event(at, who, what, why)]);

    /// <summary>A timeline event with a new id that sorts by time.</summary>
    public static TimelineEvent Event(DateTimeOffset at, string who, string what, string why) => new(Guid.CreateVersion7(at), at, who, what, why);
}
