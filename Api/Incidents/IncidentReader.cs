using Classifier.Api.Identity;
using Classifier.Incidents;

namespace Classifier.Api.Incidents;

/// <summary>An incident with all that a page or a route shows of it.</summary>
/// <param name="Incident">Its state.</param>
/// <param name="Rooms">Its rooms, newest intent last.</param>
/// <param name="Responders">Its people, first invited first.</param>
internal sealed record IncidentSnapshot(Incident Incident, IReadOnlyList<IncidentRoom> Rooms, IReadOnlyList<Responder> Responders)
{
    /// <summary>The room that counts: of the incident's own privacy, there or about to be.</summary>
    public IncidentRoom? RoomOn(string connector) => Rooms.FirstOrDefault(r => r.Connector == connector && r.IsPrivate == Incident.IsPrivate);
}

/// <summary>Reads incidents as somebody may see them: what is private to others is not there.</summary>
internal sealed class IncidentReader(IIncidentStore store, CurrentDirectory directory, ILogger<IncidentReader> logger)
{
    /// <summary>One incident; null when it is not there for the actor.</summary>
    public async Task<IncidentSnapshot?> FindAsync(long number, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(number, cancellationToken) is not { } incident)
            return null;
        var snapshot = (await WithRoomsAsync([incident], cancellationToken))[0];
        if (!actor.CanSee(incident, snapshot.Responders, directory.Value))
            return null;
        if (incident.IsPrivate && actor.IsAdmin)
            logger.PrivateRead(incident.Id, actor.Name);
        return snapshot;
    }

    /// <summary>One incident by what people type: <c>inc-1042</c>.</summary>
    public Task<IncidentSnapshot?> FindAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        TryReadId(id, out var number) ? FindAsync(number, actor, cancellationToken) : Task.FromResult<IncidentSnapshot?>(null);

    /// <summary>
    /// The newest incidents that the actor sees. Pages are filled from what is visible, so that a page's length says nothing
    /// about what is not.
    /// </summary>
    public async Task<IReadOnlyList<IncidentSnapshot>> ListAsync(IncidentQuery query, Actor actor, CancellationToken cancellationToken)
    {
        var visible = new List<IncidentSnapshot>();
        while (visible.Count < query.Limit)
        {
            var incidents = await store.ListAsync(query, cancellationToken);
            var snapshots = await WithRoomsAsync(incidents, cancellationToken);
            visible.AddRange(snapshots.Where(s => actor.CanSee(s.Incident, s.Responders, directory.Value)).Take(query.Limit - visible.Count));
            if (incidents.Count < query.Limit)
                break;
            query = query with { Before = incidents[^1].Number };
        }
        return visible;
    }

    /// <summary>Reads <c>inc-1042</c>.</summary>
    public static bool TryReadId(string? id, out long number)
    {
        number = Incident.NumberOf(id) ?? 0;
        return number > 0;
    }

    private async Task<IReadOnlyList<IncidentSnapshot>> WithRoomsAsync(IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        if (incidents.Count == 0)
            return [];
        var numbers = incidents.Select(i => i.Number).ToList();
        var rooms = (await store.RoomsAsync(numbers, cancellationToken)).ToLookup(r => r.Incident);
        var people = (await store.RespondersAsync(numbers, cancellationToken)).ToLookup(r => r.Incident);
        return [.. incidents.Select(i => new IncidentSnapshot(i, [.. rooms[i.Number]], [.. people[i.Number]]))];
    }
}
