using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp;

/// <summary>
/// Rooms of an XMPP server (XEP-0045), for members only. A room is ours when our bot alone owns it and its description carries the
/// marker, or is still empty because we were cut off before it was written and our bookmarks name it.
/// </summary>
internal sealed class XmppConnector(XmppClient client) : IChatConnector, IReopensRooms, IListsRooms
{
    private const string NotAnAddress = "is no address of a person (name@server)";

    public string Name => XmppNames.ConnectorName;

    public ChatCapabilities Capabilities => ChatCapabilities.PrivateRooms | ChatCapabilities.History | ChatCapabilities.Archive;

    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.Handle is { } handle)
            return new(Name, XmppAddress.Person(handle) ?? throw new ChatException(Name, $"{handle} {NotAnAddress}", isTransient: false), request.Name);
        var session = await client.SessionAsync(cancellationToken);
        // A standing room is older than this process, and may have been asked for by another name.
        if ((request.MayExist || request.Kind == RoomKind.Standing) && await XmppIndex.FindAsync(session, request.Marker, cancellationToken) is { } noted
            && await XmppRooms.LookAsync(session, noted.Room, cancellationToken) is { } earlier && IsFor(earlier, request, noted.Marker))
            return await OpenAsync(session, noted.Room, request, earlier, cancellationToken);
        return await OpenByNameAsync(session, request, cancellationToken);
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        if (handles.Count == 0)
            return [];
        var session = await client.SessionAsync(cancellationToken);
        var members = (await XmppRooms.PeopleAsync(session, room.Id, "member", cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return await Task.WhenAll(handles.Distinct().Select(handle => InviteAsync(session, room, handle, members, cancellationToken)));
    }

    public async Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        if (XmppAddress.Person(handle) is { } person)
            XmppNames.Require("taking somebody out", await XmppRooms.AffiliateAsync(await client.SessionAsync(cancellationToken), room.Id, person, "none", cancellationToken));
    }

    public async Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken)
    {
        var session = await EnterAsync(room.Id, cancellationToken);
        var subject = new XElement(XmppNames.Client + "subject", XmppText.Clean(topic, XmppMessages.MaxTopic));
        if (await session.TellAsync(XmppSession.Message(room.Id, "groupchat", XmppSession.NewId(), [subject]), room.Id, cancellationToken) is { } refusal)
            XmppNames.Require("setting the topic", refusal);
    }

    public async Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken)
    {
        var posted = new MessageRef(room, XmppMessages.IdOf(room.Id, message.Marker));
        if (message is { Marker: not null, MayExist: true } && await IsPostedAsync(posted, cancellationToken))
            return posted;
        await SendAsync(room, posted.Id, XmppMessages.Content(message, posted.Id), cancellationToken);
        return posted;
    }

    public Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken)
    {
        var id = XmppSession.NewId();
        return SendAsync(message.Room, id, XmppMessages.Content(content, id, corrects: message.Id), cancellationToken);
    }

    public async Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(cancellationToken);
        if (await XmppRooms.LookAsync(session, room.Id, cancellationToken) is not { } state)
            return;
        if (!state.IsClosed)
        {
            await EnterAsync(room.Id, cancellationToken);
            await XmppRooms.ConfigureAsync(session, room.Id, room.Name, state, state.Marker, state.IsPrivate, isClosed: true, cancellationToken);
        }
        await XmppRooms.GiveVoiceAsync(session, room.Id, hasVoice: false, cancellationToken);
        await XmppIndex.ForgetAsync(session, room.Id, cancellationToken);
        await session.Rooms.LeaveAsync(room.Id);
    }

    public async Task ReopenAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(cancellationToken);
        var state = await XmppRooms.LookAsync(session, room.Id, cancellationToken) ?? throw new ChatException(Name, $"the room {room.Name} is gone", isTransient: false);
        await OpenAsync(session, room.Id, new(RoomKind.Incident, room.Name, state.Marker, state.IsPrivate), state, cancellationToken);
    }

    public async IAsyncEnumerable<MarkedRoom> ListRoomsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(cancellationToken);
        foreach (var noted in await XmppIndex.ReadAsync(session, cancellationToken))
        {
            if (await TryLookAsync(session, noted.Room, cancellationToken) is { IsClosed: false } state && state.Marker == noted.Marker)
                yield return new(Room(noted.Room), state.Marker, state.IsPrivate);
        }
    }

    private static async Task<XmppRoomState?> TryLookAsync(XmppSession session, string room, CancellationToken cancellationToken)
    {
        try
        {
            return await XmppRooms.LookAsync(session, room, cancellationToken);
        }
        catch (RoomNameTakenException)
        {
            return null;        // noted, and then somebody else was faster
        }
    }

    private async Task<ChatRoom> OpenByNameAsync(XmppSession session, RoomRequest request, CancellationToken cancellationToken)
    {
        var room = Address(request.Name);
        var state = await XmppRooms.LookAsync(session, room, cancellationToken);
        if (state is null)
        {
            await XmppIndex.KeepAsync(session, room, request.Marker, cancellationToken);
            var entry = await session.Rooms.EnterAsync(room, cancellationToken);
            if (entry.Answer.Error() is { } error)
                throw await RefusedAsync(session, room, entry, error, cancellationToken);
            try
            {
                state = await XmppRooms.LookAsync(session, room, cancellationToken) ?? throw new ChatException(Name, "the room was gone at once", isTransient: true);
            }
            catch (RoomNameTakenException)
            {
                await session.Rooms.LeaveAsync(room);       // somebody else was faster
                await XmppIndex.ForgetAsync(session, room, cancellationToken);
                throw;
            }
            return await OpenAsync(session, room, request, state, cancellationToken);
        }
        var isNoted = state.Marker.Length == 0 && await XmppIndex.FindAsync(session, request.Marker, cancellationToken) is { } noted && noted.Room == room;
        return isNoted || IsFor(state, request, null) ? await OpenAsync(session, room, request, state, cancellationToken) : throw new RoomNameTakenException(Name, request.Name);
    }

    private async Task<Exception> RefusedAsync(XmppSession session, string room, XmppEntry entry, string error, CancellationToken cancellationToken)
    {
        await XmppIndex.ForgetAsync(session, room, cancellationToken);
        return error is "registration-required" or "forbidden" or "not-authorized" or "gone" ? new RoomNameTakenException(Name, room) : XmppNames.Refused("opening the room", entry.Answer, error);
    }

    private static bool IsFor(XmppRoomState state, RoomRequest request, string? noted) => state.Marker == request.Marker || (state.Marker.Length == 0 && noted == request.Marker);

    /// <summary>Brings a room of ours into the state that is wanted, with us in it. A locked one is configured first: until then it lets nobody in, us neither where we were cut off.</summary>
    private async Task<ChatRoom> OpenAsync(XmppSession session, string room, RoomRequest request, XmppRoomState state, CancellationToken cancellationToken)
    {
        if (state is { IsClosed: true } || state.Marker != request.Marker || state.IsPrivate != request.IsPrivate)
        {
            await XmppIndex.KeepAsync(session, room, request.Marker, cancellationToken);
            await XmppRooms.ConfigureAsync(session, room, Room(room).Name, state, request.Marker, request.IsPrivate, isClosed: false, cancellationToken);
        }
        await EnterAsync(room, cancellationToken);
        if (state.IsClosed)
            await XmppRooms.GiveVoiceAsync(session, room, hasVoice: true, cancellationToken);
        return Room(room);
    }

    private static async Task<MemberOutcome> InviteAsync(XmppSession session, ChatRoom room, string handle, HashSet<string> members, CancellationToken cancellationToken)
    {
        if (XmppAddress.Person(handle) is not { } person)
            return new(handle, false, NotAnAddress);
        if (members.Contains(person))
            return new(handle, true, null);
        var answer = await XmppRooms.AffiliateAsync(session, room.Id, person, "member", cancellationToken);
        if (answer.Error() is "jid-malformed" or "item-not-found" or "not-acceptable")
            return new(handle, false, NotAnAddress);
        XmppNames.Require("inviting somebody", answer);
        await session.SendAsync(new XElement(XmppNames.Client + "message", new XAttribute("to", person), new XElement(XmppNames.Invitation + "x", new XAttribute("jid", room.Id))));
        return new(handle, true, null);
    }

    private async Task<bool> IsPostedAsync(MessageRef wanted, CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(cancellationToken);
        var (isRoom, self) = (IsRoom(wanted.Room), session.Self.Bare);
        await foreach (var kept in isRoom ? XmppArchive.BackwardsAsync(session, wanted.Room.Id, cancellationToken) : XmppArchive.WithAsync(session, wanted.Room.Id, cancellationToken))
        {
            // Others could write our id, which is no secret.
            if (kept.Message.Text("id") == wanted.Id && self == (isRoom ? kept.Person : XmppAddress.Parse(kept.Message.Text("from"))?.Bare))
                return true;
        }
        return false;
    }

    private async Task SendAsync(ChatRoom room, string id, IEnumerable<XElement> content, CancellationToken cancellationToken)
    {
        if (IsRoom(room))
        {
            XmppNames.Require("posting", await (await EnterAsync(room.Id, cancellationToken)).SayAsync(room.Id, id, content, cancellationToken));
            return;
        }
        var session = await client.SessionAsync(cancellationToken);
        if (await session.TellAsync(XmppSession.Message(room.Id, "chat", id, content), null, cancellationToken) is { } refusal)
            throw new ChatException(Name, $"{room.Id} cannot be written to: {refusal.Error()}", isTransient: false);
    }

    private async Task<XmppSession> EnterAsync(string room, CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(cancellationToken);
        if (!session.Rooms.IsIn(room))
            XmppNames.Require("entering the room", (await session.Rooms.EnterAsync(room, cancellationToken)).Answer);
        return session;
    }

    private bool IsRoom(ChatRoom room) => room.Id.EndsWith($"@{client.Account.Rooms}", StringComparison.Ordinal);

    private ChatRoom Room(string address) => new(Name, address, address[..address.IndexOf('@', StringComparison.Ordinal)]);

    private string Address(string name) => XmppAddress.Person($"{name}@{client.Account.Rooms}") is { } room && name.Trim() == name
        ? room : throw new ChatException(Name, $"no room can be named '{XmppText.Clean(name, 100)}' here", isTransient: false);
}
