using System.Collections.Concurrent;

namespace Classifier.Storage;

/// <summary>
/// Commits what has come in while the last commit was on its way as one transaction: one flush, and few answers to wait for. Where a
/// piece of it fails, each is committed by itself.
/// </summary>
internal sealed class TogetherWriter(IDatabase database)
{
    private const int MostTogether = 64;
    private const int MostAtOnce = 2;       // one gathers while the other is flushed
    private readonly ConcurrentQueue<Piece> _waiting = new();
    private int _atOnce;

    /// <summary>Runs a piece of work and returns after it is durable.</summary>
    public Task<T> RunAsync<T>(Func<StoreTransaction, Task<T>> work)
    {
        var piece = new Piece<T>(work);
        _waiting.Enqueue(piece);
        TryBegin();
        return piece.Result;
    }

    private void TryBegin()
    {
        if (Interlocked.Increment(ref _atOnce) <= MostAtOnce)
            _ = Task.Run(DrainAsync);
        else
            Interlocked.Decrement(ref _atOnce);
    }

    private async Task DrainAsync()
    {
        while (Take() is { Count: > 0 } pieces)
            await CommitAsync(pieces);
        Interlocked.Decrement(ref _atOnce);
        if (!_waiting.IsEmpty)      // came in after the last look, and found us at work
            TryBegin();
    }

    private List<Piece> Take()
    {
        var taken = new List<Piece>();
        while (taken.Count < MostTogether && _waiting.TryDequeue(out var piece))
            taken.Add(piece);
        return taken;
    }

    private async Task CommitAsync(List<Piece> pieces)
    {
        if (pieces.Count > 1 && await EndsTogetherAsync(pieces))
            return;
        foreach (var piece in pieces)
            await piece.RunAloneAsync(database);
    }

    /// <returns>False when a piece failed and nothing of any is kept.</returns>
    private async Task<bool> EndsTogetherAsync(List<Piece> pieces)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                foreach (var piece in pieces)
                    await piece.RunAsync(transaction);
                return true;
            }, CancellationToken.None);
        }
        catch (StoreUnavailableException away)
        {
            foreach (var piece in pieces)
                piece.Fail(away);       // it would be the same for each
            return true;
        }
        catch (Exception)
        {
            return false;               // whose fault it is, is found out one by one
        }
        foreach (var piece in pieces)
            piece.Complete();
        return true;
    }

    private abstract class Piece
    {
        public abstract Task RunAsync(StoreTransaction transaction);

        public abstract Task RunAloneAsync(IDatabase database);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Piece<T>(Func<StoreTransaction, Task<T>> work) : Piece
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _source.Task;

        public override async Task RunAsync(StoreTransaction transaction) => _value = await work(transaction);

        public override async Task RunAloneAsync(IDatabase database)
        {
            try
            {
                _source.TrySetResult(await database.WriteAsync(work, CancellationToken.None));
            }
            catch (Exception error)
            {
                _source.TrySetException(error);
            }
        }

        public override void Complete() => _source.TrySetResult(_value!);

        public override void Fail(Exception error) => _source.TrySetException(error);
    }
}
