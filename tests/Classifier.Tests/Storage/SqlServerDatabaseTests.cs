using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;
using Dapper;

namespace Classifier.Tests.Storage;

/// <summary>What SQL Server alone does, beside what servers do alike. Faults of connections are tried at driver level, in Classifier.SqlServer.Tests.</summary>
public sealed class SqlServerDatabaseTests : ServerDatabaseTests<SqlServerTestDatabase>
{
    [Fact]
    public async Task Open_ReadersWouldWaitForWriters_SaysWhatToDo()
    {
        await Store.ExecuteAsync("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT OFF WITH ROLLBACK IMMEDIATE");

        var error = await Assert.ThrowsAsync<StorageSettingsException>(OpenAsync);

        Assert.Contains("SET READ_COMMITTED_SNAPSHOT ON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SessionIsKilled_NothingIsKeptAndTheNextGoesThrough()
    {
        var history = new HistoryStore(Database);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES (N'lost', N'{}')");
            await Store.ExecuteAsync($"KILL {await t.SingleOrDefaultAsync<short>("SELECT @@SPID")}");
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
        await Store.ExecuteAsync("ALTER DATABASE CURRENT SET READ_ONLY WITH ROLLBACK IMMEDIATE");

        Assert.False(await Database.TryWriteAsync(Token));
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
}
