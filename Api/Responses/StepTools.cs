using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>What each step in a chat tool needs: the tool, the room, how people are called there, and the step's end, which is committed together with what came of it.</summary>
internal sealed class StepTools(IDatabase database, IIncidentStore incidents, IStepStore steps, ConnectorSet connectors, CurrentDirectory directory, TimeProvider clock)
{
    /// <summary>The incident's own room; null where there is none.</summary>
    public async Task<ChatRoom?> FindRoomAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate) is { ExternalId: { } id } room
            ? new(step.Connector, id, room.Name) : null;

    /// <summary>The incident's own room.</summary>
    /// <exception cref="ChatException">There is none.</exception>
    public async Task<ChatRoom> RoomAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        await FindRoomAsync(step, incident, cancellationToken) ?? throw new ChatException(step.Connector, $"{incident.Id} has no room", isTransient: false);

    /// <summary>Says something; when the step was tried before, what it said then is looked up first.</summary>
    public async Task<MessageRef> PostAsync(ChatRoom room, ClaimedStep step, Incident incident, ChatMessage message, CancellationToken cancellationToken)
    {
        CrashPoint.Reached(CrashPoint.PostCall);
        var posted = await ToolOf(step, incident).PostAsync(room, message with { MayExist = message.MayExist || step.Attempt > 1 }, cancellationToken);
        CrashPoint.Reached(CrashPoint.Posted);
        return posted;
    }

    /// <summary>The chat tool, which is asked for nothing that another node may do by then: whoever was paused would do it twice.</summary>
    public IChatConnector ToolOf(ClaimedStep step, Incident incident)
    {
        if (!step.Lease.MayBegin)
            throw new FencedException($"step {step.Id}");
        // With the time, since another database may have steps of the same numbers.
        return connectors.Get(step.Connector) is ICarriesSteps tool ? tool.Of($"{step.Id} {incident.OpenedAt.UtcTicks}") : connectors.Get(step.Connector);
    }

    public string? HandleOf(string person, string connector) => directory.Value.Person(person) is { } known ? Handles.Of(known, connector) : null;

    public string NameOf(string person) => directory.Value.Person(person)?.Name ?? person;

    /// <summary>Saves what is known on the way, before the step's end.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    public Task SaveAsync(ClaimedStep step, Func<StoreTransaction, Task> work, CancellationToken cancellationToken) => WriteAsync(async transaction =>
    {
        await steps.EnsureHeldAsync(transaction, step);
        await work(transaction);
    }, cancellationToken);

    /// <summary>Marks the step done, together with what came of it.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    public async Task FinishAsync(ClaimedStep step, CancellationToken cancellationToken, Func<StoreTransaction, Task>? work = null, params (string What, string Why)[] events)
    {
        await WriteAsync(async transaction =>
        {
            var now = clock.GetUtcNow();
            await steps.MarkDoneAsync(transaction, step, now);
            if (work is not null)
                await work(transaction);
            await incidents.AddEventsAsync(transaction, step.Incident, [.. events.Select(e => IncidentMachine.Event(now, TimelineWords.Classifier, e.What, e.Why))]);
            CrashPoint.Reached(CrashPoint.StepCommit);
        }, cancellationToken);
        CrashPoint.Reached(CrashPoint.StepDone);
    }

    private Task<bool> WriteAsync(Func<StoreTransaction, Task> work, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        await work(transaction);
        return true;
    }, cancellationToken);
}
