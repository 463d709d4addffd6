using Classifier.Storage;

namespace Classifier.Idempotency;

/// <summary>A request that takes effect once, however often it is sent.</summary>
/// <param name="KeyHash">SHA-256 of who sent it and what it is known by.</param>
/// <param name="RequestHash">SHA-256 of what was asked: the same key with another one is a mistake of the sender.</param>
public sealed record OnceRequest(byte[] KeyHash, byte[] RequestHash);

/// <summary>What a request was answered with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Null without a body.</param>
/// <param name="Body">As it was sent; null when there is none to repeat.</param>
public sealed record KeptAnswer(int Status, string? ContentType, byte[]? Body);

/// <summary>What is kept of the first request of a key.</summary>
/// <param name="RequestHash">What it asked.</param>
/// <param name="Answer">Null while it is in progress.</param>
public sealed record EarlierRequest(byte[] RequestHash, KeptAnswer? Answer);

/// <summary>Answers by the key of their request, each until its time is over.</summary>
public interface IAnswerStore
{
    /// <summary>Takes a key, in the transaction of the effect with its answer, or before the effect as a reservation.</summary>
    /// <param name="transaction">What the key is kept with.</param>
    /// <param name="request">Whose key it is.</param>
    /// <param name="answer">Null for a reservation.</param>
    /// <param name="now">What has expired by now is free.</param>
    /// <param name="until">When the answer, or the reservation, expires.</param>
    /// <returns>Null when the key was free and is the request's now; else what took it before, and nothing was changed.</returns>
    Task<EarlierRequest?> TakeAsync(StoreTransaction transaction, OnceRequest request, KeptAnswer? answer, DateTimeOffset now, DateTimeOffset until);

    /// <summary>Puts the answer in the place of its reservation; does nothing when that has expired and was taken by another.</summary>
    Task CompleteAsync(OnceRequest request, DateTimeOffset reservedUntil, KeptAnswer answer, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Frees a reservation whose request had no effect; does nothing when it has expired and was taken by another.</summary>
    Task ReleaseAsync(OnceRequest request, DateTimeOffset reservedUntil, CancellationToken cancellationToken);

    /// <summary>Deletes up to <paramref name="count"/> expired rows.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DeleteExpiredAsync(int count, DateTimeOffset now, CancellationToken cancellationToken);
}
