using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// One SQLite file. Every write of the process goes through one writer that commits what has gathered as one transaction
/// with a real flush (group commit); reads use connections of their own (WAL).
/// </summary>
public sealed class SqliteDatabase : IDatabase, IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly GroupCommitWriter _writer;

    private SqliteDatabase(string connectionString, SqliteConnection writing, ILogger logger)
    {
        _connectionString = connectionString;
        _writer = new(writing, logger);
    }

    /// <summary>Opens the file, creating it and applying migrations where needed.</summary>
    /// <exception cref="StoreUnavailableException">The file or its folder cannot be written, or belongs to a newer program.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string file, ILogger logger, CancellationToken cancellationToken)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5 }.ToString();
        var writing = new SqliteConnection(connectionString);
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                System.IO.Directory.CreateDirectory(folder);
            await writing.OpenAsync(cancellationToken);
            await SqliteMigrations.ApplyAsync(writing, cancellationToken);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            await writing.DisposeAsync();
            throw new StoreUnavailableException($"the database {file} cannot be opened for writing: {error.Message}", error);
        }
        return new(connectionString, writing, logger);
    }

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => _writer.RunAsync(work, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(async transaction => await transaction.ExecuteAsync("UPDATE ticket SET id = id WHERE position = -1") >= 0, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return await query(connection);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        using var pooled = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pooled);
    }
}
