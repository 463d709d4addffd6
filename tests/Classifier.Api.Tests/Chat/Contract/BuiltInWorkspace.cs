using Classifier.Api.Chat;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The built-in chat on a database of its own.</summary>
internal sealed class BuiltInWorkspace : ChatWorkspace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private SqliteDatabase _database = null!;
    private BuiltInChatStore _store = null!;

    public override string WhyNobodyIsUnknown => "everybody is known to the built-in chat: the id is the handle";

    public override string WhyNobodyRenames => "nobody renames a room of the built-in chat";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ChatWorkspace> StartAsync()
    {
        var workspace = new BuiltInWorkspace();
        workspace._database = await SqliteDatabase.OpenAsync(Path.Combine(workspace._folder, "test.db"), NullLogger.Instance, Token);
        workspace._store = new(workspace._database);
        return workspace;
    }

    public override IChatConnector Connect() => new BuiltInConnector(_store, new(), TimeProvider.System);

    public override IReadOnlyList<string> People(int count) => [.. Enumerable.Range(0, count).Select(n => $"p{n:D3}")];

    public override async Task<SeenRoom> LookAsync(ChatRoom room)
    {
        var seen = (await _store.FindAsync(room.Id, Token))!;
        return new(seen.Name, seen.Topic, seen.IsPrivate, seen.IsArchived, await _store.MembersAsync(room.Id, Token),
            [.. (await _store.MessagesAsync(room.Id, 10_000, Token)).Select(m => new SeenPost(m.Text, m.Blocks != "[]"))]);
    }

    // Names and markers are unique by the schema: no second one can be.
    public override async Task<int> CountRoomsAsync(RoomRequest request) => await _store.FindByMarkerAsync(request.Marker, Token) is null ? 0 : 1;

    public override Task OpenAsync(string name) => _store.TryOpenAsync(new($"{Guid.NewGuid()}", name, $"of somebody: {name}", false, "", false), TimeProvider.System.GetUtcNow(), Token);

    public override Task ArchiveAsync(ChatRoom room) => _store.ArchiveAsync(room.Id, Token);

    public override Task RenameAsync(ChatRoom room, string name) => throw new NotSupportedException(WhyNobodyRenames);

    public override Task SayAsync(ChatRoom room, string text, int times) => Task.WhenAll(Enumerable.Range(0, times).Select(_ =>
        _store.PostAsync(new(Guid.CreateVersion7(), room.Id, "ann", text, "[]", TimeProvider.System.GetUtcNow()), null, Token)));

    public override async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
