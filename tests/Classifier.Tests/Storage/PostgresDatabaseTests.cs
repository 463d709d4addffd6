using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Storage.Postgres;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Classifier.Tests.Storage;

/// <summary>What PostgreSQL alone does, beside what servers do alike.</summary>
public sealed class PostgresDatabaseTests : ServerDatabaseTests<PostgresTestDatabase>
{
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
    public async Task Write_ConnectionsAreCut_IsUnavailableAndTheNextGoesThrough()
    {
        var history = new HistoryStore(Database);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('lost', '{}')");
            await Store.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('lost too', '{}')");
        }));

        Assert.Equal(1, await history.AddAsync([new() { Id = "kept", OpenedAt = Some.Noon, Title = "t" }], Token));
        Assert.Equal("kept", Assert.Single(await history.ReadAsync(Token)).Id);
        Assert.True(await Database.TryWriteAsync(Token));
    }

    [Fact]
    public async Task Write_StandsStillTooLong_OthersGoOnMeanwhile_AndItRunsAgain()
    {
        var impatient = new NpgsqlConnectionStringBuilder(await Store.ConnectionAsync()) { Options = "-c idle_in_transaction_session_timeout=2s" };
        await using var database = await PostgresDatabase.OpenAsync(impatient.ConnectionString, NullLogger.Instance, Token);
        var runs = 0;

        var changed = await database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('held', '{}') ON CONFLICT DO NOTHING");
            if (++runs == 1)
                Assert.Equal(1, await new HistoryStore(Database).AddAsync([new() { Id = "held", OpenedAt = Some.Noon, Title = "t" }], Token));     // waits for the row above
            return await t.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('late', '{\"id\":\"late\",\"title\":\"t\"}')");
        }, Token);

        Assert.True((runs, changed) is ( > 1, 1), $"{runs} runs, {changed} rows");
        Assert.Equal(["held", "late"], (await new HistoryStore(Database).ReadAsync(Token)).Select(t => t.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "15s")]
    [InlineData("Options=-c search_path=public", "15s")]
    [InlineData("Options=-c idle_in_transaction_session_timeout=1min", "1min")]
    [InlineData("Application Name=no options", "15s")]
    [InlineData("Options=", "0")]
    [InlineData("Options='';Timeout=9", "0")]
    public async Task Open_HowLongATransactionMayStandStill_IsOursUnlessSomethingElseIsAsked(string asked, string expected)
    {
        await using var database = await PostgresDatabase.OpenAsync($"{await Store.ConnectionAsync()};{asked}", NullLogger.Instance, Token);

        Assert.Equal(expected, await database.ReadAsync(c => c.ExecuteScalarAsync<string>("SHOW idle_in_transaction_session_timeout"), Token));
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
        await Store.ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$");
        await Store.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.False(await Database.TryWriteAsync(Token));
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
        await Store.ExecuteAsync("UPDATE timeline SET tx = 4000000000000");

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
}
