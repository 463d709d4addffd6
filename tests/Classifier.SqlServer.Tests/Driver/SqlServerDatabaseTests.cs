using System.Collections.Concurrent;
using Classifier.Storage;
using Classifier.Storage.SqlServer;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.SqlServer.Tests.Driver;

/// <summary>The real driver against a server that answers as the test says.</summary>
public sealed class SqlServerDatabaseTests : IAsyncLifetime
{
    private const string Work = "do the work";
    private static readonly SqlText Own = SqlText.Load("SqlServer", "Database");
    private readonly ConcurrentQueue<(Func<TdsRequest, bool> On, TdsAnswer Answer)> _once = new();
    private readonly ConcurrentDictionary<string, TdsAnswer> _always = new()
    {
        [Own["ReadsVersions"]] = new TdsAnswer.Values(true),
        [Own["LockSchema"]] = new TdsAnswer.Values(0),
        [Own["Version"]] = new TdsAnswer.Values(SqlText.Migrations("SqlServer")[^1].Number),
        [Own["Mark"]] = new TdsAnswer.Values(7L),
    };
    private TdsServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server = new(Answer);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Open_EmptyDatabase_MakesTheSchemaInOneTransactionUnderTheLock()
    {
        _always[Own["Version"]] = new TdsAnswer.Values(0);

        await using var database = await OpenAsync();

        var requests = _server.Requests;
        var made = requests.Skip(1).ToList();
        Assert.Equal(Own["ReadsVersions"], requests[0].Text);
        Assert.Equal((TdsKind.Begin, Own["LockSchema"], TdsKind.Commit), (made[0].Kind, made[1].Text, made[^1].Kind));
        Assert.Single(made.Skip(1).Select(r => r.Transaction).Distinct());
        var batches = SqlText.Migrations("SqlServer").SelectMany(m => SqlServerMigrations.Batches(m.Sql)).ToList();
        Assert.Equal(batches, made.Select(r => r.Text).Where(batches.Contains));
        Assert.Equal(SqlText.Migrations("SqlServer").Select(m => (object)(long)m.Number), made.Where(r => r.Text == Own["AddVersion"]).Select(r => r.Parameters["Number"].Value));
    }

    [Fact]
    public async Task Open_SchemaIsCurrent_MakesNothing()
    {
        await using var database = await OpenAsync();

        Assert.DoesNotContain(_server.Requests, r => r.Text == Own["AddVersion"]);
    }

    [Fact]
    public async Task Open_OlderSchema_IsBackedUpFirst_OutsideOfTheTransaction()
    {
        var newest = SqlText.Migrations("SqlServer")[^1].Number;
        _always[Own["Version"]] = new TdsAnswer.Values(newest - 1);

        await using var database = await OpenAsync(backsUp: true);

        var requests = _server.Requests.ToList();
        var backup = Assert.Single(requests, r => r.Text == Own["BackUp"]);
        Assert.Equal(($"classifier.v{newest - 1}.bak", 0L), ((string)backup.Parameters["File"].Value!, backup.Transaction));
        Assert.True(requests.IndexOf(backup) > requests.FindIndex(r => r.Text == Own["LockSchema"]));
        Assert.True(requests.IndexOf(backup) < requests.FindIndex(r => r.Text == Own["AddVersion"]));
    }

    [Fact]
    public async Task Open_TheBackupIsRefused_NothingIsChanged_AndOneSaysWhatToDo()
    {
        _always[Own["Version"]] = new TdsAnswer.Values(1);
        _always[Own["BackUp"]] = new TdsAnswer.Error(262, 14, "BACKUP DATABASE permission denied");

        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => OpenAsync(backsUp: true));

