using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Responses;
using Classifier.Directories;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Responses;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>What came of an action.</summary>
/// <param name="Incident">As it is now; null when it is not there for the actor.</param>
/// <param name="IsChange">Whether the action changed anything; a double click does not.</param>
/// <param name="Said">In words for people.</param>
/// <param name="IsRefused">It cannot be done, whoever says it again.</param>
internal sealed record ActionOutcome(Incident? Incident, bool IsChange, string Said, bool IsRefused = false)
{
    public static ActionOutcome NotThere { get; } = new(null, false, "There is no such incident, or not for you.");

    /// <summary>What was said is so already, or comes too late.</summary>
    public static ActionOutcome Unchanged(Incident incident) => new(incident, false, incident.IsOpen ? "That is so already." : $"{incident.Id} is {incident.State.ToString().ToLowerInvariant()} already.");
}

/// <summary>What is right about an incident; what is null stays as it is. At least one is given.</summary>
internal sealed record Feedback(string? IssueType, Team? OwningTeam, Severity? Severity, bool IsNoIncident);

/// <summary>
/// What people and keys do with incidents: one set of handlers for chat text, buttons, REST and console. Each is one
/// transaction with the state, the timeline, the steps that follow and the label.
/// </summary>
internal sealed class IncidentActions(
    IDatabase database, IIncidentStore incidents, ILabelWriter labels, ResponseQueue responses, CurrentDirectory directory, IncidentFeed feed, WorkSignal signal, Redactor redactor, TimeProvider clock)
{
    private const int MaxText = 1000;
    private long? _required;

    /// <summary>The same actions for one call of somebody who decided by a version: the first is refused when the incident is another one by then.</summary>
    /// <param name="version">Null: any will do.</param>
    /// <remarks>The actions then throw 412 (<see cref="EntityTags.Changed"/>).</remarks>
    public IncidentActions IfStill(long? version)
    {
        var actions = (IncidentActions)MemberwiseClone();
        actions._required = version;
        return actions;
    }

    /// <summary>Confirms the model's owner; opens the room where there is none.</summary>
    public Task<ActionOutcome> AcceptAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (incident, now) =>
    {
        if (incident.OwningTeam.Label is not { } team)
            return Change.None("There is no owner to accept; say reassign TEAM.");
        return new(new OwnerAccepted(now, actor.Name), $"{directory.Value.TeamName(team)} it is.", Target: "owning_team", Value: team, MovesOwner: true);
    }, cancellationToken);

    /// <summary>Names the owner; people and topic move, and the answer is kept as a label.</summary>
    public Task<ActionOutcome> ReassignAsync(long number, Team team, string because, Actor actor, CancellationToken cancellationToken)
    {
        because = Kept(because);
        return RunAsync(number, actor, (_, now) => new(new OwnerReassigned(now, actor.Name, team.Key, because), $"Owner is now {team.Name}{(because.Length > 0 ? $", because {because}" : "")}.", "owning_team", team.Key, because, MovesOwner: true), cancellationToken);
    }

    /// <summary>Names the issue type.</summary>
    public Task<ActionOutcome> SetTypeAsync(long number, string issueType, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new TypeCorrected(now, actor.Name, issueType), $"Type is now {directory.Value.IssueTypeName(issueType)}.", "issue_type", issueType), cancellationToken);

    /// <summary>Names the severity; critical opens the room.</summary>
    public Task<ActionOutcome> SetSeverityAsync(long number, Severity severity, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new SeverityCorrected(now, actor.Name, severity), $"Severity is now {severity.Word()}.", "severity", severity.Word()), cancellationToken);

    /// <summary>Says that it is none and closes it.</summary>
    public Task<ActionOutcome> NotAnIncidentAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new CalledNoIncident(now, actor.Name), "Closed: not an incident.", "not_an_incident", "true"), cancellationToken);

    /// <summary>Takes it on.</summary>
    public Task<ActionOutcome> AcknowledgeAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new IncidentAcknowledged(now, actor.Name), $"{actor.DisplayName} has it."), cancellationToken);

    /// <summary>Brings people in: a team's on-call, or somebody by name.</summary>
    public Task<ActionOutcome> InviteAsync(long number, Team? team, Person? person, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (incident, people, now) =>
    {
        var answer = team is null ? null : OnCall.Of(directory.Value, team.Key, InviteList.PlaceOf(incident, directory.Value), now);
        if ((person ?? answer?.Person) is not { } whom)
            return Change.None($"Nobody is on call for {team!.Name}.");
        if (people.Any(p => p.Person == whom.Id && p.LeftAt is null))
            return Change.None($"{whom.Name} is called already.");
        Invitation invitation = new(whom.Id, team?.Name ?? "called", answer is null ? $"called by {actor.DisplayName}" : $"called by {actor.DisplayName}; {answer.Reason}");
        return new(new PeopleCalled(now, actor.Name, whom.Name), $"{whom.Name} is called{(team is null ? "" : $" for {team.Name}")}.") { Invitation = invitation };
    }, cancellationToken);

    /// <summary>Calls the next in line.</summary>
    public Task<ActionOutcome> EscalateAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (incident, people, now) =>
    {
        if (Escalation.Next(incident, people.Select(p => p.Person).ToHashSet(StringComparer.Ordinal), directory.Value, now) is not { } next)
            return Change.None("Everybody in line was called already.");
        next = next with { Reason = next.Reason.Replace("nobody has acknowledged", $"escalated by {actor.DisplayName}", StringComparison.Ordinal) };
        return new(new IncidentEscalated(now, actor.Name, next.Person, next.Reason), $"{directory.Value.Person(next.Person)?.Name ?? next.Person} is called.") { Invitation = next };
    }, cancellationToken);

    /// <summary>Says how it stands, to the room and on the timeline.</summary>
    public Task<ActionOutcome> SayStatusAsync(long number, string text, Actor actor, CancellationToken cancellationToken)
    {
        text = Kept(text);
        return RunAsync(number, actor, (_, now) => text.Length == 0 ? Change.None("Say how it stands: status TEXT.") : new(new StatusSaid(now, actor.Name, text), $"Status, by {actor.DisplayName}: {text}"), cancellationToken);
    }

    /// <summary>From now on only members see it: its public room is closed, and a private one opens with those who belong there.</summary>
    public Task<ActionOutcome> MakePrivateAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new MadePrivate(now, actor.Name), "Private from now on. What was said before was seen by others."), cancellationToken);

    /// <summary>Everybody may see it; the security group alone may say so. What was said in private stays there.</summary>
    public Task<ActionOutcome> MakePublicAsync(long number, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        actor.IsAdmin || directory.Value.IsSecurity(actor.Person?.Id) ? new(new MadePublic(now, actor.Name), "Public from now on, in another room.") : Change.None("Only the security group makes an incident public."), cancellationToken);

    /// <summary>Keeps quiet about it until then, unless it gets worse.</summary>
    public Task<ActionOutcome> SnoozeAsync(long number, TimeSpan span, Actor actor, CancellationToken cancellationToken) => RunAsync(number, actor, (_, now) =>
        new(new IncidentSnoozed(now, actor.Name, now + span), string.Create(CultureInfo.InvariantCulture, $"Snoozed until {(now + span).UtcDateTime:yyyy-MM-dd HH:mm} UTC.")), cancellationToken);

    /// <summary>Closes it.</summary>
    public Task<ActionOutcome> ResolveAsync(long number, string text, Actor actor, CancellationToken cancellationToken)
    {
        text = Kept(text);
        return RunAsync(number, actor, (_, now) => new(new IncidentResolved(now, actor.Name, text), text.Length > 0 ? $"Resolved: {text}" : "Resolved."), cancellationToken);
    }

    /// <summary>Says several things at once; the last that changed anything is the outcome.</summary>
    public async Task<ActionOutcome> FeedbackAsync(long number, Feedback feedback, Actor actor, CancellationToken cancellationToken)
    {
        var outcomes = new List<ActionOutcome>();
        if (feedback.IssueType is { } issueType)
            outcomes.Add(await SetTypeAsync(number, issueType, actor, cancellationToken));
        if (feedback.Severity is { } severity)
            outcomes.Add(await SetSeverityAsync(number, severity, actor, cancellationToken));
        if (feedback.OwningTeam is { } team)
            outcomes.Add(await ReassignAsync(number, team, "", actor, cancellationToken));
        if (feedback.IsNoIncident)
            outcomes.Add(await NotAnIncidentAsync(number, actor, cancellationToken));
        return outcomes.LastOrDefault(o => o.IsChange) ?? outcomes[^1];
    }

    /// <summary>Notes that an invited person has come; nobody else changes anything by looking.</summary>
    public async Task JoinAsync(long number, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Person is not { } person)
            return;
        var joined = await database.WriteAsync(async transaction =>
        {
            var responder = (await incidents.RespondersAsync(transaction, number)).FirstOrDefault(r => r.Person == person.Id);
            if (responder is not { JoinedAt: null, LeftAt: null })
                return false;
            var now = clock.GetUtcNow();
            await incidents.SaveResponderAsync(transaction, responder with { JoinedAt = now });
            await incidents.AddEventsAsync(transaction, number, [IncidentMachine.Event(now, person.Id, TimelineWords.Joined, "")]);
            return true;
        }, cancellationToken);
        if (joined)
            feed.Changed(number);
    }

    // What people write is kept like an alert's text: without secrets, and not endless.
    private string Kept(string text) => AlertLimits.Keep(redactor.Redact(text.Trim()), MaxText);

    /// <summary>A fact with what it means for people and for learning.</summary>
    private sealed record Change(IncidentFact? Fact, string Said, string? Target = null, string Value = "", string Because = "", bool MovesOwner = false)
    {
        /// <summary>Somebody who is called; null for nobody.</summary>
        public Invitation? Invitation { get; init; }

        public static Change None(string said) => new(null, said);
    }

    private Task<ActionOutcome> RunAsync(long number, Actor actor, Func<Incident, DateTimeOffset, Change> decide, CancellationToken cancellationToken) =>
        RunAsync(number, actor, (incident, _, now) => decide(incident, now), cancellationToken);

    private async Task<ActionOutcome> RunAsync(long number, Actor actor, Func<Incident, IReadOnlyList<Responder>, DateTimeOffset, Change> decide, CancellationToken cancellationToken)
    {
        var required = _required;
        _required = null;       // what several actions of one call change is no reason to refuse the next
        var model = await incidents.FindAsync(number, cancellationToken) is null ? null : (await incidents.EvidenceAsync(number, cancellationToken)).Scores;
        var outcome = await database.WriteFirstAsync(async transaction =>
        {
            if (await incidents.FindAsync(transaction, number) is not { } before)
                return ActionOutcome.NotThere;
            var people = await incidents.RespondersAsync(transaction, number);
            if (!actor.CanSee(before, people, directory.Value))
                return ActionOutcome.NotThere;
            if (required is { } version && before.Version != version)
                throw EntityTags.Changed();
            var now = clock.GetUtcNow();
            var change = decide(before, people, now);
            if (change.Fact is null)
                return new(before, false, change.Said);
            var transition = IncidentMachine.Apply(before, change.Fact);
            if (change.Fact is MadePrivate or MadePublic && await incidents.FindOpenAsync(transaction, before.KeyHash, !before.IsPrivate) is { } other)
                return new(before, false, $"{other.Id} is open for the same alerts already; merge the two.", IsRefused: true);
            return transition.IsChange
                ? await KeepAsync(transaction, before, transition, change, new(model!, people, actor, now))
                : ActionOutcome.Unchanged(before);
        }, cancellationToken);
        if (outcome.IsChange)
        {
            signal.Steps.Set();
            if (outcome.Incident is { IsOpen: false })
                signal.Closed.Set();
            feed.Changed(number);
        }
        return outcome;
    }

    private async Task<ActionOutcome> KeepAsync(
        StoreTransaction transaction, Incident before, Transition transition, Change change, Circumstances at)
    {
        var incident = transition.Incident;
        var steps = StepsFor(incident, before, change, at);
        if (steps.Any(s => s.Action is OpenRoom))
            incident = incident with { HasRoom = true };
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, transition.Events);
        if (change.Target is { } target)
            await labels.AddAsync(transaction, [LabelFor(before, target, change, at)]);
        await responses.PlanAsync(transaction, incident, steps);
        if (change.Fact is MadePrivate)
            await LeaveAsync(transaction, steps, at);
        return new(incident, true, change.Said);
    }

    /// <summary>Who was called for what was public is no member of what is private, unless called there too.</summary>
    private async Task LeaveAsync(StoreTransaction transaction, IReadOnlyList<PlannedStep> steps, Circumstances at)
    {
        var staying = steps.Select(s => s.Action).OfType<InvitePeople>().SelectMany(i => i.People).Select(p => p.Person).Append(at.Actor.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var leaving in at.People.Where(p => p.LeftAt is null && !staying.Contains(p.Person)))
            await incidents.SaveResponderAsync(transaction, leaving with { LeftAt = at.Now });
    }

    private IReadOnlyList<PlannedStep> StepsFor(Incident incident, Incident before, Change change, Circumstances at)
    {
        var (people, actor, now) = (at.People, at.Actor, at.Now);
        if (change.MovesOwner)
        {
            var ofOwner = people.Where(p => p.LeftAt is null && p.Role == InviteList.Owner).Select(p => p.Person).ToList();
            return ResponsePlan.ForOwner(incident, ofOwner, directory.Value, now, change.Said);
        }
        if (change.Invitation is { } invitation)
            return ResponsePlan.ForCalled(incident, [invitation], change.Said, now);
        if (change.Fact is IncidentSnoozed snoozed)
            return ResponsePlan.ForSnoozed(change.Said, snoozed.Until, now);
        if (change.Fact is MadePrivate or MadePublic)
            return ResponsePlan.ForVisibility(incident, actor.Person?.Id, directory.Value, now);
        if (!incident.IsOpen)
            return ResponsePlan.ForEnded(incident, change.Said, now);
        if (change.Fact is StatusSaid status && !incident.IsPrivate && directory.Value.Parts.Stakeholders is not null)
            return [.. ResponsePlan.Tell(change.Said, now), new(new TellStakeholders(status.Text), now)];
        if (change.Fact is SeverityCorrected && ResponsePlan.ForRaised(incident, before.Severity, directory.Value, now) is { Count: > 0 } room)
            return room;
        return change.Fact is TypeCorrected or SeverityCorrected && before.HasRoom
            ? [new(new SetTopic(), now), new(new EditBrief(), now), .. ResponsePlan.Tell(change.Said, now)]
            : change.Fact is TypeCorrected or SeverityCorrected or IncidentAcknowledged ? [new(new EditBrief(), now), .. ResponsePlan.Tell(change.Said, now)] : ResponsePlan.Tell(change.Said, now);
    }

    /// <summary>What holds while an action is kept.</summary>
    private sealed record Circumstances(AlertScores Model, IReadOnlyList<Responder> People, Actor Actor, DateTimeOffset Now);

    /// <summary>Compared with what the model had said, whatever people said in between.</summary>
    private static Label LabelFor(Incident before, string target, Change change, Circumstances at)
    {
        var ranking = target switch { "owning_team" => at.Model.OwningTeam, "issue_type" => at.Model.IssueType, _ => Ranking.Empty };
        return new(
            Guid.CreateVersion7(at.Now), before.Number, ranking.Top == change.Value ? LabelKind.Confirmation : LabelKind.Correction, target, change.Value, at.Actor.Name, change.Because,
            at.Now, before.ModelVersion, ranking.Top, ranking.Top is null ? null : ranking.Classes[0].Probability);
    }
}
