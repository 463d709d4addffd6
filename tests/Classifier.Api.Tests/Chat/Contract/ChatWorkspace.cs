using Classifier.Api.Chat;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>A message as people see it.</summary>
internal sealed record SeenPost(string Text, bool HasBlocks);

/// <summary>A room as people see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Empty for none.</param>
/// <param name="IsPrivate">Members only.</param>
/// <param name="IsArchived">Closed.</param>
/// <param name="Members">Handles, without the service's own.</param>
/// <param name="Posts">Oldest first.</param>
internal sealed record SeenRoom(string Name, string Topic, bool IsPrivate, bool IsArchived, IReadOnlyList<string> Members, IReadOnlyList<SeenPost> Posts);

/// <summary>The chat tool behind a connector, as people use it: what the contract does and looks at past the connector.</summary>
internal abstract class ChatWorkspace : IAsyncDisposable
{
    /// <summary>Why nobody is unknown here; null where somebody can be.</summary>
    public virtual string? WhyNobodyIsUnknown => null;

    /// <summary>Why no person renames a room here; null where they can.</summary>
    public virtual string? WhyNobodyRenames => null;

    /// <summary>Why no name is ever taken here; null where one can be.</summary>
    public virtual string? WhyNoNameIsTaken => null;

    /// <summary>Whether people can be taken out of rooms that everybody sees; else of private ones alone.</summary>
    public virtual bool PeopleLeavePublicRooms => true;

    /// <summary>A connector as a service has it that has just started.</summary>
    public abstract IChatConnector Connect();

    /// <summary>Handles of people whom the tool knows.</summary>
    public abstract IReadOnlyList<string> People(int count);

    /// <summary>Looks at a room.</summary>
    public abstract Task<SeenRoom> LookAsync(ChatRoom room);

    /// <summary>Rooms that have the request's name or carry its marker, closed ones too.</summary>
    public abstract Task<int> CountRoomsAsync(RoomRequest request);

    /// <summary>A person opens a room.</summary>
    public abstract Task OpenAsync(string name);

    /// <summary>A person closes a room.</summary>
    public abstract Task ArchiveAsync(ChatRoom room);

    /// <summary>A person gives a room another name.</summary>
    public abstract Task RenameAsync(ChatRoom room, string name);

    /// <summary>A person writes into a public room, so many times.</summary>
    public abstract Task SayAsync(ChatRoom room, string text, int times);

    public abstract ValueTask DisposeAsync();
}
