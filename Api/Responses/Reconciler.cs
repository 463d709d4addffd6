using Classifier.Api.Chat;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>
/// Compares the rooms that are there with those that we know, once an hour: takes over one whose answer was lost for good, and
/// reports one that belongs to no incident. Every node does so for itself; doing it twice changes nothing.
/// </summary>
internal sealed class Reconciler(ConnectorSet connectors, IDatabase database, IIncidentStore incidents, IStepStore steps, IOutboundSwitch outbound, TimeProvider clock, ILogger<Reconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private volatile IReadOnlyList<AuditGap> _orphans = [];

    /// <summary>Rooms of no incident, as the last look found them.</summary>
    public IReadOnlyList<AuditGap> Orphans => _orphans;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!(await outbound.ReadAsync(cancellationToken)).IsOn)
            return;
        var orphans = new List<AuditGap>();
        foreach (var connector in connectors.Names.Select(connectors.Get).OfType<IListsRooms>())
        {
            await foreach (var room in connector.ListRoomsAsync(cancellationToken))
            {
                if (RoomMarker.Read(room.Marker) is { } marker && !await IsKnownAsync(room, marker, cancellationToken))
                    orphans.Add(new("orphan_room", $"{room.Room.Connector}: {(room.IsPrivate ? room.Room.Id : room.Room.Name)}"));
            }
        }
        _orphans = orphans;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; !stoppingToken.IsCancellationRequested; wait = Every)
        {
            try
            {
                await Task.Delay(wait, clock, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (error is ChatException or StoreUnavailableException)
            {
                logger.NotReconciled(error.Message);
            }
        }
    }

    /// <summary>Whether the room is an incident's; one that its incident still lacks becomes it.</summary>
    private async Task<bool> IsKnownAsync(MarkedRoom room, RoomMarker marker, CancellationToken cancellationToken)
    {
        var known = (await incidents.RoomsAsync([marker.Incident], cancellationToken)).FirstOrDefault(r => r.Connector == room.Room.Connector && r.IsPrivate == marker.IsPrivate);
        if (known is null or { ExternalId: not null })
            return known?.ExternalId == room.Room.Id;
        if (!await steps.HasPendingAsync(marker.Incident, cancellationToken))       // else the step finds it
            await TakeOverAsync(known with { Name = room.Room.Name, ExternalId = room.Room.Id, State = RoomState.Open, OpenedAt = clock.GetUtcNow() }, cancellationToken);
        return true;
    }

    private Task<bool> TakeOverAsync(IncidentRoom room, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        await incidents.SaveRoomAsync(transaction, room);
        await incidents.AddEventsAsync(transaction, room.Incident, [IncidentMachine.Event(clock.GetUtcNow(), TimelineWords.Classifier, TimelineWords.RoomOpened, $"{room.Name} on {room.Connector}, found again")]);
        return true;
    }, cancellationToken);
}
