using Classifier.Storage;
using Classifier.Storage.Postgres;
using Classifier.Storage.Sqlite;
using Classifier.Storage.SqlServer;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Classifier.Tests.Storage;

/// <summary>A database of one kind, empty at first.</summary>
public interface ITestStore : IAsyncDisposable
{
    /// <summary>Opens it; a second time it is what another process, or another node, sees.</summary>
    Task<IDatabase> OpenAsync();

    /// <summary>Waits until everything that was committed can be read as settled.</summary>
    Task SettleAsync();
}

/// <summary>A database on a server, which others reach too.</summary>
public interface IServerTestStore : ITestStore
{
    /// <summary>Makes it where it is not there yet, without a schema.</summary>
    Task<string> ConnectionAsync();

    /// <summary>Runs a statement beside the program.</summary>
    Task ExecuteAsync(string sql);
}

/// <summary>A SQLite file.</summary>
public sealed class SqliteFile : ITestStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "test.db");

    public Task SettleAsync() => Task.CompletedTask;

    public async Task<IDatabase> OpenAsync() => await SqliteDatabase.OpenAsync(Path, NullLogger.Instance, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database on the test's PostgreSQL.</summary>
public sealed class PostgresTestDatabase : IServerTestStore
{
    private string? _connection;

    public async Task<string> ConnectionAsync() => _connection ??= await PostgresServer.NewDatabaseAsync();

    public async Task<IDatabase> OpenAsync() => await PostgresDatabase.OpenAsync(await ConnectionAsync(), NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>Tests run side by side, and transactions of any database of the server count.</summary>
    public async Task SettleAsync()
    {
        await using var connection = new NpgsqlConnection(await ConnectionAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var now = await connection.ExecuteScalarAsync<string>("SELECT pg_snapshot_xmax(pg_current_snapshot())::text");
        while (!await connection.ExecuteScalarAsync<bool>("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= @Now::xid8", new { Now = now }))
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await ConnectionAsync());
        await connection.ExecuteAsync(sql);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;        // it goes with its server
}

/// <summary>A database on a real SQL Server, where there is one.</summary>
public sealed class SqlServerTestDatabase : IServerTestStore
{
    private SqlServerScratch? _made;

    public async Task<string> ConnectionAsync() => (_made ??= await SqlServerScratch.CreateAsync()).ConnectionString;

    public async Task<IDatabase> OpenAsync() => await SqlServerDatabase.OpenAsync(await ConnectionAsync(), NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>What is committed is settled: each database counts its own transactions.</summary>
    public Task SettleAsync() => Task.CompletedTask;

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqlConnection(await ConnectionAsync());
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_made is not null)
            await _made.DisposeAsync();
    }
}
