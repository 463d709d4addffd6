using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// Moves what was committed from the write-ahead log into the file, on a connection of its own, so that no commit pays for it.
/// A log that has grown too long under writes without a pause is cut, for which commits wait once.
/// </summary>
internal sealed class Checkpointer : IAsyncDisposable
{
    private const long WorthIt = 4 * 1024 * 1024;
    private const long TooLong = 64 * 1024 * 1024;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly PeriodicTimer _timer = new(Between);
    private readonly SqliteConnection _connection;
    private readonly ILogger _logger;
    private readonly Task _loop;

    /// <param name="connection">Open; nobody else uses it.</param>
    /// <param name="logger">Told when a checkpoint fails.</param>
    public Checkpointer(SqliteConnection connection, ILogger logger)
    {
        (_connection, _logger) = (connection, logger);
        _loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                Look();
            }
            catch (Exception error) when (error is SqliteException or IOException)
            {
                _logger.CheckpointFailed(error.Message);        // what was committed is safe in the log; the next look tries again
            }
        }
    }

    private void Look()
    {
        var log = new FileInfo(_connection.DataSource + "-wal");
        if (!log.Exists || log.Length < WorthIt)
            return;
        CrashPoint.Reached(CrashPoint.Checkpoint);
        Run("PRAGMA wal_checkpoint(PASSIVE)");
        if (log.Length > TooLong)
            Run("PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
