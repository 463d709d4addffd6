using Classifier.Alerts;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>Stores a plan's steps for each connector, together with the rooms' names: the intent is there before any call.</summary>
internal sealed class ResponseQueue(IStepStore steps, IIncidentStore incidents, ConnectorSet connectors, CurrentDirectory directory, TimeProvider clock)
{
    /// <summary>After so many tries in vain, some ten seconds and the tool's own waits, another tool stands in.</summary>
    public const int TriesBeforeStandIn = 4;

    /// <summary>Id of the reporter who is asked for what is missing: one of the directory's people who can answer on a chat tool here; null for nobody.</summary>
    public string? WhomToAsk(Alert alert, DecisionKind decision) =>
        decision == DecisionKind.Ask && directory.Value.Person(alert.Reporter) is { } person && connectors.Names.Any(name => !connectors.Can(name, ChatCapabilities.OneWay) && Handles.Of(person, name) is not null) ? person.Id : null;

    /// <summary>Stores the steps in the transaction that decided them.</summary>
    public async Task PlanAsync(StoreTransaction transaction, Incident incident, IReadOnlyList<PlannedStep> plan)
    {
        if (plan.Count == 0)
            return;
        foreach (var connector in connectors.Planned)
        {
            await PlanAsync(transaction, incident, connector, plan);
            await PlanStandInsAsync(transaction, incident, connector, plan);
        }
    }

    /// <summary>
    /// A tool cannot be reached: what waits there is done on the one that stands in for it. When the first is back, it catches up,
    /// and says in its room where people went on.
    /// </summary>
    public async Task StandInAsync(StoreTransaction transaction, long number, string connector)
    {
        var incident = (await incidents.FindAsync(transaction, number))!;
        if (connectors.StandIns.Of(connector, incident.OwningTeam.Label) is not { } standIn || (await WithRoomAsync(transaction, number)).Contains(standIn))
            return;
        var waiting = await steps.PendingAsync(transaction, number, connector);
        var plan = ResponsePlan.ForStandIn(incident, await incidents.RespondersAsync(transaction, number), waiting, connector, clock.GetUtcNow());
        await StandInAsync(transaction, incident, connector, standIn, plan);
    }

    /// <summary>What stands in for a tool is told everything while that cannot be reached, and to the end of an incident that it opened a room for. Timers run once, on the tool itself.</summary>
    private async Task PlanStandInsAsync(StoreTransaction transaction, Incident incident, string connector, IReadOnlyList<PlannedStep> plan)
    {
        var told = plan.Where(s => !s.Action.IsTimer || s.Action is ArchiveIfClosed).ToList();
        if (told.Count == 0)
            return;
        var open = await WithRoomAsync(transaction, incident.Number);
        foreach (var standIn in connectors.StandIns.AllOf(connector).Where(open.Contains))
            await PlanAsync(transaction, incident, standIn, told);
        for (var first = connector; connectors.StandIns.Of(first, incident.OwningTeam.Label) is { } standIn; first = standIn)
        {
            if (!open.Contains(standIn) && await steps.IsStuckAsync(transaction, incident.Number, first, TriesBeforeStandIn))
                await StandInAsync(transaction, incident, first, standIn, told);
        }
    }

    private async Task StandInAsync(StoreTransaction transaction, Incident incident, string connector, string standIn, IReadOnlyList<PlannedStep> plan)
    {
        await PlanAsync(transaction, incident, standIn, plan);
        await incidents.AddEventsAsync(transaction, incident.Number, [IncidentMachine.Event(clock.GetUtcNow(), TimelineWords.Classifier, TimelineWords.StoodIn, $"{standIn} for {connector}, which cannot be reached")]);
        if (plan.Any(s => s.Action is OpenRoom))
            await steps.AddAsync(transaction, incident.Number, connector, ResponsePlan.Tell($"While {connector} could not be reached, people went on in {RoomName.For(incident)} on {standIn}.", clock.GetUtcNow()));
    }

    private async Task PlanAsync(StoreTransaction transaction, Incident incident, string connector, IReadOnlyList<PlannedStep> plan)
    {
        if (plan.Any(s => s.Action is OpenRoom) && connectors.MayKnow(connector, incident))
            await incidents.SaveRoomAsync(transaction, new(incident.Number, connector, RoomName.For(incident), 0, incident.IsPrivate, null, RoomState.Planned, null));
        await steps.AddAsync(transaction, incident.Number, connector, plan);
    }

    /// <summary>The tools on which an incident has a room.</summary>
    private async Task<IReadOnlySet<string>> WithRoomAsync(StoreTransaction transaction, long incident) => (await incidents.RoomsAsync(transaction, incident)).Select(r => r.Connector).ToHashSet(StringComparer.Ordinal);
}