        Assert.Contains("permission denied", error.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:BackupBeforeMigration", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Requests, r => r.Text == Own["AddVersion"] || r.Kind == TdsKind.Commit);
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        _always[Own["Version"]] = new TdsAnswer.Values(9999);

        Assert.Contains("9999 is newer", (await Assert.ThrowsAsync<NewerSchemaException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TheLockIsNotGiven_IsUnavailable()
    {
        _always[Own["LockSchema"]] = new TdsAnswer.Values(-1);

        Assert.Contains("another node", (await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ReadersWouldWaitForWriters_SaysWhatToDo()
    {
        _always[Own["ReadsVersions"]] = new TdsAnswer.Values(false);

        Assert.Contains("ALTER DATABASE [classifier] SET READ_COMMITTED_SNAPSHOT ON", (await Assert.ThrowsAsync<StorageSettingsException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoServer_IsOneSentenceWithoutThePassword_AndOneThatComesBackIsFoundAtOnce()
    {
        var gone = new TdsServer(Answer);
        var (connection, port) = (gone.ConnectionString, gone.Port);
        await gone.DisposeAsync();

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => SqlServerDatabase.OpenAsync(connection, NullLogger.Instance, Token));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", error.ToString(), StringComparison.Ordinal);
        await using var back = new TdsServer(Answer, port);
        await using var database = await SqlServerDatabase.OpenAsync(connection, NullLogger.Instance, Token);
    }

    [Theory]
    [InlineData("Sesame=open")]
    [InlineData("Server=x;Encrypt=perhaps")]
    [InlineData("Server=x;Connect Timeout=soon")]
    public async Task Open_UnreadableConnectionString_IsNamed(string connection) =>
        await Assert.ThrowsAsync<StorageSettingsException>(() => SqlServerDatabase.OpenAsync(connection, NullLogger.Instance, Token));

    [Fact]
    public async Task Write_IsOneTransactionThatReadsWhatIsCommitted_WithAMarkerBeforeTheCommit()
    {
        await using var database = await OpenAsync();
        var before = _server.Requests.Count;

        await WriteAsync(database);
        await WriteAsync(database);

        var both = _server.Requests.Skip(before).ToList();
        Assert.Equal([TdsKind.Begin, TdsKind.Batch, TdsKind.Call, TdsKind.Commit, TdsKind.Begin, TdsKind.Batch, TdsKind.Call, TdsKind.Commit], both.Select(r => r.Kind));
        Assert.Equal((2, Own["Mark"], null), (both[0].Isolation, both[2].Text, both[2].Parameters["Settled"].Value));
        Assert.Equal(7L, both[6].Parameters["Settled"].Value);       // the marker of the first, which is settled
        Assert.Single(both.Skip(1).Take(3).Select(r => r.Transaction).Distinct());
    }

    [Fact]
    public async Task Write_WorkThrows_IsRolledBack()
    {
        await using var database = await OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(_ => throw new InvalidOperationException("this one"), Token));

        Assert.Equal(TdsKind.Rollback, _server.Requests[^1].Kind);
    }

    [Theory]
    [InlineData(1205, 13)]
    [InlineData(1222, 16)]
    [InlineData(2601, 14)]
    [InlineData(2627, 14)]
    [InlineData(3960, 16)]
    public async Task Write_AnotherWasInTheWay_RunsAgain(int number, byte severity)
    {
        await using var database = await OpenAsync();
        Once(r => r.Text == Work, new TdsAnswer.Error(number, severity));

        Assert.Equal(2, await WriteAsync(database));
    }

    [Fact]
    public async Task Write_AnotherIsAlwaysInTheWay_GivesUp()
    {
        await using var database = await OpenAsync();
        _always[Work] = new TdsAnswer.Error(1205, 13);

        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => WriteAsync(database));

        Assert.Equal(5, _server.Requests.Count(r => r.Text == Work));
    }

    [Theory]
    [InlineData(701, 17)]
    [InlineData(9002, 17)]
    [InlineData(3906, 16)]
    [InlineData(976, 14)]
    [InlineData(10928, 16)]
    [InlineData(40501, 16)]
    [InlineData(596, 21)]
    public async Task WriteAndRead_OfTheServer_AreUnavailable(int number, byte severity)
    {
        await using var database = await OpenAsync();
        _always[Work] = new TdsAnswer.Error(number, severity);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(database));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.ReadAsync(c => c.ExecuteAsync(Work), Token));
        Assert.True(await database.TryWriteAsync(Token));
    }

    [Theory]
    [InlineData(207)]
    [InlineData(547)]
    [InlineData(2628)]
    public async Task Write_FaultOfTheStatement_StaysWhatItIs(int number)
    {
        await using var database = await OpenAsync();
        _always[Work] = new TdsAnswer.Error(number);

        Assert.Equal(number, (await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => WriteAsync(database))).Number);
    }

    [Fact]
    public async Task WriteAndRead_ConnectionIsCut_AreUnavailable_AndTheNextGoThrough()
    {
        await using var database = await OpenAsync();
        Once(r => r.Text == Work, new TdsAnswer.Cut());
        Once(r => r.Text == Work, new TdsAnswer.Cut());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(database));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.ReadAsync(c => c.ExecuteAsync(Work), Token));

        Assert.Equal(1, await WriteAsync(database));
    }

    [Fact]
    public async Task Write_NoAnswerInTime_IsUnavailable()
    {
        await using var database = await SqlServerDatabase.OpenAsync(_server.Connection(seconds: 5), NullLogger.Instance, Token);
        Once(r => r.Text == Work, new TdsAnswer.Silence());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_CutAtTheCommit_IsLookedUpByItsMarker(bool isKept)
    {
        await using var database = await OpenAsync();
        Once(r => r.Kind == TdsKind.Commit, new TdsAnswer.Cut());
        _always[Own["WasMarked"]] = new TdsAnswer.Values(isKept);

        if (isKept)
            Assert.Equal(1, await WriteAsync(database));
        else
            await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(database));

        Assert.Equal(7L, Assert.Single(_server.Requests, r => r.Text == Own["WasMarked"]).Parameters["Id"].Value);
    }

    [Fact]
    public async Task Write_CutAtTheCommitAndAtTheLookUp_LooksAgain()
    {
        await using var database = await OpenAsync();
        Once(r => r.Kind == TdsKind.Commit, new TdsAnswer.Cut());
        Once(r => r.Text == Own["WasMarked"], new TdsAnswer.Cut());
        _always[Own["WasMarked"]] = new TdsAnswer.Values(true);

        Assert.Equal(1, await WriteAsync(database));
    }

    [Fact]
    public async Task Write_CommitIsNotAnsweredInTime_IsLookedUp()
    {
        await using var database = await SqlServerDatabase.OpenAsync(_server.Connection(seconds: 5), NullLogger.Instance, Token);
        Once(r => r.Kind == TdsKind.Commit, new TdsAnswer.Silence());
        _always[Own["WasMarked"]] = new TdsAnswer.Values(true);

        Assert.Equal(1, await WriteAsync(database));
    }

    [Fact]
    public async Task WriteAndRead_IdleConnectionsWereCut_AreUnavailableAtMost()
    {
        await using var database = await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            _server.CutAll();
            var write = await Record.ExceptionAsync(() => WriteAsync(database));
            _server.CutAll();
            var read = await Record.ExceptionAsync(() => database.ReadAsync(c => c.ExecuteAsync(Work), Token));

            Assert.All([write, read], error => Assert.True(error is null or StoreUnavailableException, error?.ToString()));
        }
    }

