using System.Security.Cryptography;
using System.Text;
using Classifier.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Idempotency;

/// <summary>
/// Work that is done once among all nodes: it reserves its id first, and keeps it for a day when it is done. What breaks off in
/// between is free again after a minute.
/// </summary>
internal sealed class OneTime(IDatabase database, IAnswerStore answers, TimeProvider clock)
{
    /// <summary>Reserves an id.</summary>
    /// <returns>Null when it was done already, or is in work.</returns>
    public async Task<Reserved?> TryReserveAsync(string id, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        var request = new OnceRequest(hash, hash);
        var until = clock.GetUtcNow() + OnceMiddleware.Reservation;
        var earlier = await database.WriteFirstAsync(transaction => answers.TakeAsync(transaction, request, answer: null, clock.GetUtcNow(), until), cancellationToken);
        return earlier is null ? new(request, until) : null;
    }

    /// <summary>Keeps the id of what is done.</summary>
    public Task CompleteAsync(Reserved reserved, CancellationToken cancellationToken) =>
        answers.CompleteAsync(reserved.Request, reserved.Until, new(StatusCodes.Status200OK, null, null), clock.GetUtcNow() + IdempotencyKey.Kept, cancellationToken);

    /// <summary>An id that is ours until then.</summary>
    internal sealed record Reserved(OnceRequest Request, DateTimeOffset Until);
}
