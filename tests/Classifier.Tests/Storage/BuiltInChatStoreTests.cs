using Classifier.Chat;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteBuiltInChatStoreTests : BuiltInChatStoreTests<SqliteFile>;

public sealed class PostgresBuiltInChatStoreTests : BuiltInChatStoreTests<PostgresTestDatabase>;

public sealed class SqlServerBuiltInChatStoreTests : BuiltInChatStoreTests<SqlServerTestDatabase>;

public abstract class BuiltInChatStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private static readonly BuiltInRoom Room = new("r1", "inc-1001-x", "incident:1001", true, "", false);
    private BuiltInChatStore _chat = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _chat = new(Database);
    }

    [Fact]
    public async Task TryOpen_ManyAtOnce_OneOpens()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _chat.TryOpenAsync(Room with { Id = $"r{i}" }, Some.Noon, Token)));

        Assert.Single(opened, o => o);
        Assert.Equal(Room.Marker, (await _chat.FindByMarkerAsync(Room.Marker, Token))!.Marker);
        Assert.False(await _chat.TryOpenAsync(Room with { Id = "other", Marker = "other" }, Some.Noon, Token));
    }

    [Fact]
    public async Task Room_TopicAndArchive()
    {
        await _chat.TryOpenAsync(Room, Some.Noon, Token);
        await _chat.SetTopicAsync("r1", "who: edge", Token);
        await _chat.ArchiveAsync("r1", Token);

        Assert.Equal(Room with { Topic = "who: edge", IsArchived = true }, await _chat.FindAsync("r1", Token));
        Assert.Null(await _chat.FindAsync("r2", Token));
    }

    [Fact]
    public async Task Members_JoinOnceAndLeave()
    {
        await _chat.TryOpenAsync(Room, Some.Noon, Token);

        Assert.True(await _chat.TryJoinAsync("r1", "zoe", Some.Noon, Token));
        Assert.True(await _chat.TryJoinAsync("r1", "ann", Some.Noon.AddSeconds(1), Token));
        Assert.True(await _chat.TryJoinAsync("r1", "Ann", Some.Noon.AddSeconds(1), Token));
        Assert.False(await _chat.TryJoinAsync("r1", "zoe", Some.Noon.AddSeconds(2), Token));
        Assert.Equal(["zoe", "Ann", "ann"], await _chat.MembersAsync("r1", Token));
        await _chat.LeaveAsync("r1", "zoe", Token);

        Assert.Equal(["Ann", "ann"], await _chat.MembersAsync("r1", Token));
    }

    [Fact]
    public async Task Post_AgainWithTheSameMarker_IsTheSamePost()
    {
        await _chat.TryOpenAsync(Room, Some.Noon, Token);

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _chat.PostAsync(Message("brief"), "step-1", Token)));

        Assert.Single(ids.Distinct());
        Assert.Equal("brief", Assert.Single(await _chat.MessagesAsync("r1", 10, Token)).Text);
    }

    [Fact]
    public async Task EditAndDelete_OnesOwnInItsRoomAlone()
    {
        await _chat.TryOpenAsync(Room, Some.Noon, Token);
        var (kept, gone) = (await _chat.PostAsync(Message("first"), null, Token), await _chat.PostAsync(Message("second"), null, Token));
        var author = (await _chat.FindMessageAsync("r1", kept, Token))!.Author;

        Assert.False(await Database.WriteAsync(t => _chat.EditOwnAsync(t, "r1", kept, "somebody else", "x", Some.Noon), Token));
        Assert.False(await Database.WriteAsync(t => _chat.EditOwnAsync(t, "r2", kept, author, "x", Some.Noon), Token));
        Assert.False(await Database.WriteAsync(t => _chat.DeleteOwnAsync(t, "r1", gone, "somebody else"), Token));
        Assert.False(await Database.WriteAsync(t => _chat.DeleteOwnAsync(t, "r2", gone, author), Token));
        Assert.True(await Database.WriteAsync(t => _chat.EditOwnAsync(t, "r1", kept, author, "first, mended \0", Some.Noon.AddMinutes(1)), Token));
        Assert.True(await Database.WriteAsync(t => _chat.DeleteOwnAsync(t, "r1", gone, author), Token));

        Assert.Equal([("first, mended \uFFFD", Some.Noon.AddMinutes(1))], (await _chat.MessagesAsync("r1", 10, Token)).Select(m => (m.Text, m.EditedAt!.Value)));
        Assert.Null(await _chat.FindMessageAsync("r1", gone, Token));
        Assert.Null(await _chat.FindMessageAsync("r2", kept, Token));
    }

    [Fact]
    public async Task Messages_OfOneInstant_StayInOrderAndTheNewestAreGiven()
    {
        await _chat.TryOpenAsync(Room, Some.Noon, Token);
        for (var i = 0; i < 12; i++)
            await _chat.PostAsync(Message($"{i}"), null, Token);
        var last = (await _chat.MessagesAsync("r1", 1, Token)).Single();
        await _chat.EditAsync(last.Id, "edited \0", "[]", Some.Noon, Token);

        Assert.Equal(["9", "10", "edited \uFFFD"], (await _chat.MessagesAsync("r1", 3, Token)).Select(m => m.Text));
    }

    private static BuiltInMessage Message(string text) => new(Guid.CreateVersion7(Some.Noon), "r1", "classifier", text, "[]", Some.Noon);
}
