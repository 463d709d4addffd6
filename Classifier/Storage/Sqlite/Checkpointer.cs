using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// Moves what was committed from the write-ahead log into the file, on a connection of its own, so that no commit pays for it.
/// Of a log that has grown long under writes without a pause the writer moves the last, so that it begins anew.
/// </summary>
internal sealed class Checkpointer : IAsyncDisposable
{
    /// <summary>Moves what no reader needs, and flushes the file when it came to the log's end; waits for nobody.</summary>
    public const string Move = "PRAGMA wal_checkpoint(PASSIVE)";

    private const long WorthIt = 4 * 1024 * 1024;
    private const long TooManyPages = 16 * 1024;

    // Often, so that no flush of the file is long enough to hold up the log's.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private readonly PeriodicTimer _timer = new(Between);
    private readonly SqliteConnection _connection;
    private readonly GroupCommitWriter _writer;
    private readonly ILogger _logger;
    private readonly Task _loop;

    /// <param name="connection">Open; nobody else uses it.</param>
    /// <param name="writer">Begins a long log anew.</param>
    /// <param name="logger">Told when a checkpoint fails.</param>
    public Checkpointer(SqliteConnection connection, GroupCommitWriter writer, ILogger logger)
    {
        (_connection, _writer, _logger) = (connection, writer, logger);
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
        var pages = MovePages();
        MovePages();        // what was written meanwhile is little: this one comes to the end
        if (pages > TooManyPages)
            _writer.BeginLogAnew();
    }

    /// <returns>How many pages the log has.</returns>
    private long MovePages()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = Move;
        using var row = command.ExecuteReader();
        return row.Read() ? row.GetInt64(1) : 0;
    }
}
