using System.Globalization;
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
        FoundBeside f when incident.IsOpen => Changed(incident, f.At, TimelineWords.Classifier, TimelineWords.Beside, $"{Incident.IdOf(f.Other)}: {f.Reason}"),
        DecidedAnew f when incident.IsAsked => DecideAnew(incident, f),
        AskEnded f when incident.IsAsked => Changed(incident with { Asked = null }, f.At, TimelineWords.Classifier, TimelineWords.AskEnded, ""),
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
        StatusSaid f when incident.IsOpen => Changed(incident, f.At, f.By, TimelineWords.StatusSaid, f.Text),
        IncidentEscalated f when incident.IsOpen => Changed(incident, f.At, f.By, TimelineWords.Escalated, $"{f.Person}: {f.Reason}"),
        PeopleCalled f when incident.IsOpen => Changed(incident, f.At, f.By, TimelineWords.Called, f.Whom),
        MadePrivate f when incident is { IsOpen: true, IsPrivate: false } => Changed(incident with { IsPrivate = true }, f.At, f.By, TimelineWords.MadePrivate, ""),
        MadePublic f when incident is { IsOpen: true, IsPrivate: true } => Changed(incident with { IsPrivate = false }, f.At, f.By, TimelineWords.MadePublic, ""),
        IncidentSnoozed f when incident.IsOpen && incident.SnoozedUntil != f.Until =>
            Changed(incident with { SnoozedUntil = f.Until }, f.At, f.By, TimelineWords.Snoozed, string.Create(CultureInfo.InvariantCulture, $"until {f.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC")),
        SnoozeEnded f when incident.IsOpen && incident.SnoozedUntil <= f.At =>
            Changed(incident with { SnoozedUntil = null }, f.At, TimelineWords.Classifier, TimelineWords.SnoozeEnded, f.StillFiring == 1 ? "1 alert fires" : $"{f.StillFiring} alerts fire"),
        IncidentMerged f when incident.IsOpen =>
            Changed(incident with { State = IncidentState.Merged, MergedInto = f.Into.Number, SnoozedUntil = null }, f.At, f.By, TimelineWords.Merged, $"into {f.Into.Id}"),
        IncidentTakenOver f when incident.IsOpen => TakeOver(incident, f),
        AlertsSplitOff f when incident.IsOpen =>
            Changed(incident with { AlertCount = incident.AlertCount - f.Count }, f.At, f.By, TimelineWords.SplitOff, $"{(f.Count == 1 ? "1 alert is" : $"{f.Count} alerts are")} now {Incident.IdOf(f.Into)}"),
        IncidentResolved f when incident.IsOpen => Close(incident, f.At, f.By, f.Text),
        CalledNoIncident f when incident.IsOpen => CloseAsNone(incident, f),
        _ => new(incident, []),
    };

    private static Transition Join(Incident incident, AlertJoined fact)
    {
        var why = fact.Reason.Length == 0 ? $"from {fact.Source}" : $"from {fact.Source}: {fact.Reason}";
        return Raised(Changed(incident with { AlertCount = incident.AlertCount + 1 }, fact.At, TimelineWords.Classifier, TimelineWords.AlertJoined, why), fact.Severity, fact.At, fact.Source);
    }

    /// <summary>What the model says by now; what a person or a rule said stays, and it never becomes less severe or less private.</summary>
    private static Transition DecideAnew(Incident incident, DecidedAnew fact)
    {
        var (scores, decision) = (fact.Decision.Scores, fact.Decision);
        var anew = incident with
        {
            Decision = decision.Kind,
            Trust = decision.Trust,
            Novelty = scores.Novelty,
            Location = scores.Location,
            IssueType = incident.IssueType.Source == AnswerSource.Person ? incident.IssueType : Answer.Of(scores.IssueType),
            OwningTeam = Answer.Of(scores.OwningTeam),
            IsPrivate = incident.IsPrivate || scores.IsSecurity,
            ModelVersion = scores.ModelVersion,
            Asked = null,
        };
        return Changed(anew, fact.At, TimelineWords.Classifier, TimelineWords.Decided, decision.InWords());
    }

    private static Transition TakeOver(Incident incident, IncidentTakenOver fact) => Raised(
        Changed(incident with { AlertCount = incident.AlertCount + fact.Other.AlertCount }, fact.At, fact.By, TimelineWords.TookOver, $"{fact.Other.Id}: {fact.Other.Title}"),
        fact.Other.Severity, fact.At, fact.Other.Id);

    /// <summary>What is worse than before ends a snooze: nobody knew of it then.</summary>
    private static Transition Raised(Transition transition, Severity severity, DateTimeOffset at, string by) => severity <= transition.Incident.Severity
        ? transition
        : new(transition.Incident with { Severity = severity, SnoozedUntil = null },
            [.. transition.Events, Event(at, TimelineWords.Classifier, TimelineWords.SeverityRaised, $"{transition.Incident.Severity.Word()} to {severity.Word()}, says {by}")]);

    private static Transition Close(Incident incident, DateTimeOffset at, string by, string why) =>
        Changed(incident with { State = IncidentState.Resolved, ResolvedAt = at }, at, by, TimelineWords.Resolved, why);

    private static Transition CloseAsNone(Incident incident, CalledNoIncident fact) =>
        Changed(incident with { State = IncidentState.Resolved, ResolvedAt = fact.At, IsNoIncident = true }, fact.At, fact.By, TimelineWords.NotAnIncident, "");

    private static Transition Changed(Incident incident, DateTimeOffset at, string who, string what, string why) =>
        new(incident with { Version = incident.Version + 1 }, [Event(at, who, what, why)]);

    /// <summary>A timeline event with a new id that sorts by time.</summary>
    public static TimelineEvent Event(DateTimeOffset at, string who, string what, string why) => new(Guid.CreateVersion7(at), at, who, what, why);
}
