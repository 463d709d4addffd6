using Classifier.Alerts;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>Stores a plan's steps for each connector, together with the rooms' names: the intent is there before any call.</summary>
internal sealed class ResponseQueue(IStepStore steps, IIncidentStore incidents, ConnectorSet connectors, CurrentDirectory directory)
{
    /// <summary>Id of the reporter who is asked for what is missing: one of the directory's people who can answer on a chat tool here; null for nobody.</summary>
    public string? WhomToAsk(Alert alert, DecisionKind decision) =>
        decision == DecisionKind.Ask && directory.Value.Person(alert.Reporter) is { } person && connectors.Names.Any(name => !connectors.Can(name, ChatCapabilities.OneWay) && Handles.Of(person, name) is not null) ? person.Id : null;

    /// <summary>Stores the steps in the transaction that decided them.</summary>
    public async Task PlanAsync(StoreTransaction transaction, Incident incident, IReadOnlyList<PlannedStep> plan)
    {
        if (plan.Count == 0)
            return;
        foreach (var connector in connectors.Names)
        {
            if (plan.Any(s => s.Action is OpenRoom) && connectors.MayKnow(connector, incident))
                await incidents.SaveRoomAsync(transaction, new(incident.Number, connector, RoomName.For(incident), 0, incident.IsPrivate, null, RoomState.Planned, null));
            await steps.AddAsync(transaction, incident.Number, connector, plan);
        }
    }
}
