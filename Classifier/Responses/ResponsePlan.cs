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

    /// <summary>How long somebody has to acknowledge before the next in line is called, from high up; below, nobody is.</summary>
    public static TimeSpan EscalationTime(Severity severity) => severity == Severity.Critical ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(15);

    /// <summary>How long the room stays open after the end.</summary>
    public static readonly TimeSpan ArchiveGrace = TimeSpan.FromHours(24);

    /// <summary>Up to so many alerts of an incident, each that comes from another key is told.</summary>
    private const int ToldEach = 5;

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
        if (incident.IsAsked)
            return Asked(incident, directory, now);
        if (!OpensAtOnce(incident, directory))
            return Announced(incident, directory, now);
        return ActsAlone(incident, directory) || incident.OwningTeam.Source == AnswerSource.Person ? RoomWithOwner(incident, directory, now) : RoomWithQuestion(incident, directory, now);
    }

    /// <summary>The steps when the reporter has not answered: what was kept back for an answer is told now.</summary>
    public static IReadOnlyList<PlannedStep> ForAskEnded(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        IsToldWhileAsked(incident, directory) ? [] : Announced(incident, directory, now);

    /// <summary>The steps when it was decided anew with what the reporter answered.</summary>
    /// <param name="incident">As it is now.</param>
    /// <param name="before">While the reporter was asked.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForDecidedAnew(Incident incident, Incident before, ResponderDirectory directory, DateTimeOffset now)
    {
        const string Note = "The reporter said more, and it was looked at again.";
        if (!IsToldWhileAsked(before, directory))
            return ForOpened(incident, directory, now);
        if (!incident.HasRoom && OpensAtOnce(incident, directory))
            return [.. ForOpened(incident, directory, now), .. Now(now, new EditBrief())];
        if (incident.HasRoom && ActsAlone(incident, directory))
            return Now(now, new InvitePeople(InviteList.For(incident, directory, now)), new SetTopic(), new EditBrief(), new PostNote(Note));
        return incident.HasRoom ? Now(now, new SetTopic(), new EditBrief(), new PostNote(Note)) : Now(now, new EditBrief(), new PostNote(Note));
    }

    /// <summary>The steps for a storm: one room with the triage on-call.</summary>
    public static IReadOnlyList<PlannedStep> ForStorm(Incident storm, ResponderDirectory directory, DateTimeOffset now) => RoomWithQuestion(storm, directory, now);

    /// <summary>The steps when the severity rose: what the new level calls for and the old one did not, unless the room is there already.</summary>
    public static IReadOnlyList<PlannedStep> ForRaised(Incident incident, Severity before, ResponderDirectory directory, DateTimeOffset now)
    {
        if (incident.Severity <= before || incident.HasRoom)
            return [];
        if (incident.IsAsked)
            return ToldWhileAsked(incident, directory, now);        // the reporter is asked already
        var isToldAlready = before >= Severity.Low && incident.Severity < Severity.High && !OpensAtOnce(incident, directory);
        return isToldAlready ? [] : ForOpened(incident, directory, now);
    }

    /// <summary>The steps when nobody answered in time.</summary>
    public static IReadOnlyList<PlannedStep> ForUnanswered(Incident incident, ResponderDirectory directory, DateTimeOffset now) => incident switch
    {
        { IsWaiting: true, Severity: >= Severity.High, SnoozedUntil: null } => RoomWithQuestion(incident, directory, now),
        _ => [],
    };

    /// <summary>The steps when a snooze is over: people are told what still fires, and the room that was due meanwhile opens.</summary>
    public static IReadOnlyList<PlannedStep> ForSnoozeEnded(Incident incident, int stillFiring, ResponderDirectory directory, DateTimeOffset now)
    {
        IReadOnlyList<PlannedStep> room = now - incident.OpenedAt >= AnswerTime ? ForUnanswered(incident, directory, now) : [];
        return [.. room, .. Tell($"The snooze of {incident.Id} is over; {(stillFiring == 0 ? "none of its alerts fires" : stillFiring == 1 ? "1 alert fires" : $"{stillFiring} alerts fire")}.", now)];
    }

    /// <summary>The steps when a person settled the owner: the room opens, or people and topic move.</summary>
    /// <param name="incident">With the new owner.</param>
    /// <param name="before">People in the room for the owner it had; empty without a room.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    /// <param name="note">What the room is told.</param>
    public static IReadOnlyList<PlannedStep> ForOwner(Incident incident, IReadOnlyList<string> before, ResponderDirectory directory, DateTimeOffset now, string note)
    {
        if (!incident.HasRoom)
            return MayHaveRoom(incident.Severity) ? [.. RoomWithOwner(incident, directory, now), .. Now(now, new EditBrief())] : Now(now, new EditBrief(), new PostNote(note));
        var invited = InviteList.For(incident, directory, now);
        List<StepAction> actions = [new InvitePeople(invited), new SetTopic(), new EditBrief(), new PostNote(note)];
        var leaving = before.Where(person => invited.All(i => i.Person != person)).ToList();
        if (leaving.Count > 0)
            actions.Add(new RemovePeople(leaving));
        return Now(now, [.. actions]);
    }

    /// <summary>The steps when an alert of another key joined: its own owner is brought in too where there is a room, and people are told why it is here.</summary>
    /// <param name="incident">The incident it joined.</param>
    /// <param name="wanted">The incident that it would have opened.</param>
    /// <param name="reason">Why they belong together.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForGrouped(Incident incident, Incident wanted, string reason, ResponderDirectory directory, DateTimeOffset now)
    {
        List<StepAction> actions = [];
        if (incident.HasRoom && ActsAlone(wanted, directory) && wanted.OwningTeam.Label != incident.OwningTeam.Label)
            actions.Add(new InvitePeople(InviteList.ForOwner(wanted, directory, now)));
        if (wanted.Severity > Severity.Info && (incident.AlertCount <= ToldEach || IsRound(incident.AlertCount)))
            actions.Add(new PostNote($"{wanted.Source} says too: {wanted.Title} ({reason}). Not the same trouble? A person can split it off."));
        return Now(now, [.. actions]);
    }

    /// <summary>The steps when another incident seems to be of the same trouble as a private one: its room is told, the other's is not.</summary>
    public static IReadOnlyList<PlannedStep> ForBeside(long other, string reason, DateTimeOffset now) =>
        Now(now, [new PostNote($"{Incident.IdOf(other)} seems to be of the same trouble ({reason}). It stays apart: nothing of this one is told there.")]);

    /// <summary>Whether a growing count is told: at 10, 100, 1,000 …, so that a room does not storm.</summary>
    public static bool IsRound(int count)
    {
        while (count >= 10 && count % 10 == 0)
            count /= 10;
        return count == 1;
    }

    /// <summary>The steps for what another incident was merged into: whoever was there comes here, and a room is opened where the other had one.</summary>
    /// <param name="incident">The one that goes on.</param>
    /// <param name="other">The one that was merged into it.</param>
    /// <param name="people">Those who were brought in there.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForTakenOver(Incident incident, Incident other, IReadOnlyList<Responder> people, ResponderDirectory directory, DateTimeOffset now)
    {
        var note = new PostNote($"{other.Id} is part of this now: {other.Title}");
        if (!incident.HasRoom && !other.HasRoom)
            return Now(now, note);
        var invite = new InvitePeople([.. people.Where(p => p.LeftAt is null).Select(p => new Invitation(p.Person, p.Role, $"was in {other.Id}, which is part of this now"))]);
        var steps = incident.HasRoom ? [] : incident.OwningTeam.Source == AnswerSource.Person || ActsAlone(incident, directory) ? RoomWithOwner(incident, directory, now) : RoomWithQuestion(incident, directory, now);
        return invite.People.Count > 0 ? [.. steps, .. Now(now, invite, note)] : [.. steps, .. Now(now, note)];
    }

    /// <summary>The steps when somebody further is called.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="invitation">Who, and why.</param>
    /// <param name="note">What the room is told.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForCalled(Incident incident, IReadOnlyList<Invitation> invitation, string note, DateTimeOffset now) =>
        incident.HasRoom ? Now(now, new InvitePeople(invitation), new PostNote(note)) : Tell(note, now);

    /// <summary>The steps when it fires again: its room is opened again, and people are told.</summary>
    public static IReadOnlyList<PlannedStep> ForReopened(Incident incident, string note, DateTimeOffset now) =>
        incident.HasRoom ? Now(now, new ReopenRoom(), new EditBrief(), new PostNote(note)) : Now(now, new EditBrief(), new PostNote(note));

    /// <summary>The steps when it ends: people are told, and after a while its room is closed.</summary>
    public static IReadOnlyList<PlannedStep> ForEnded(Incident incident, string note, DateTimeOffset now) =>
        incident.HasRoom ? [.. Now(now, new EditBrief(), new PostNote(note)), new(new ArchiveIfClosed(), now + ArchiveGrace)] : Now(now, new EditBrief(), new PostNote(note));

    /// <summary>The steps when only members, or everybody again, may see it: another room, with those who belong there; the old one is closed.</summary>
    /// <param name="incident">As it is now.</param>
    /// <param name="asker">Id of who said so, and stays; null for a key.</param>
    /// <param name="directory">Who is on call.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForVisibility(Incident incident, string? asker, ResponderDirectory directory, DateTimeOffset now)
    {
        if (!incident.HasRoom)
            return [];
        var people = InviteList.For(incident, directory, now);
        if (asker is not null && people.All(p => p.Person != asker))
            people = [.. people, new(asker, "member", incident.IsPrivate ? "made it private" : "made it public")];
        return [.. Room(incident, people, asQuestion: false, now), .. Now(now, new ArchiveRoom(!incident.IsPrivate))];
    }

    /// <summary>The steps on a tool that stands in for one that cannot be reached: what waits there, and before it the room where that is there already or to be opened.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="people">Those who were brought in.</param>
    /// <param name="waiting">What waits on the tool that cannot be reached, in order.</param>
    /// <param name="tool">Its name.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForStandIn(Incident incident, IReadOnlyList<Responder> people, IReadOnlyList<StepAction> waiting, string tool, DateTimeOffset now)
    {
        var note = new PostNote($"{tool} cannot be reached: this room stands in for it.");
        if (!incident.HasRoom)
            return Now(now, [.. waiting]);
        if (waiting.Any(a => a is OpenRoom))
            return Now(now, [.. waiting, note]);
        var invite = new InvitePeople([.. people.Where(p => p.LeftAt is null).Select(p => new Invitation(p.Person, p.Role, p.Reason))]);
        var asQuestion = incident.OwningTeam.Source == AnswerSource.Model && incident.Decision != DecisionKind.Act;
        return Now(now, [new OpenRoom(incident.IsPrivate), new SetTopic(), invite, new PostBrief(asQuestion), note, .. waiting.Where(a => a is not (ReopenRoom or PinBrief))]);
    }

    /// <summary>The timer that ends a snooze, and the word that it began.</summary>
    public static IReadOnlyList<PlannedStep> ForSnoozed(string note, DateTimeOffset until, DateTimeOffset now) => [.. Tell(note, now), new(new EndSnooze(), until)];

    /// <summary>The step that looks at a later alert which by itself points elsewhere; none where the owner is settled.</summary>
    /// <param name="incident">The incident it joined.</param>
    /// <param name="alertId">The later alert.</param>
    /// <param name="leader">What it points to by itself; null for nothing.</param>
    /// <param name="now">At what time.</param>
    public static IReadOnlyList<PlannedStep> ForEvidence(Incident incident, Guid alertId, string? leader, DateTimeOffset now) =>
        NewEvidence.MayChange(incident) && incident.SnoozedUntil is null && leader is not null && leader != incident.OwningTeam.Label ? Now(now, new LookAgain(alertId)) : [];

    /// <summary>The one step that tells people something.</summary>
    public static IReadOnlyList<PlannedStep> Tell(string text, DateTimeOffset now) => Now(now, new PostNote(text));

    private static bool ActsAlone(Incident incident, ResponderDirectory directory) =>
        incident.Decision == DecisionKind.Act && directory.ModeOf(incident.OwningTeam.Label) == TeamMode.Auto;

    private static List<PlannedStep> RoomWithOwner(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        Room(incident, InviteList.For(incident, directory, now), asQuestion: false, now);

    private static List<PlannedStep> RoomWithQuestion(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        Room(incident, InviteList.WhileOwnerIsOpen(incident, directory, now), asQuestion: true, now);

    private static List<PlannedStep> Room(Incident incident, IReadOnlyList<Invitation> people, bool asQuestion, DateTimeOffset now) =>
    [
        .. Now(now, new OpenRoom(incident.IsPrivate), new SetTopic(), new InvitePeople(people), new PostBrief(asQuestion), new PinBrief()),
        .. incident.Severity >= Severity.High ? (IReadOnlyList<PlannedStep>)[new(new EscalateIfUnacknowledged(), now + EscalationTime(incident.Severity))] : [],
    ];

    /// <summary>The reporter is asked first; only what is high or worse is told to others meanwhile.</summary>
    private static List<PlannedStep> Asked(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        [.. ToldWhileAsked(incident, directory, now), new(new AskReporter(), now), new(new EndAsk(), now + AnswerTime)];

    private static List<PlannedStep> ToldWhileAsked(Incident incident, ResponderDirectory directory, DateTimeOffset now) =>
        OpensAtOnce(incident, directory) ? RoomWithQuestion(incident, directory, now) : IsToldWhileAsked(incident, directory) ? Announced(incident, directory, now) : [];

    private static bool IsToldWhileAsked(Incident incident, ResponderDirectory directory) => incident.Severity >= Severity.High || OpensAtOnce(incident, directory);

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
