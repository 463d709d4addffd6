using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Responses;

/// <summary>Decision, directory and playbook in, steps out. Pure: nothing is sent here.</summary>
public static class ResponsePlan
{
    /// <summary>How long people have to answer before the room of a high incident opens by itself.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(10);

    /// <summary>What a room does for a level: from medium up there may be one.</summary>
    public static bool MayHaveRoom(Severity severity) => severity >= Severity.Medium;

    /// <summary>Whether the room opens before anybody has answered.</summary>
    public static bool OpensAtOnce(Incident incident, ResponderDirectory directory) =>
        incident.Severity == Severity.Critical || (ActsAlone(incident, directory) && MayHaveRoom(incident.Severity));

    /// <summary>The steps for an incident that just opened.</summary>
    public static IReadOnlyList<PlannedStep> ForOpened(Incident incident, ResponderDirectory directory, DateTimeOffset now)
    {
        if (incident.Severity == Severity.Info)
            return [];
        if (!OpensAtOnce(incident, directory))
            return Announced(incident, directory, now);
        return ActsAlone(incident, directory) || incident.OwningTeam.Source == AnswerSource.Person ? RoomWithOwner(incident, directory, now) : RoomWithQuestion(incident, directory, now);
    }

    /// <summary>The steps for a storm: one room with the triage on-call.</summary>
    public static IReadOnlyList<PlannedStep> ForStorm(Incident storm, ResponderDirectory directory, DateTimeOffset now) => RoomWithQuestion(storm, directory, now);

    /// <summary>The steps when the severity rose: what the new level calls for and the old one did not, unless the room is there already.</summary>
    public static IReadOnlyList<PlannedStep> ForRaised(Incident incident, Severity before, ResponderDirectory directory, DateTimeOffset now)
    {
        if (incident.Severity <= before || incident.HasRoom)
            return [];
        var isToldAlready = before >= Severity.Low && incident.Severity < Severity.High && !OpensAtOnce(incident, directory);
        return isToldAlready ? [] : ForOpened(incident, directory, now);
    }

    /// <summary>The steps when nobody answered in time.</summary>
    public static IReadOnlyList<PlannedStep> ForUnanswered(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        incident is { IsWaiting: true, Severity: >= Severity.High } ? RoomWithQuestion(incident, directory, now) : [];

    /// <summary>The steps when a person settled the owner: the room opens, or people and topic move.</summary>
    /// <param name="incident">With the new owner.</param>
    /// <param name="before">People in the room for the owner it had; empty without a room.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    /// <param name="note">What the room is told.</param>
    public static IReadOnlyList<PlannedStep> ForOwner(Incident incident, IReadOnlyList<string> before, ResponderDirectory directory, DateTimeOffset now, string note)
    {
        if (!incident.HasRoom)
            return MayHaveRoom(incident.Severity) ? RoomWithOwner(incident, directory, now) : Now(now, new PostNote(note));
        var invited = InviteList.For(incident, directory, now);
        List<StepAction> actions = [new InvitePeople(invited), new SetTopic(), new PostNote(note)];
        var leaving = before.Where(person => invited.All(i => i.Person != person)).ToList();
        if (leaving.Count > 0)
            actions.Add(new RemovePeople(leaving));
        return Now(now, [.. actions]);
    }

    /// <summary>The step that looks at a later alert which by itself points elsewhere; none where the owner is settled.</summary>
    /// <param name="incident">The incident it joined.</param>
    /// <param name="alertId">The later alert.</param>
    /// <param name="leader">What it points to by itself; null for nothing.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForEvidence(Incident incident, Guid alertId, string? leader, DateTimeOffset now) =>
        NewEvidence.MayChange(incident) && leader is not null && leader != incident.OwningTeam.Label ? Now(now, new LookAgain(alertId)) : [];

    /// <summary>The one step that tells people something.</summary>
    public static IReadOnlyList<PlannedStep> Tell(string text, DateTimeOffset now) => Now(now, new PostNote(text));

    private static bool ActsAlone(Incident incident, ResponderDirectory directory) =>
        incident.Decision == DecisionKind.Act && directory.ModeOf(incident.OwningTeam.Label) == TeamMode.Auto;

    private static List<PlannedStep> RoomWithOwner(Incident incident, ResponderDirectory directory, DateTimeOffset now) => Now(
        now, new OpenRoom(incident.IsPrivate), new SetTopic(), new InvitePeople(InviteList.For(incident, directory, now)), new PostBrief(AsQuestion: false));

    private static List<PlannedStep> RoomWithQuestion(Incident incident, ResponderDirectory directory, DateTimeOffset now) => Now(
        now, new OpenRoom(incident.IsPrivate), new SetTopic(), new InvitePeople(InviteList.WhileOwnerIsOpen(incident, directory, now)), new PostBrief(AsQuestion: true));

    private static List<PlannedStep> Announced(Incident incident, ResponderDirectory directory, DateTimeOffset now)
    {
        var isHigh = incident.Severity == Severity.High;
        var mention = isHigh ? InviteList.WhileOwnerIsOpen(incident, directory, now).Select(i => i.Person).ToList() : [];
        var statesOwner = incident.Decision is DecisionKind.Act or DecisionKind.Suggest;
        var steps = Now(now, new Announce(incident.IsPrivate, statesOwner, mention));
        return isHigh ? [.. steps, new(new OpenRoomIfUnanswered(), now + AnswerTime)] : steps;
    }

    private static List<PlannedStep> Now(DateTimeOffset now, params ReadOnlySpan<StepAction> actions)
    {
        var steps = new List<PlannedStep>(actions.Length);
        foreach (var action in actions)
            steps.Add(new(action, now));
        return steps;
    }
}
