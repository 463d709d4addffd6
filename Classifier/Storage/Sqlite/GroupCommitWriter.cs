using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// The one writer of a SQLite file. Work that has gathered while the last commit was being flushed is committed together;
/// a piece that fails takes nothing else with it.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int MaxBatch = 512;

    // So many pieces that may wait go along with those that may not: a flood at the door slows them down, and never stops them.
    private const int BesideFirst = 4;

    private readonly Channel<StoreWork> _first = Queue();
    private readonly Channel<StoreWork> _rest = Queue();
    private Task<bool> _firstComes = Task.FromResult(true);
    private Task<bool> _restComes = Task.FromResult(true);
    private readonly PreparedConnection _connection;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private bool _logIsTooLong;

    public GroupCommitWriter(PreparedConnection connection, ILogger logger)
    {
        (_connection, _logger) = (connection, logger);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs a piece of work and returns after it is durable.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="isFirst">Goes before what may wait.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    public async Task<T> RunAsync<T>(Func<StoreTransaction, Task<T>> work, bool isFirst, CancellationToken cancellationToken)
    {
        var job = new StoreWork<T>(work);
        await (isFirst ? _first : _rest).Writer.WriteAsync(job, cancellationToken);
        return await job.Result;
    }

    /// <summary>
    /// Has the writer move what is left of the log into the file itself, after its next commit. Nothing is written meanwhile, so that the
    /// commit after it begins the log anew; whoever wanted the writer's lock for that would make it wait.
    /// </summary>
    public void BeginLogAnew() => Volatile.Write(ref _logIsTooLong, true);

    public async ValueTask DisposeAsync()
    {
        _first.Writer.TryComplete();
        _rest.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        var batch = new List<StoreWork>(MaxBatch);
        while (await WaitAsync())
        {
            Take(_first, batch, MaxBatch);
            var first = batch.Count;
            Take(_rest, batch, first > 0 ? first + BesideFirst : MaxBatch);
            await CommitAsync(batch, first);
            batch.Clear();
            if (Interlocked.Exchange(ref _logIsTooLong, false))
                MoveRestOfLog();
        }
    }

    /// <returns>False when nothing comes any more.</returns>
    private async Task<bool> WaitAsync()
    {
        // A wait that has not ended is gone on with: a new one each time would leave the old ones behind.
        if (_firstComes.IsCompleted)
            _firstComes = _first.Reader.WaitToReadAsync().AsTask();
        if (_restComes.IsCompleted)
            _restComes = _rest.Reader.WaitToReadAsync().AsTask();
        return await await Task.WhenAny(_firstComes, _restComes) || await _firstComes || await _restComes;
    }

    private static void Take(Channel<StoreWork> from, List<StoreWork> batch, int most)
    {
        while (batch.Count < most && from.Reader.TryRead(out var job))
            batch.Add(job);
    }

    private static Channel<StoreWork> Queue() => Channel.CreateBounded<StoreWork>(new BoundedChannelOptions(8192) { SingleReader = true });

    /// <param name="batch">What is committed together.</param>
    /// <param name="first">So many of it are those that come first.</param>
    private async Task CommitAsync(List<StoreWork> batch, int first)
    {
        var thrown = new Dictionary<StoreWork, Exception>();
        try
        {
            await using var transaction = await _connection.BeginTransactionAsync();
            var scope = new StoreTransaction(_connection, transaction);
            // A savepoint costs as much as a short statement: those that come first share one, and have one each when one of them threw.
            var kept = first > 1 && await FaultAsync(batch.Take(first), scope, transaction) is null ? first : 0;
            foreach (var job in batch.Skip(kept))
            {
                if (await FaultAsync([job], scope, transaction) is { } fault)
                    thrown[job] = fault;
            }
            await transaction.CommitAsync();
        }
        catch (SqliteException error)
        {
            // Nobody is told that anything was kept, and the loop lives on: the disk may have space again.
            _logger.WriteFailed(error, batch.Count);
            var refusal = new StoreUnavailableException($"the database cannot write: {error.Message}", error);
            foreach (var job in batch)
                job.Fail(thrown.GetValueOrDefault(job, refusal));
            return;
        }
        foreach (var job in batch)
        {
            if (thrown.TryGetValue(job, out var fault))
                job.Fail(fault);
            else
                job.Complete();
        }
    }

    /// <summary>Runs pieces of work; where one throws, nothing of any is kept.</summary>
    /// <returns>What was thrown; null for nothing.</returns>
    private async Task<Exception?> FaultAsync(IEnumerable<StoreWork> jobs, StoreTransaction scope, DbTransaction transaction)
    {
        Exception? fault = null;
        _connection.Execute("SAVEPOINT job", transaction);
        try
        {
            foreach (var job in jobs)
                await job.RunAsync(scope);
        }
        catch (Exception error) when (!SqliteFaults.IsOfTheFile(error))
        {
            fault = error;
            _connection.Execute("ROLLBACK TO job", transaction);
        }
        _connection.Execute("RELEASE job", transaction);
        return fault;
    }

    private void MoveRestOfLog()
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = Checkpointer.Move;
            command.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            _logger.CheckpointFailed(error.Message);        // what was committed is safe in the log
        }
    }
}
