using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.SqlServer;

/// <summary>
/// A SQL Server database that any number of nodes share. What they must not do at once is kept apart by row locks, unique keys
/// and fences; a transaction that another one got in the way of runs again. Nodes do not wake each other.
/// </summary>
public sealed class SqlServerDatabase : IDatabase
{
    private const int MaxRuns = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(5);
    private static readonly SqlText Own = SqlText.Load("SqlServer", "Database");
    private readonly string _connectionString;
    private readonly CommitOutcome _outcome;
    private readonly ILogger _logger;

    private SqlServerDatabase(string connectionString, ILogger logger) =>
        (_connectionString, _outcome, _logger) = (connectionString, new(ConnectAsync, Own), logger);

    /// <summary>Connects and applies migrations where needed.</summary>
    /// <param name="connectionString">As Microsoft.Data.SqlClient takes it.</param>
    /// <param name="logger">Told when the server is away.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="backsUp">Whether what an older program made is backed up, to the server's own folder for that, before it is changed.</param>
    /// <exception cref="StoreUnavailableException">The server is not there, or refuses us.</exception>
    /// <exception cref="NewerSchemaException">The schema belongs to a newer program.</exception>
    /// <exception cref="StorageSettingsException">The connection string cannot be read, readers of the database would wait for writers, or the backup cannot be written.</exception>
    public static async Task<SqlServerDatabase> OpenAsync(string connectionString, ILogger logger, CancellationToken cancellationToken, bool backsUp = false)
    {
        var database = new SqlServerDatabase(Completed(connectionString), logger);
        try
        {
            await using var connection = await database.ConnectAsync(cancellationToken);
            if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Own["ReadsVersions"], cancellationToken: cancellationToken)))
                throw new StorageSettingsException($"the database {connection.Database} needs ALTER DATABASE [{connection.Database}] SET READ_COMMITTED_SNAPSHOT ON, so that readers do not wait for writers");
            await SqlServerMigrations.ApplyAsync(connection, Own, backsUp ? version => database.BackUpAsync(connection.Database, version, cancellationToken) : null, cancellationToken);
            return database;
        }
        catch (Exception error) when (error is SqlException or TimeoutException or StoreUnavailableException)
        {
            // The driver's words name host, database and account, never the password.
            throw new StoreUnavailableException($"the SQL Server database cannot be opened: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public bool IsOfOneService => false;

    /// <inheritdoc />
    public SqlText Sql(string store) => SqlText.Load("SqlServer", store);

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                return await RunAsync(work, cancellationToken);
            }
            catch (SqlException error) when (SqlServerFaults.IsOfARace(error) && run < MaxRuns)
            {
                await Task.Delay(FirstWait * (run * (1 + Random.Shared.NextDouble())), cancellationToken);
            }
            catch (Exception error) when (error is StoreUnavailableException || SqlServerFaults.IsOfTheServer(error))
            {
                _logger.WriteFailed(error, 1);
                throw new StoreUnavailableException($"the database cannot write: {error.Message}", error);
            }
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectedAsync(connection => query(connection), cancellationToken);
        }
        catch (Exception error) when (error is StoreUnavailableException || SqlServerFaults.IsOfTheServer(error))
        {
            throw new StoreUnavailableException($"the database cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(async transaction => await transaction.ExecuteAsync(Own["TryWrite"]) >= 0, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        using var connection = new SqlConnection(_connectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private Task<T> RunAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => ConnectedAsync(async connection =>
    {
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var value = await work(new(connection, transaction));
        await _outcome.CommitAsync(connection, transaction, cancellationToken);
        return value;
    }, cancellationToken);

    private async Task<T> ConnectedAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        try
        {
            return await work(connection);
        }
        catch (InvalidOperationException error) when (connection.State != ConnectionState.Open || error.Source == typeof(SqlConnection).Assembly.GetName().Name)
        {
            throw new StoreUnavailableException(error.Message, error);      // how the driver says that it had found the connection broken before
        }
        catch (SqlException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);      // how it says that it was cancelled
        }
    }

    /// <summary>By a connection of its own: the server makes no backup inside a transaction.</summary>
    private async Task BackUpAsync(string database, int version, CancellationToken cancellationToken)
    {
        var file = $"{database}.v{version}.bak";
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(Own["BackUp"], new { File = file }, commandTimeout: 0, cancellationToken: cancellationToken));
            _logger.BackedUp(file);
        }
        catch (SqlException error)
        {
            throw new StorageSettingsException($"the database is an older program's and is backed up before it is changed, but BACKUP DATABASE failed: {error.Message}; allow it to the account, or make a backup yourself and set {StorageSettings.BackupSetting} to false");
        }
    }

    private async Task<SqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (InvalidOperationException error)
        {
            await connection.DisposeAsync();
            throw new StoreUnavailableException(error.Message, error);      // how the driver says that its pool had no connection for us in time
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static string Completed(string connectionString)
    {
        try
        {
            var builder = new SqlConnectionStringBuilder(connectionString);
            if (!builder.ShouldSerialize("Application Name"))
                builder.ApplicationName = "classifier";
            if (!builder.ShouldSerialize("Pool Blocking Period"))
                builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;     // else a server that is back is asked again after up to a minute
            return builder.ConnectionString;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new StorageSettingsException($"the connection string cannot be read: {error.Message}");
        }
    }
}
