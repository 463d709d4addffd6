using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Directories;

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

    /// <summary>Marker of the stakeholders' channel.</summary>
    public const string StakeholdersMarker = "standing:stakeholders";

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
        await InviteAsync(connector, room, parts.People.Where(p => p.Team == team), cancellationToken);
        return room;
    }

    /// <summary>The stakeholders' channel, opened with its people where it is not there yet; null where the directory names none.</summary>
    public async Task<ChatRoom?> EnsureStakeholdersAsync(IChatConnector connector, CancellationToken cancellationToken)
    {
        if (directory.Value.Parts.Stakeholders is not { } group)
            return null;
        var room = await connector.EnsureRoomAsync(new(RoomKind.Standing, group.Channel, StakeholdersMarker, IsPrivate: false), cancellationToken);
        await InviteAsync(connector, room, group.People.Select(directory.Value.Person).OfType<Person>(), cancellationToken);
        return room;
    }

    private static async Task InviteAsync(IChatConnector connector, ChatRoom room, IEnumerable<Person> people, CancellationToken cancellationToken) =>
        await connector.InviteAsync(room, [.. people.Select(p => Handles.Of(p, connector.Name)).OfType<string>()], cancellationToken);
}
