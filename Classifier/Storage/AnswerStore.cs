using Classifier.Idempotency;

namespace Classifier.Storage;

/// <summary>Answers to requests that take effect once.</summary>
public sealed class AnswerStore(IDatabase database) : IAnswerStore
{
    private readonly SqlText _sql = database.Sql("Answers");

    /// <inheritdoc />
    public async Task<EarlierRequest?> TakeAsync(StoreTransaction transaction, OnceRequest request, KeptAnswer? answer, DateTimeOffset now, DateTimeOffset until)
    {
        var taken = await transaction.ExecuteAsync(_sql["Take"], new
        {
            request.KeyHash,
            request.RequestHash,
            answer?.Status,
            answer?.ContentType,
            answer?.Body,
            NowUs = now.ToMicros(),
            ExpiresAtUs = until.ToMicros(),
        });
        return taken == 1 ? null : (await transaction.SingleOrDefaultAsync<AnswerRow>(_sql["Find"], new { request.KeyHash }))!.ToEarlier();
    }

    /// <inheritdoc />
    public Task CompleteAsync(OnceRequest request, DateTimeOffset reservedUntil, KeptAnswer answer, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Complete"], new
        {
            request.KeyHash,
            ReservedUntilUs = reservedUntil.ToMicros(),
            answer.Status,
            answer.ContentType,
            answer.Body,
            ExpiresAtUs = until.ToMicros(),
        }), cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(OnceRequest request, DateTimeOffset reservedUntil, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Release"], new { request.KeyHash, ReservedUntilUs = reservedUntil.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task<int> DeleteExpiredAsync(int count, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["DeleteExpired"], new { Count = count, NowUs = now.ToMicros() }), cancellationToken);

    private sealed class AnswerRow
    {
        public byte[] RequestHash { get; set; } = [];
        public int? Status { get; set; }
        public string? ContentType { get; set; }
        public byte[]? Body { get; set; }

        public EarlierRequest ToEarlier() => new(RequestHash, Status is { } status ? new(status, ContentType, Body) : null);
    }
}
