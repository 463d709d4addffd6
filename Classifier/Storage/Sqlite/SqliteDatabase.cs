using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// One SQLite file. Every write of the process goes through one writer that commits what has gathered as one transaction
/// with a real flush (group commit); reads use connections of their own (WAL).
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    private readonly string _connectionString;
    private readonly ConcurrentBag<PreparedConnection> _reading = [];
    private readonly GroupCommitWriter _writer;
    private readonly Checkpointer _checkpointer;

    private SqliteDatabase(string connectionString, SqliteConnection writing, SqliteConnection checkpointing, ILogger logger)
    {
        _connectionString = connectionString;
        _writer = new(new(writing), logger);
        _checkpointer = new(checkpointing, _writer, logger);
    }

    /// <summary>Opens the file, creating it and applying migrations where needed.</summary>
    /// <exception cref="StoreUnavailableException">The file or its folder cannot be written.</exception>
    /// <exception cref="NewerSchemaException">It belongs to a newer program.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string file, ILogger logger, CancellationToken cancellationToken)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5, Pooling = false }.ToString();
        var (writing, checkpointing) = (new SqliteConnection(connectionString), new SqliteConnection(connectionString));
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                System.IO.Directory.CreateDirectory(folder);
            await writing.OpenAsync(cancellationToken);
            await SqliteMigrations.ApplyAsync(writing, cancellationToken);
            await checkpointing.OpenAsync(cancellationToken);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or NewerSchemaException)
        {
            await writing.DisposeAsync();
            await checkpointing.DisposeAsync();
            if (error is NewerSchemaException)
                throw;
            throw new StoreUnavailableException($"the database {file} cannot be opened for writing: {error.Message}", error);
        }
        return new(connectionString, writing, checkpointing, logger);
    }

    /// <inheritdoc />
    public bool IsOfOneService => true;

    /// <inheritdoc />
    public SqlText Sql(string store) => SqlText.Load("Sqlite", store);

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => _writer.RunAsync(work, isFirst: false, cancellationToken);

    /// <inheritdoc />
    public Task<T> WriteFirstAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => _writer.RunAsync(work, isFirst: true, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(async transaction =>
            {
                // The schema's number once more: what changes no page is never written, and a full disk would not be found out.
                await transaction.ExecuteAsync($"PRAGMA user_version = {SqliteMigrations.Newest}");
                return true;
            }, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var connection = _reading.TryTake(out var kept) ? kept : Open();
            try
            {
                return await query(connection);
            }
            finally
            {
                _reading.Add(connection);
            }
        }
        catch (SqliteException error) when (SqliteFaults.IsOfTheFile(error))
        {
            throw new StoreUnavailableException($"the database cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _checkpointer.DisposeAsync();
        while (_reading.TryTake(out var connection))
            await connection.DisposeAsync();
    }

    private PreparedConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return new(connection);
    }
}
