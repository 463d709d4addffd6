using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Which incident's room a place is: its channel, or its thread in the fixed one.</summary>
internal sealed class TeamsRooms(IIncidentStore incidents)
{
    /// <summary>The incident's number and the room's id; null for a place of none.</summary>
    public async Task<(long Incident, string Room)?> FindAsync(TeamsPlace place, CancellationToken cancellationToken)
    {
        foreach (var room in (string[])[place.Conversation, place.Channel])
        {
            if (await incidents.FindByRoomAsync(TeamsHttp.ConnectorName, room, cancellationToken) is { } number)
                return (number, room);
        }
        return null;
    }
}
