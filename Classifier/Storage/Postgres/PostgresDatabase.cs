using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>
/// A PostgreSQL database that any number of nodes share. What they must not do at once is kept apart by row locks, unique keys
/// and fences; a transaction that another one got in the way of runs again.
/// </summary>
public sealed partial class PostgresDatabase : IDatabase, ISharesWakeups
{
    private const int MaxRuns = 5;
    private const int PreparedStatements = 100;

    // A node that stands still, or is gone without a word, would keep what it locked for hours; ours are idle between two statements for milliseconds.
    private const string LongestIdle = "idle_in_transaction_session_timeout";
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(5);
    private readonly NpgsqlDataSource _source;
    private readonly CommitOutcome _outcome;
    private readonly TogetherWriter _together;
    private readonly ILogger _logger;

    private PostgresDatabase(NpgsqlDataSource source, ILogger logger) => (_source, _outcome, _together, _logger) = (source, new(source), new(this), logger);

    /// <summary>Connects and applies migrations where needed.</summary>
    /// <param name="connectionString">As Npgsql takes it. All nodes' <c>Maximum Pool Size</c> together stay below the server's <c>max_connections</c>.</param>
    /// <param name="logger">Told when the server is away.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="backups">Folder for a dump of what an older program made, before it is changed; null for none.</param>
    /// <exception cref="StoreUnavailableException">The server is not there, or refuses us.</exception>
    /// <exception cref="NewerSchemaException">The schema belongs to a newer program.</exception>
    /// <exception cref="StorageSettingsException">The connection string cannot be read, or the dump cannot be written.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connectionString, ILogger logger, CancellationToken cancellationToken, string? backups = null)
    {
        var source = SourceOf(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await PostgresMigrations.ApplyAsync(connection, backups is null ? null : version => PostgresBackup.WriteAsync(new(connectionString), Path.Combine(backups, $"classifier.v{version}.dump"), logger, cancellationToken), cancellationToken);
            return new(source, logger);
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            if (error is not NpgsqlException)
                throw;
            // The driver's words name host and database, never the password.
            throw new StoreUnavailableException($"the PostgreSQL database cannot be opened: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public bool IsOfOneService => false;

    /// <inheritdoc />
    public SqlText Sql(string store) => SqlText.Load("Postgres", store);

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                return await RunAsync(work, cancellationToken);
            }
            catch (PostgresException error) when (PostgresFaults.IsOfARace(error) && run < MaxRuns)
            {
                await Task.Delay(FirstWait * (run * (1 + Random.Shared.NextDouble())), cancellationToken);
            }
            catch (Exception error) when (PostgresFaults.IsOfTheServer(error))
            {
                _logger.WriteFailed(error, 1);
                throw new StoreUnavailableException($"the database cannot write: {error.Message}", error);
            }
        }
    }

    /// <inheritdoc />
    public Task<T> WriteTogetherAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => _together.RunAsync(work).WaitAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await query(connection);
        }
        catch (Exception error) when (PostgresFaults.IsOfTheServer(error))
        {
            throw new StoreUnavailableException($"the database cannot be read: {error.Message}", error);
        }
    }

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
    public Task WakeAsync(string what, CancellationToken cancellationToken) => PostgresWakeups.SendAsync(_source, what, cancellationToken);

    /// <inheritdoc />
    public Task ListenAsync(Action<string> woken, CancellationToken cancellationToken) => PostgresWakeups.ListenAsync(_source, woken, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> RunAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var value = await work(new(connection, transaction));
        await _outcome.CommitAsync(connection, transaction, cancellationToken);
        return value;
    }

    private static NpgsqlDataSource SourceOf(string connectionString)
    {
        try
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))     // a pooler between us and the server may not bear it
                builder.ConnectionStringBuilder.MaxAutoPrepare = PreparedStatements;
            // Beside what is asked for otherwise; with an empty Options we ask for nothing.
            var options = builder.ConnectionStringBuilder.Options ?? Environment.GetEnvironmentVariable("PGOPTIONS") ?? "";
            if (!NoOptions().IsMatch(connectionString) && !options.Contains(LongestIdle, StringComparison.OrdinalIgnoreCase))
                builder.ConnectionStringBuilder.Options = $"{options} -c {LongestIdle}=15s".Trim();
            builder.ConnectionStringBuilder.ApplicationName ??= "classifier";
            return builder.Build();
        }
        catch (ArgumentException error)
        {
            throw new StorageSettingsException($"the connection string cannot be read: {error.Message}");
        }
    }
    [GeneratedRegex(@"(?:^|;)\s*Options\s*=\s*(?:''|"""")?\s*(?:;|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NoOptions();
}
