namespace Classifier.Api.Chat;

/// <summary>Translates to one chat tool. It neither retries nor decides whom to invite.</summary>
public interface IChatConnector
{
    /// <summary>As in configuration, e.g. <c>slack</c>.</summary>
    string Name { get; }

    /// <summary>What the tool can do.</summary>
    ChatCapabilities Capabilities { get; }

    /// <summary>The room that carries the request's marker, or a new one.</summary>
    /// <exception cref="RoomNameTakenException">Somebody else's room has the name; it is never adopted.</exception>
    /// <exception cref="ChatException">The tool refused, or could not be reached.</exception>
    Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken);

    /// <summary>Brings people in. Somebody who cannot be is an outcome, not an exception; the rest go on.</summary>
    Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken);

    /// <summary>Takes somebody out; nothing happens when not there.</summary>
    Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken);

    /// <summary>Sets the topic.</summary>
    Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken);

    /// <summary>Posts a message; one whose marker is there already is not posted again, as far as the tool shows what was posted.</summary>
    Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken);

    /// <summary>Replaces a message's content.</summary>
    Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken);

    /// <summary>Closes the room; its messages stay readable.</summary>
    Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken);
}

/// <summary>A tool that can open a closed room again.</summary>
public interface IReopensRooms
{
    /// <summary>Opens a room again; nothing happens when it is open.</summary>
    Task ReopenAsync(ChatRoom room, CancellationToken cancellationToken);
}

/// <summary>A tool that tells repeated calls by the step that they belong to.</summary>
public interface ICarriesSteps
{
    /// <summary>The tool for one step: a call that is made again for it is the same call.</summary>
    /// <param name="step">Belongs to no other step, of no other installation either.</param>
    IChatConnector Of(string step);
}

/// <summary>A tool that knows its people by mail address.</summary>
public interface ILooksUpPeople
{
    /// <summary>The handle of whoever has a mail address there; null for nobody.</summary>
    Task<string?> FindByMailAsync(string mail, CancellationToken cancellationToken);
}

/// <summary>A tool that keeps links in sight at the top of a room.</summary>
public interface IBookmarksLinks
{
    /// <summary>Keeps a link; nothing happens when the room has it.</summary>
    Task BookmarkAsync(ChatRoom room, string title, Uri link, CancellationToken cancellationToken);
}

/// <summary>A tool that keeps a message in sight at the top of its room.</summary>
public interface IPinsMessages
{
    /// <summary>Pins a message; nothing happens when it is pinned.</summary>
    Task PinAsync(MessageRef message, CancellationToken cancellationToken);
}

/// <summary>A tool that says which rooms we opened, for the reconciler.</summary>
public interface IListsRooms
{
    /// <summary>Rooms that are open and carry a marker of ours.</summary>
    IAsyncEnumerable<MarkedRoom> ListRoomsAsync(CancellationToken cancellationToken);
}

/// <summary>A room that we opened.</summary>
/// <param name="Room">The room.</param>
/// <param name="Marker">What it was opened for, as in <see cref="RoomRequest.Marker"/>.</param>
/// <param name="IsPrivate">Members only.</param>
public sealed record MarkedRoom(ChatRoom Room, string Marker, bool IsPrivate);

/// <summary>What a chat tool can do.</summary>
[Flags]
public enum ChatCapabilities
{
    /// <summary>Rooms and plain text.</summary>
    None = 0,

    /// <summary>Rooms that only members see.</summary>
    PrivateRooms = 1,

    /// <summary>Replies under a message.</summary>
    Threads = 2,

    /// <summary>Buttons under a message.</summary>
    Buttons = 4,

    /// <summary>Pinned messages.</summary>
    Pins = 8,

    /// <summary>Reading back what was posted.</summary>
    History = 16,

    /// <summary>Closing a room.</summary>
    Archive = 32,

    /// <summary>Nobody answers there: what people say does not reach us.</summary>
    OneWay = 64,
}

/// <summary>What a room is for.</summary>
public enum RoomKind
{
    /// <summary>One incident's.</summary>
    Incident,

    /// <summary>Triage's or the security group's, which stays.</summary>
    Standing,

    /// <summary>Between the bot and one person.</summary>
    Direct,
}

/// <summary>A room that is wanted.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Legal on every tool.</param>
/// <param name="Marker">What proves that an existing room is ours.</param>
/// <param name="IsPrivate">Decided before it exists.</param>
/// <param name="MayExist">An earlier attempt may have opened it unseen: looked for before one is opened.</param>
public sealed record RoomRequest(RoomKind Kind, string Name, string Marker, bool IsPrivate, bool MayExist = false)
{
    /// <summary>Whom a direct room is with; null for every other.</summary>
    public string? Handle { get; init; }
}

/// <summary>A room that is there.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Id">The tool's id.</param>
/// <param name="Name">Its name.</param>
public sealed record ChatRoom(string Connector, string Id, string Name);

/// <summary>What came of inviting somebody.</summary>
/// <param name="Handle">Who.</param>
/// <param name="IsMember">In the room now.</param>
/// <param name="Problem">Why not; null when in.</param>
public sealed record MemberOutcome(string Handle, bool IsMember, string? Problem);

/// <summary>A posted message.</summary>
/// <param name="Room">Where.</param>
/// <param name="Id">The tool's id.</param>
public sealed record MessageRef(ChatRoom Room, string Id);

/// <summary>The tool has another room by this name.</summary>
public sealed class RoomNameTakenException(string connector, string name) : Exception($"{connector} has another room named {name}");

/// <summary>A chat tool refused or could not be reached.</summary>
public sealed class ChatException(string connector, string error, bool isTransient, TimeSpan? retryAfter = null) : Exception($"{connector}: {error}")
{
    /// <summary>Trying again may help.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>When the tool said to try again; null when it said nothing.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>We held the call back ourselves; the tool was not asked.</summary>
    public bool IsOurs { get; init; }
}