    [Fact]
    public async Task Read_Cancelled_IsCancelled()
    {
        await using var database = await OpenAsync();
        Once(r => r.Text == Work, new TdsAnswer.Silence());
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.ReadAsync(c => c.ExecuteAsync(new CommandDefinition(Work, cancellationToken: cancelled.Token)), cancelled.Token));
    }

    private TdsAnswer? Answer(TdsRequest request) =>
        _once.TryPeek(out var next) && next.On(request) && _once.TryDequeue(out next) ? next.Answer : _always.GetValueOrDefault(request.Text);

    private Task<SqlServerDatabase> OpenAsync() => OpenAsync(backsUp: false);

    private Task<SqlServerDatabase> OpenAsync(bool backsUp) => SqlServerDatabase.OpenAsync(_server.ConnectionString, NullLogger.Instance, Token, backsUp);

    private void Once(Func<TdsRequest, bool> on, TdsAnswer answer) => _once.Enqueue((on, answer));

    /// <summary>Writes, and says how often the work was run.</summary>
    private static async Task<int> WriteAsync(SqlServerDatabase database)
    {
        var runs = 0;
        return await database.WriteAsync(async transaction =>
        {
            runs++;
            await transaction.ExecuteAsync(Work);
            return runs;
        }, Token);
    }
}
