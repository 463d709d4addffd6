using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Classifier.Tests.Storage;

/// <summary>What SQL Server alone does. Faults of connections are tried at driver level, in Classifier.SqlServer.Tests.</summary>
public sealed class SqlServerDatabaseTests : StoreTests<SqlServerTestDatabase>
{
    [Fact]
    public async Task Open_ManyNodesAtOnceOnAnEmptyDatabase_OneMakesTheSchema()
    {
        await using var empty = new SqlServerTestDatabase();
        await empty.ConnectionAsync();

        foreach (var opened in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => empty.OpenAsync())))
            await opened.DisposeAsync();
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await ExecuteAsync("INSERT INTO schema_version (version) VALUES (9999)");

        var error = await Assert.ThrowsAsync<NewerSchemaException>(OpenAsync);

        Assert.Contains("9999 is newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ReadersWouldWaitForWriters_SaysWhatToDo()
    {
        await ExecuteAsync("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT OFF WITH ROLLBACK IMMEDIATE");

        var error = await Assert.ThrowsAsync<StorageSettingsException>(OpenAsync);

        Assert.Contains("SET READ_COMMITTED_SNAPSHOT ON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Deadlock_RunsAgainAndBothAreKept()
    {
        var chat = new BuiltInChatStore(Database);
        foreach (var id in (string[])["a", "b"])
            await chat.TryOpenAsync(new(id, id, id, false, "", false), Some.Noon, Token);
        var runs = 0;

        await Task.WhenAll(TouchAsync("a", "b"), TouchAsync("b", "a"));

        Assert.True(runs > 2, "there was no deadlock");
        Assert.Equal([2, 2], await Database.ReadAsync(async c => (await c.QueryAsync<int>("SELECT CAST(LEN(topic) AS int) FROM chat_room")).AsList(), Token));

        Task<bool> TouchAsync(string first, string second) => WriteAsync(async t =>
        {
            Interlocked.Increment(ref runs);
            await t.ExecuteAsync("UPDATE chat_room SET topic = topic + N'x' WHERE id = @Id", new { Id = first });
            await Task.Delay(300, Token);
            await t.ExecuteAsync("UPDATE chat_room SET topic = topic + N'x' WHERE id = @Id", new { Id = second });
        });
    }

    [Fact]
    public async Task Write_SessionIsKilled_NothingIsKeptAndTheNextGoesThrough()
    {
        var history = new HistoryStore(Database);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES (N'lost', N'{}')");
            await ExecuteAsync($"KILL {await t.SingleOrDefaultAsync<short>("SELECT @@SPID")}");
        }));

        Assert.Empty(await history.ReadAsync(Token));
        Assert.True(await Database.TryWriteAsync(Token));
    }

    [Fact]
    public async Task Write_Many_LeavesFewMarkers()
    {
        for (var i = 0; i < 20; i++)
            await Database.TryWriteAsync(Token);

        Assert.InRange(await Database.ReadAsync(c => c.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM commit_marker"), Token), 1, 2);
    }

    [Fact]
    public async Task TryWrite_ReadOnlyDatabase_IsFalse()
    {
        await ExecuteAsync("ALTER DATABASE CURRENT SET READ_ONLY WITH ROLLBACK IMMEDIATE");

        Assert.False(await Database.TryWriteAsync(Token));
    }

    [Fact]
    public async Task Closed_AnOlderTransactionStillRuns_NothingBehindItIsReadSoNothingIsMissed()
    {
        var (incidents, closed) = (new IncidentStore(Database), new ClosedIncidentStore(Database));
        foreach (var number in (long[])[1001, 1002])
            await WriteAsync(t => incidents.AddAsync(t, Some.Incident(number) with { DedupKey = $"k{number}" }, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
        var during = Array.Empty<string>();

        await WriteAsync(async slow =>
        {
            await incidents.AddEventsAsync(slow, 1001, [IncidentMachine.Event(Some.Noon, "ann", "said", "first")]);
            await WriteAsync(t => incidents.AddEventsAsync(t, 1002, [IncidentMachine.Event(Some.Noon, "ann", "said", "second")]));
            during = [.. (await closed.ReadAsync(0, 100, Token)).Changed.Select(c => c.Id)];
        });

        Assert.Empty(during);
        Assert.Equal(["inc-1001", "inc-1002"], (await closed.ReadAsync(0, 100, Token)).Changed.Select(c => c.Id));
    }

    [Fact]
    public async Task Keys_ThatDifferInTrailingBlanksOrCase_AreDifferent()
    {
        var (history, incidents) = (new HistoryStore(Database), new IncidentStore(Database));
        await WriteAsync(t => incidents.AddAsync(t, Some.Incident(1001), new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));

        Assert.Equal(3, await history.AddAsync([.. ((string[])["t", "t ", "T"]).Select(id => new Classifier.History.Ticket { Id = id, OpenedAt = Some.Noon, Title = "t" })], Token));
        foreach (var instance in (string[])["i", "i ", "I", new string('i', 5000)])
            await WriteAsync(t => incidents.SetFiringAsync(t, 1001, AlertKey.Of(Some.Alert() with { Instance = instance })));
        Assert.Equal(4, await Database.WriteAsync(t => incidents.CountFiringAsync(t, 1001), Token));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqlConnection(await Store.ConnectionAsync());
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
