using Classifier.Alerts;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Tests.Storage;

public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private SqliteDatabase _database = null!;

    private string File => Path.Combine(_folder, "test.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await SqliteDatabase.OpenAsync(File, NullLogger.Instance, Token);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Open_AnOlderSchema_KeepsWhichAlertsFire_AndABackup()
    {
        var old = Path.Combine(_folder, "old.db");
        var storm = Convert.ToHexStringLower(Fingerprint.KeyHash("api", "stormy"));
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={old}"))
        {
            foreach (var (_, sql) in SqlText.Migrations("Sqlite").Where(m => m.Number <= 4))
                await connection.ExecuteAsync(sql);
            await connection.ExecuteAsync($"""
                PRAGMA user_version = 4;
                INSERT INTO incident (number, key_hash, source, dedup_key, episode, state, is_private, title, severity, type_probability, type_source, type_is_likely,
                    team_probability, team_source, decision, trust, novelty, location, alert_count, opened_at_us, version)
                VALUES (1001, @Own, 'api', 'k', 1, 'open', 0, 't', 2, 0, 'model', 0, 0, 'model', 'act', 0, 'known', @Nowhere, 1, 1, 0),
                       (1002, @Storm, 'storm', 'storm', 1, 'open', 0, 't', 2, 0, 'model', 0, 0, 'model', 'act', 0, 'known', @Nowhere, 1, 1, 0);
                INSERT INTO incident_instance (incident, instance, firing) VALUES (1001, '', 1), (1001, 'db1', 0), (1002, '{storm}:db2', 1);
                """, new { Own = Fingerprint.KeyHash("api", "k"), Storm = Fingerprint.KeyHash("storm", "storm"), Nowhere = "{}" });
        }

        await using var database = await SqliteDatabase.OpenAsync(old, NullLogger.Instance, Token);

        var incidents = new IncidentStore(database);
        await database.WriteAsync(async t =>
        {
            Assert.Equal((1, 1), (await incidents.CountFiringAsync(t, 1001), await incidents.CountFiringAsync(t, 1002)));
            Assert.Equal(1001, (await incidents.FindOpenWithAsync(t, new(Fingerprint.KeyHash("api", "k"), "db1"), isPrivate: false))?.Number);
            Assert.True(await incidents.HasMemberAsync(t, 1002, new(Fingerprint.KeyHash("api", "stormy"), "db2")));
            return true;
        }, Token);
        Assert.True(System.IO.File.Exists($"{old}.v4.bak"));
    }

    [Fact]
    public async Task Write_OneOfABatchThrows_TheOthersAreKept()
    {
        var inbox = new Inbox(_database);
        var entries = Enumerable.Range(0, 20).Select(i => new InboxEntry(Guid.CreateVersion7(Some.Noon), Some.Alert(key: $"k{i}"), Some.Noon, InboxState.Queued)).ToList();

        var writes = entries.Select((entry, i) => _database.WriteAsync(async transaction =>
        {
            await inbox.AppendAsync(transaction, [entry]);
            return i % 5 == 0 ? throw new InvalidOperationException("this one") : true;
        }, Token)).ToList();

        foreach (var (write, i) in writes.Select((w, i) => (w, i)))
        {
            if (i % 5 == 0)
                await Assert.ThrowsAsync<InvalidOperationException>(() => write);
            else
                Assert.True(await write);
            Assert.Equal(i % 5 != 0, await inbox.FindAsync(entries[i].Id, Token) is not null);
        }
    }

    [Fact]
    public async Task WriteFirst_GoesBeforeWhatMayWait_WhichGoesOnBesideIt()
    {
        var (begun, held, order) = (new TaskCompletionSource(), new TaskCompletionSource(), new List<string>());
        Task<bool> Job(string name) => Task.FromResult(order is { } all && Added(all, name));
        static bool Added(List<string> all, string name)
        {
            all.Add(name);
            return true;
        }

        var holding = _database.WriteAsync(async _ =>
        {
            begun.SetResult();
            await held.Task;
            return true;
        }, Token);
        await begun.Task;
        var rest = Enumerable.Range(0, 20).Select(n => _database.WriteAsync(_ => Job($"rest {n}"), Token)).ToList();
        var first = Enumerable.Range(0, 3).Select(n => ((IDatabase)_database).WriteFirstAsync(_ => Job($"first {n}"), Token)).ToList();
        held.SetResult();
        await Task.WhenAll([holding, .. rest, .. first]);

        Assert.Equal(["first 0", "first 1", "first 2", "rest 0", "rest 1", "rest 2", "rest 3"], order.Take(7));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"rest {n}"), order.Skip(3));
    }

    [Fact]
    public async Task Write_DatabaseIsLocked_IsRefusedAndTheWriterLivesOn()
    {
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File}"))
        {
            await other.OpenAsync(Token);
            await other.ExecuteAsync("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _database.WriteAsync(t => Task.FromResult(1), Token));
            Assert.False(await _database.TryWriteAsync(Token));
            await other.ExecuteAsync("ROLLBACK");
        }

        Assert.True(await _database.TryWriteAsync(Token));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File}"))
        {
            await other.OpenAsync(Token);
            await other.ExecuteAsync("PRAGMA user_version = 9999");
        }

        var error = await Assert.ThrowsAsync<NewerSchemaException>(() => SqliteDatabase.OpenAsync(File, NullLogger.Instance, Token));

        Assert.Contains("9999 is newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FolderCannotBeWritten_IsOneClearSentence()
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => SqliteDatabase.OpenAsync("/proc/nowhere/test.db", NullLogger.Instance, Token));

        Assert.Contains("cannot be opened for writing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_StatementThatFailed_IsGoodForTheNextTime()
    {
        Task<int> KeyAsync(string name, int bytes) => _database.WriteAsync(t => t.ExecuteAsync(
            "INSERT INTO api_key (name, hash, scopes, created_at_us) VALUES (@name, @hash, 'score', 0)", new { name, hash = new byte[bytes] }), Token);
        await KeyAsync("first", 1);

        await Assert.ThrowsAsync<SqliteException>(() => KeyAsync("first", 2));
        await KeyAsync("second", 3);

        Assert.Equal(["first", "second"], await _database.ReadAsync(c => c.QueryAsync<string>("SELECT name FROM api_key ORDER BY name"), Token));
    }

    [Fact]
    public async Task Read_ListsOfOtherLengths_AreStatementsOfTheirOwn()
    {
        Task<int> SumAsync(params int[] numbers) => _database.ReadAsync(c => c.ExecuteScalarAsync<int>(
            "SELECT @more + SUM(value) FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 4) WHERE value IN @numbers", new { numbers, more = 10 }), Token);

        var sums = new List<int> { await SumAsync(1, 2), await SumAsync(1), await SumAsync(1, 2, 4), await SumAsync(1, 2) };

        Assert.Equal([13, 11, 17, 13], sums);
    }

    [Fact]
    public async Task Open_Writes_AreFlushedAtEachCommit()
    {
        Assert.Equal((2, "wal"), await _database.WriteAsync(async t =>
            (await t.Connection.ExecuteScalarAsync<int>("PRAGMA synchronous", transaction: t.Transaction), (await t.Connection.ExecuteScalarAsync<string>("PRAGMA journal_mode", transaction: t.Transaction))!), Token));
    }

    [Fact]
    public async Task Checkpoint_IsNoCommitsWorkAndComesInTheBackground()
    {
        await WriteMegabytesAsync(8);
        Assert.Equal(0, await _database.WriteAsync(t => t.Connection.ExecuteScalarAsync<int>("PRAGMA wal_autocheckpoint", transaction: t.Transaction), Token));

        var began = TimeProvider.System.GetTimestamp();
        while (new FileInfo(File).Length < 8_000_000 && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
            await Task.Delay(50, Token);

        Assert.True(new FileInfo(File).Length >= 8_000_000, "the log was not moved into the file");
    }

    [Fact]
    public async Task Checkpoint_WritesWithoutAPause_BeginTheLogAnew()
    {
        await WriteMegabytesAsync(1);
        var began = TimeProvider.System.GetTimestamp();
        var log = LogNumber();
        // Two at a time: there is no moment in which nothing is written.
        while (LogNumber() == log && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
            await Task.WhenAll(WriteMegabytesAsync(8), WriteMegabytesAsync(8));

        Assert.NotEqual(log, LogNumber());
    }

    /// <summary>How often the log was begun anew: the checkpoint sequence number of its header.</summary>
    private uint LogNumber()
    {
        using var log = new FileStream(File + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[16];
        log.ReadExactly(header);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }

    private async Task WriteMegabytesAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _database.WriteAsync(t => t.Connection.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES (@Id, @Ticket)", new { Id = $"{Guid.NewGuid()}", Ticket = new string('x', 1_000_000) }, t.Transaction), Token);
    }
}
