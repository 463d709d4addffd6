using Classifier.Storage;

namespace Classifier.Api.Lookups;

/// <summary>What somebody answered.</summary>
/// <param name="Source">Who.</param>
/// <param name="Found">What; null when nothing came.</param>
/// <param name="Problem">Why nothing came, as a sentence; null when it did.</param>
internal sealed record LookupAnswer<T>(ILookup<T> Source, Found<T>? Found, string? Problem);

/// <summary>Asks all at once, each for its own time: who is slow, away or talks nonsense costs a sentence, and nobody else's answer.</summary>
internal sealed class SideBySide(TimeProvider clock, ILogger<SideBySide> logger)
{
    public Task<LookupAnswer<T>[]> AskAsync<T>(IEnumerable<ILookup<T>> sources, LookupScope scope, CancellationToken cancellationToken) =>
        Task.WhenAll(sources.Select(source => AskAsync(source, scope, cancellationToken)));

    private async Task<LookupAnswer<T>> AskAsync<T>(ILookup<T> source, LookupScope scope, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(source.Timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // On another thread, since files are read on the caller's as long as they are at hand.
            return new(source, await Task.Run(() => source.ReadAsync(scope, limit.Token), limit.Token).WaitAsync(limit.Token), null);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var what = error switch
            {
                LookupException => error.Message,
                OperationCanceledException => $"did not answer within {source.Timeout.TotalSeconds:0.#} s",
                HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "answered more than is read",
                HttpRequestException or IOException or UnauthorizedAccessException or StoreUnavailableException => "cannot be read",
                _ => "answered something else than it should",
            };
            logger.NotAnswered(source.Name, what, error is LookupException or OperationCanceledException ? null : error);
            return new(source, null, $"{char.ToUpperInvariant(source.Name[0])}{source.Name[1..]} {what}.");
        }
    }
}
