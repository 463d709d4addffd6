using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Storage.Postgres;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Classifier.Tests.Storage;

/// <summary>What PostgreSQL alone does.</summary>
public sealed class PostgresDatabaseTests : StoreTests<PostgresTestDatabase>
{
    [Fact]
    public async Task Open_ManyNodesAtOnceOnAnEmptyDatabase_OneMakesTheSchema()
    {
        await using var empty = new PostgresTestDatabase();
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
    public async Task Open_NoServer_IsOneSentenceWithoutThePassword()
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            PostgresDatabase.OpenAsync("Host=127.0.0.1;Port=1;Username=u;Password=opensesame;Timeout=2", NullLogger.Instance, Token));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnreadableConnectionString_IsNamed() =>
        await Assert.ThrowsAsync<StorageSettingsException>(() => PostgresDatabase.OpenAsync("Sesame=open", NullLogger.Instance, Token));

    [Fact]
    public async Task Write_Deadlock_RunsAgainAndBothAreKept()
    {
        var chat = new BuiltInChatStore(Database);
        foreach (var id in (string[])["a", "b"])
            await chat.TryOpenAsync(new(id, id, id, false, "", false), Some.Noon, Token);
        var runs = 0;

        await Task.WhenAll(TouchAsync("a", "b"), TouchAsync("b", "a"));

        Assert.True(runs > 2, "there was no deadlock");
        Assert.Equal([2, 2], await Database.ReadAsync(async c => (await c.QueryAsync<int>("SELECT length(topic) FROM chat_room")).AsList(), Token));

        Task<bool> TouchAsync(string first, string second) => WriteAsync(async t =>
        {
            Interlocked.Increment(ref runs);
            await t.ExecuteAsync("UPDATE chat_room SET topic = topic || 'x' WHERE id = @Id", new { Id = first });
            await Task.Delay(300, Token);
            await t.ExecuteAsync("UPDATE chat_room SET topic = topic || 'x' WHERE id = @Id", new { Id = second });
        });
    }

    [Fact]
    public async Task Write_ConnectionsAreCut_IsUnavailableAndTheNextGoesThrough()
    {
        var history = new HistoryStore(Database);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('lost', '{}')");
            await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('lost too', '{}')");
        }));

        Assert.Equal(1, await history.AddAsync([new() { Id = "kept", OpenedAt = Some.Noon, Title = "t" }], Token));
        Assert.Equal("kept", Assert.Single(await history.ReadAsync(Token)).Id);
        Assert.True(await Database.TryWriteAsync(Token));
    }

    [Fact]
    public async Task Write_AnswerToTheCommitIsLost_IsLookedUp()
    {
        var direct = new NpgsqlConnectionStringBuilder(await Store.ConnectionAsync());
        await using var proxy = new CuttingProxy(direct.Port);
        var through = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port };
        await using var database = await PostgresDatabase.OpenAsync(through.ConnectionString, NullLogger.Instance, Token);
        var inbox = new Inbox(database);
        var runs = 0;
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(), Some.Noon, InboxState.Queued);

        var isKept = await database.WriteAsync(async t =>
        {
            runs++;
            await inbox.AppendAsync(t, [entry]);
            proxy.CutAfter("COMMIT");
            return true;
        }, Token);

        Assert.True(isKept);
        Assert.Equal(1, runs);
        Assert.NotNull(await new Inbox(Database).FindAsync(entry.Id, Token));
    }

    [Fact]
    public async Task TryWrite_ReadOnlyServer_IsFalse()
    {
        await ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$");
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

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
        await Store.SettleAsync();
        Assert.Equal(["inc-1001", "inc-1002"], (await closed.ReadAsync(0, 100, Token)).Changed.Select(c => c.Id));
    }

    [Fact]
    public async Task Open_RestoredFromAnotherServer_ItsTransactionNumbersHideNothing()
    {
        var incidents = new IncidentStore(Database);
        await WriteAsync(async t =>
        {
            await incidents.AddAsync(t, Some.Incident(1001), new(Guid.NewGuid(), Some.Alert(), Some.Scores(), []));
            await incidents.AddEventsAsync(t, 1001, [IncidentMachine.Event(Some.Noon, "ann", "said", "")]);
        });
        await ExecuteAsync("UPDATE timeline SET tx = 4000000000000");

        await OpenAsync();

        await Store.SettleAsync();
        Assert.Equal("inc-1001", Assert.Single((await new ClosedIncidentStore(Database).ReadAsync(0, 100, Token)).Changed).Id);
    }

    [Fact]
    public async Task Wake_ReachesWhoListens()
    {
        var (heard, shares) = (new TaskCompletionSource<string>(), (ISharesWakeups)Database);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var listening = ((ISharesWakeups)await OpenAsync()).ListenAsync(word => heard.TrySetResult(word), end.Token);

        while (!heard.Task.IsCompleted)
        {
            await shares.WakeAsync("alerts", Token);
            await Task.WhenAny(heard.Task, Task.Delay(50, Token));
        }

        Assert.Equal("alerts", await heard.Task);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await Store.ConnectionAsync());
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
