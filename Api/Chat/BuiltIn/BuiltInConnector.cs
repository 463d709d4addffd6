using System.Text.Json;
using Classifier.Api.Json;
using Classifier.Chat;

namespace Classifier.Api.Chat.BuiltIn;

/// <summary>Rooms in our own database, shown live in the console. A person's handle is the one named <c>builtin</c>, else the id.</summary>
internal sealed class BuiltInConnector(IBuiltInChatStore store, ChatFeed feed, TimeProvider clock) : IChatConnector, IReopensRooms
{
    /// <summary>The name in configuration and in handles.</summary>
    public const string ConnectorName = "builtin";

    public string Name => ConnectorName;

    public ChatCapabilities Capabilities => ChatCapabilities.PrivateRooms | ChatCapabilities.Buttons | ChatCapabilities.History | ChatCapabilities.Archive;

    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await FindOrOpenAsync(request, cancellationToken);
        if (request.Handle is { } handle)
            await store.TryJoinAsync(room.Id, handle, clock.GetUtcNow(), cancellationToken);
        return room;
    }

    private async Task<ChatRoom> FindOrOpenAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var wanted = new BuiltInRoom(Guid.CreateVersion7(clock.GetUtcNow()).ToString(), request.Name, request.Marker, request.IsPrivate, "", false);
        if (await store.FindByMarkerAsync(request.Marker, cancellationToken) is { } ours)
        {
            if (ours.IsArchived)
                await store.ReopenAsync(ours.Id, cancellationToken);
            return new(Name, ours.Id, ours.Name);
        }
        if (await store.TryOpenAsync(wanted, clock.GetUtcNow(), cancellationToken))
            return new(Name, wanted.Id, wanted.Name);
        return await store.FindByMarkerAsync(request.Marker, cancellationToken) is { } raced
            ? new(Name, raced.Id, raced.Name)
            : throw new RoomNameTakenException(Name, request.Name);
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        foreach (var handle in handles)
            await store.TryJoinAsync(room.Id, handle, clock.GetUtcNow(), cancellationToken);
        feed.Changed(room.Id);
        return [.. handles.Select(h => new MemberOutcome(h, true, null))];
    }

    public async Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        await store.LeaveAsync(room.Id, handle, cancellationToken);
        feed.Changed(room.Id);
    }

    public async Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken)
    {
        await store.SetTopicAsync(room.Id, topic, cancellationToken);
        feed.Changed(room.Id);
    }

    public Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken) =>
        PostAsAsync(room, Author, message, cancellationToken);

    public async Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken)
    {
        await store.EditAsync(Guid.Parse(message.Id), content.Text, Blocks(content), clock.GetUtcNow(), cancellationToken);
        feed.Changed(message.Room.Id);
    }

    public async Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        await store.ArchiveAsync(room.Id, cancellationToken);
        feed.Changed(room.Id);
    }

    public async Task ReopenAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        await store.ReopenAsync(room.Id, cancellationToken);
        feed.Changed(room.Id);
    }

    /// <summary>Who posts when the service does.</summary>
    public const string Author = "classifier";

    /// <summary>Posts for somebody: the service, a person or a key.</summary>
    public async Task<MessageRef> PostAsAsync(ChatRoom room, string author, ChatMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = await store.PostAsync(new(Guid.CreateVersion7(now), room.Id, author, message.Text, Blocks(message), now), message.Marker, cancellationToken);
        feed.Changed(room.Id);
        return new(room, id.ToString());
    }

    private static string Blocks(ChatMessage message) => JsonSerializer.Serialize(message.Blocks, ApiJson.Default.IReadOnlyListChatBlock);
}
