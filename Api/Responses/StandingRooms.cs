using Classifier.Api.Chat;
using Classifier.Api.Incidents;

namespace Classifier.Api.Responses;

/// <summary>The triage channel, and the security group's private one.</summary>
internal sealed class StandingRooms(CurrentDirectory directory)
{
    /// <summary>Name of the triage channel where the directory gives none.</summary>
    public const string Triage = "triage";

    /// <summary>Name of the security group's channel where the directory gives none.</summary>
    public const string Security = "security-triage";

    /// <summary>Marker of the security group's channel.</summary>
    public const string SecurityMarker = "standing:security";

    /// <summary>Marker of the triage channel.</summary>
    public const string TriageMarker = "standing:triage";

    /// <summary>The channel, opened with its people where it is not there yet.</summary>
    public async Task<ChatRoom> EnsureAsync(IChatConnector connector, bool isSecurity, CancellationToken cancellationToken)
    {
        var parts = directory.Value.Parts;
        var (name, team, marker) = isSecurity
            ? (parts.Security?.Channel ?? Security, parts.Security?.Team, SecurityMarker)
            : (parts.Triage?.Channel ?? Triage, parts.Triage?.Team, TriageMarker);
        var room = await connector.EnsureRoomAsync(new(RoomKind.Standing, name, marker, isSecurity), cancellationToken);
        var handles = parts.People.Where(p => p.Team == team).Select(p => Handles.Of(p, connector.Name)).OfType<string>().ToList();
        await connector.InviteAsync(room, handles, cancellationToken);
        return room;
    }
}
