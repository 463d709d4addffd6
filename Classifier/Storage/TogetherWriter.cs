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
    private readonly ConcurrentQueue<StoreWork> _waiting = new();
    private int _atOnce;

    /// <summary>Runs a piece of work and returns after it is durable.</summary>
    public Task<T> RunAsync<T>(Func<StoreTransaction, Task<T>> work)
    {
        var piece = new StoreWork<T>(work);
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

    private List<StoreWork> Take()
    {
        var taken = new List<StoreWork>();
        while (taken.Count < MostTogether && _waiting.TryDequeue(out var piece))
            taken.Add(piece);
        return taken;
    }

    private async Task CommitAsync(List<StoreWork> pieces)
    {
        if (await FaultAsync(pieces) is not { } fault)
            pieces.ForEach(p => p.Complete());
        else if (pieces.Count == 1 || fault is StoreUnavailableException)       // which would be the same for each
            pieces.ForEach(p => p.Fail(fault));
        else
        {
            foreach (var piece in pieces)
                await CommitAsync([piece]);
        }
    }

    /// <returns>Why nothing of it is kept; null when all is.</returns>
    private async Task<Exception?> FaultAsync(List<StoreWork> pieces)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                foreach (var piece in pieces)
                    await piece.RunAsync(transaction);
                return true;
            }, CancellationToken.None);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
