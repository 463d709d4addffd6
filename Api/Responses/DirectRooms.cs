using Classifier.Api.Chat;
using Classifier.Directories;

namespace Classifier.Api.Responses;

/// <summary>What the service says to one person alone.</summary>
internal static class DirectRooms
{
    /// <summary>Marker of a person's own room, by their id.</summary>
    public static string MarkerOf(string person) => $"direct:{person}";

    /// <summary>Name of a person's own room where the tool has names for such rooms.</summary>
    public static string NameOf(string person) => $"direct-{person}";

    /// <summary>The room between the service and a person, opened where it is not there yet; null where the tool does not know them.</summary>
    public static async Task<ChatRoom?> EnsureAsync(IChatConnector connector, Person person, CancellationToken cancellationToken)
    {
        return Handles.Of(person, connector.Name) is { } handle
            ? await connector.EnsureRoomAsync(new(RoomKind.Direct, NameOf(person.Id), MarkerOf(person.Id), IsPrivate: true) { Handle = handle }, cancellationToken)
            : null;
    }
}
