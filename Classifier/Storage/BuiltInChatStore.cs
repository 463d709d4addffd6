using Classifier.Chat;
using Dapper;

namespace Classifier.Storage;

/// <summary>Rooms, members and messages of the built-in chat.</summary>
public sealed class BuiltInChatStore(IDatabase database) : IBuiltInChatStore
{
    private readonly SqlText _sql = database.Sql("Chat");

    /// <inheritdoc />
    public Task<BuiltInRoom?> FindByMarkerAsync(string marker, CancellationToken cancellationToken) => OneRoomAsync("FindByMarker", new { Marker = marker }, cancellationToken);

    /// <inheritdoc />
    public Task<BuiltInRoom?> FindAsync(string id, CancellationToken cancellationToken) => OneRoomAsync("Find", new { Id = id }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> TryOpenAsync(BuiltInRoom room, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangesAsync("Open", new { room.Id, room.Name, room.Marker, room.IsPrivate, room.Topic, AtUs = at.ToMicros() }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> TryJoinAsync(string room, string handle, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangesAsync("Join", new { Room = room, Handle = handle, AtUs = at.ToMicros() }, cancellationToken);

    /// <inheritdoc />
    public Task LeaveAsync(string room, string handle, CancellationToken cancellationToken) => ChangesAsync("Leave", new { Room = room, Handle = handle }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> MembersAsync(string room, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(async connection =>
        (await connection.QueryAsync<string>(_sql["Members"], new { Room = room })).AsList(), cancellationToken);

    /// <inheritdoc />
    public Task SetTopicAsync(string room, string topic, CancellationToken cancellationToken) => ChangesAsync("SetTopic", new { Id = room, Topic = topic.Storable() }, cancellationToken);

    /// <inheritdoc />
    public Task ArchiveAsync(string room, CancellationToken cancellationToken) => ChangesAsync("Archive", new { Id = room }, cancellationToken);

    /// <inheritdoc />
    public Task ReopenAsync(string room, CancellationToken cancellationToken) => ChangesAsync("Reopen", new { Id = room }, cancellationToken);

    /// <inheritdoc />
    public Task<Guid> PostAsync(BuiltInMessage message, string? marker, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var added = await transaction.ExecuteAsync(_sql["Post"], new
        {
            Id = message.Id.ToString(),
            message.Room,
            Marker = marker,
            message.Author,
            Text = message.Text.Storable(),
            message.Blocks,
            PostedAtUs = message.PostedAt.ToMicros(),
        });
        return added > 0 ? message.Id : Guid.Parse((await transaction.SingleOrDefaultAsync<string>(_sql["FindByMessageMarker"], new { Marker = marker }))!);
    }, cancellationToken);

    /// <inheritdoc />
    public Task EditAsync(Guid id, string text, string blocks, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangesAsync("Edit", new { Id = id.ToString(), Text = text.Storable(), Blocks = blocks, AtUs = at.ToMicros() }, cancellationToken);

    /// <inheritdoc />
    public Task<BuiltInMessage?> FindMessageAsync(string room, Guid id, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<MessageRow>(_sql["FindMessage"], new { Room = room, Id = id.ToString() }))?.ToMessage(), cancellationToken);

    /// <inheritdoc />
    public async Task<bool> EditOwnAsync(StoreTransaction transaction, string room, Guid id, string author, string text, DateTimeOffset at) =>
        await transaction.ExecuteAsync(_sql["EditOwn"], new { Room = room, Id = id.ToString(), Author = author, Text = text.Storable(), AtUs = at.ToMicros() }) > 0;

    /// <inheritdoc />
    public async Task<bool> DeleteOwnAsync(StoreTransaction transaction, string room, Guid id, string author) =>
        await transaction.ExecuteAsync(_sql["DeleteOwn"], new { Room = room, Id = id.ToString(), Author = author }) > 0;

    /// <inheritdoc />
    public Task<IReadOnlyList<BuiltInMessage>> MessagesAsync(string room, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<BuiltInMessage>>(async connection =>
        [.. (await connection.QueryAsync<MessageRow>(_sql["Messages"], new { Room = room, Limit = limit })).Select(r => r.ToMessage())], cancellationToken);

    private Task<bool> ChangesAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(async transaction => await transaction.ExecuteAsync(_sql[statement], parameters) > 0, cancellationToken);

    private Task<BuiltInRoom?> OneRoomAsync(string statement, object parameters, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<RoomRow>(_sql[statement], parameters))?.ToRoom(), cancellationToken);

    private sealed class RoomRow
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public string Marker { get; set; } = "";
        public bool IsPrivate { get; set; }
        public string Topic { get; set; } = "";
        public bool IsArchived { get; set; }

        public BuiltInRoom ToRoom() => new(Id, Name, Marker, IsPrivate, Topic, IsArchived);
    }

    private sealed class MessageRow
    {
        public string Id { get; set; } = "";
        public string Room { get; set; } = "";
        public string Author { get; set; } = "";
        public string Text { get; set; } = "";
        public string Blocks { get; set; } = "";
        public long PostedAtUs { get; set; }
        public long? EditedAtUs { get; set; }

        public BuiltInMessage ToMessage() => new(Guid.Parse(Id), Room, Author, Text, Blocks, Micros.FromMicros(PostedAtUs), Micros.FromMicros(EditedAtUs));
    }
}
