using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>
/// Steps that ask nothing of a chat tool: something has come due, or is looked at again, and what follows is planned. Each is
/// one transaction, together with the step's end.
/// </summary>
internal sealed class DecisionSteps(
    IDatabase database, IIncidentStore incidents, IStepStore steps, ConnectorSet connectors, ResponseQueue responses, EvidenceDesk evidence, CurrentDirectory directory, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Carries out a step and marks it done.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    public Task RunAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) => step.Action switch
    {
        OpenRoomIfUnanswered => OpenIfUnansweredAsync(step, cancellationToken),
        EndAsk => EndAskAsync(step, cancellationToken),
        EndSnooze => EndSnoozeAsync(step, cancellationToken),
        EscalateIfUnacknowledged => EscalateAsync(step, cancellationToken),
        LookAgain action => LookAgainAsync(step, incident, action, cancellationToken),
        _ => throw new InvalidOperationException($"step {step.Id} is of an unknown kind"),
    };

    /// <summary>Once for all connectors: whichever timer comes first.</summary>
    private async Task EndAskAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        await DecideAsync(step, async (transaction, now) =>
        {
            var (incident, events) = IncidentMachine.Apply((await incidents.FindAsync(transaction, step.Incident))!, new AskEnded(now));
            if (events.Count > 0)
            {
                await incidents.UpdateAsync(transaction, incident);
                await incidents.AddEventsAsync(transaction, incident.Number, events);
                await responses.PlanAsync(transaction, incident, ResponsePlan.ForAskEnded(incident, directory.Value, now));
            }
        }, cancellationToken);
    }

    private async Task OpenIfUnansweredAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        await DecideAsync(step, async (transaction, now) =>
        {
            var incident = (await incidents.FindAsync(transaction, step.Incident))!;
            var plan = ResponsePlan.ForUnanswered(incident, directory.Value, now);
            if (plan.Count > 0)
            {
                incident = incident with { HasRoom = true, Version = incident.Version + 1 };
                await incidents.UpdateAsync(transaction, incident);
                await incidents.AddEventsAsync(transaction, incident.Number, [IncidentMachine.Event(now, TimelineWords.Classifier, TimelineWords.Unanswered, $"nobody answered within {ResponsePlan.AnswerTime.TotalMinutes:F0} min")]);
                await responses.PlanAsync(transaction, incident, plan);
            }
        }, cancellationToken);
    }

    private async Task EndSnoozeAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        await DecideAsync(step, async (transaction, now) =>
        {
            var stillFiring = await incidents.CountFiringAsync(transaction, step.Incident);
            var (incident, events) = IncidentMachine.Apply((await incidents.FindAsync(transaction, step.Incident))!, new SnoozeEnded(now, stillFiring));
            if (events.Count > 0)
            {
                var plan = ResponsePlan.ForSnoozeEnded(incident, stillFiring, directory.Value, now);
                await incidents.UpdateAsync(transaction, plan.Any(s => s.Action is OpenRoom) ? incident with { HasRoom = true } : incident);
                await incidents.AddEventsAsync(transaction, incident.Number, events);
                await responses.PlanAsync(transaction, incident, plan);
            }
        }, cancellationToken);
    }

    /// <summary>Calls the next in line, once for all connectors: whichever timer comes first.</summary>
    private async Task EscalateAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        await DecideAsync(step, async (transaction, now) =>
        {
            var incident = (await incidents.FindAsync(transaction, step.Incident))!;
            if (incident.State == IncidentState.Open && step.Connector == connectors.Planned[0])
            {
                var wait = ResponsePlan.EscalationTime(incident.Severity);
                if (incident.SnoozedUntil is { } until && until > now)
                    await steps.AddAsync(transaction, incident.Number, step.Connector, [new(step.Action, until)]);
                else if (Escalation.Next(incident, (await incidents.RespondersAsync(transaction, incident.Number)).Select(r => r.Person).ToHashSet(StringComparer.Ordinal), directory.Value, now) is { } next)
                {
                    var (escalated, events) = IncidentMachine.Apply(incident, new IncidentEscalated(now, TimelineWords.Classifier, next.Person, next.Reason));
                    await incidents.UpdateAsync(transaction, escalated);
                    await incidents.AddEventsAsync(transaction, incident.Number, events);
                    await responses.PlanAsync(transaction, escalated, ResponsePlan.ForCalled(escalated, [next], $"Nobody has acknowledged: {directory.Value.Person(next.Person)?.Name ?? next.Person} is called.", now));
                    await steps.AddAsync(transaction, incident.Number, step.Connector, [new(step.Action, now + wait)]);
                }
            }
        }, cancellationToken);
    }

    private async Task LookAgainAsync(ClaimedStep step, Incident incident, LookAgain action, CancellationToken cancellationToken)
    {
        var leader = await evidence.LookAsync(incident, action.AlertId, cancellationToken);       // scoring stays outside the transaction
        await DecideAsync(step, async (transaction, now) =>
        {
            var current = (await incidents.FindAsync(transaction, step.Incident))!;
            if (leader is not null && NewEvidence.MayChange(current))
            {
                await incidents.AddEventsAsync(transaction, current.Number, [IncidentMachine.Event(now, TimelineWords.Classifier, TimelineWords.LeaderChanged, leader.Team)]);
                await responses.PlanAsync(transaction, current, ResponsePlan.Tell(evidence.Suggestion(current, leader), now));
            }
        }, cancellationToken);
    }

    private async Task DecideAsync(ClaimedStep step, Func<StoreTransaction, DateTimeOffset, Task> decide, CancellationToken cancellationToken)
    {
        await database.WriteAsync(async transaction =>
        {
            var now = clock.GetUtcNow();
            await decide(transaction, now);
            await steps.MarkDoneAsync(transaction, step, now);
            return true;
        }, cancellationToken);
        signal.Steps.Set();
    }
}
