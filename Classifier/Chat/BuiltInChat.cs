using Classifier.Storage;

namespace Classifier.Chat;

/// <summary>A room of the built-in chat.</summary>
/// <param name="Id">Ours.</param>
/// <param name="Name">Unique.</param>
/// <param name="Marker">What it was opened for; unique, so that opening twice gives one room.</param>
/// <param name="IsPrivate">Members only.</param>
/// <param name="Topic">Empty when none was set.</param>
/// <param name="IsArchived">Closed for new messages.</param>
public sealed record BuiltInRoom(string Id, string Name, string Marker, bool IsPrivate, string Topic, bool IsArchived);

/// <summary>A message of the built-in chat.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Room">Id of the room.</param>
/// <param name="Author">Id of a person, or <c>classifier</c>.</param>
/// <param name="Text">Plain text, complete without the blocks.</param>
/// <param name="Blocks">Structured form as JSON; <c>[]</c> when there is none.</param>
/// <param name="PostedAt">When.</param>
/// <param name="EditedAt">When its content was last replaced; null where it never was.</param>
public sealed record BuiltInMessage(Guid Id, string Room, string Author, string Text, string Blocks, DateTimeOffset PostedAt, DateTimeOffset? EditedAt = null);

/// <summary>Rooms, members and messages of the built-in chat.</summary>
public interface IBuiltInChatStore
{
    /// <summary>The room with this marker; null when there is none.</summary>
    Task<BuiltInRoom?> FindByMarkerAsync(string marker, CancellationToken cancellationToken);

    /// <summary>A room by id; null when there is none.</summary>
    Task<BuiltInRoom?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Opens a room; false when another room has the name, or one has the marker already.</summary>
    Task<bool> TryOpenAsync(BuiltInRoom room, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Adds a member; false when already there.</summary>
    Task<bool> TryJoinAsync(string room, string handle, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes a member out; nothing happens when not there.</summary>
    Task LeaveAsync(string room, string handle, CancellationToken cancellationToken);

    /// <summary>Handles of the members, in the order they joined.</summary>
    Task<IReadOnlyList<string>> MembersAsync(string room, CancellationToken cancellationToken);

    /// <summary>Sets the topic.</summary>
    Task SetTopicAsync(string room, string topic, CancellationToken cancellationToken);

    /// <summary>Closes the room.</summary>
    Task ArchiveAsync(string room, CancellationToken cancellationToken);

    /// <summary>Opens a closed room again.</summary>
    Task ReopenAsync(string room, CancellationToken cancellationToken);

    /// <summary>Posts a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="marker">A repeated post with the same marker is the same post; null for what people write.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Id of the message that is there now.</returns>
    Task<Guid> PostAsync(BuiltInMessage message, string? marker, CancellationToken cancellationToken);

    /// <summary>Replaces a message's content.</summary>
    Task EditAsync(Guid id, string text, string blocks, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>A message of a room; null when it is not there.</summary>
    Task<BuiltInMessage?> FindMessageAsync(string room, Guid id, CancellationToken cancellationToken);

    /// <summary>Replaces the words of a message that its author wrote; false when it is not there or somebody else's.</summary>
    Task<bool> EditOwnAsync(StoreTransaction transaction, string room, Guid id, string author, string text, DateTimeOffset at);

    /// <summary>Deletes a message that its author wrote; false when it is not there or somebody else's.</summary>
    Task<bool> DeleteOwnAsync(StoreTransaction transaction, string room, Guid id, string author);

    /// <summary>A room's messages, oldest first, the newest <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<BuiltInMessage>> MessagesAsync(string room, int limit, CancellationToken cancellationToken);
}
