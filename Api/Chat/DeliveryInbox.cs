using System.Text.Json;
using Classifier.Api.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Chat;

/// <summary>What became of a delivery.</summary>
internal enum DeliveryOutcome
{
    /// <summary>It was taken before.</summary>
    Known,

    /// <summary>It is worked off.</summary>
    Done,

    /// <summary>It takes longer than its sender waits, and goes on.</summary>
    Slow,

    /// <summary>It could not be worked off now.</summary>
    Failed,
}

/// <summary>
/// Takes what a chat tool delivers once: a delivery reserves its id, is worked off in the background while its sender waits for a
/// moment, and then keeps the id. What breaks off in between is free again after a minute, when tools that send again have it done.
/// </summary>
internal sealed class DeliveryInbox(OneTime once, TimeProvider clock, ILogger<DeliveryInbox> logger)
{
    /// <summary>Works a delivery off, unless that was done already or is in work.</summary>
    /// <param name="tool">Who delivers.</param>
    /// <param name="id">Of the delivery, at this tool.</param>
    /// <param name="patience">How long the sender is kept waiting.</param>
    /// <param name="work">What is to be done; it goes on when the sender waits no longer.</param>
    /// <param name="cancellationToken">Ends the wait, and not the work.</param>
    /// <returns>What became of it, and what the work gave where it is done.</returns>
    public async Task<(DeliveryOutcome Outcome, T? Answer)> TakeAsync<T>(string tool, string id, TimeSpan patience, Func<CancellationToken, Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        if (await once.TryReserveAsync($"{tool}\n{id}", cancellationToken) is not { } reserved)
            return (DeliveryOutcome.Known, null);
        var done = Task.Run(() => WorkAsync(tool, reserved, work), CancellationToken.None);
        if (await Task.WhenAny(done, Task.Delay(patience, clock, cancellationToken)) == done)
            return await done;
        _ = LogAsync(tool, done);
        return (DeliveryOutcome.Slow, null);
    }

    private async Task<(DeliveryOutcome, T?)> WorkAsync<T>(string tool, OneTime.Reserved reserved, Func<CancellationToken, Task<T?>> work)
        where T : class
    {
        try
        {
            var answer = await work(CancellationToken.None);
            await once.CompleteAsync(reserved, CancellationToken.None);
            return (DeliveryOutcome.Done, answer);
        }
        catch (Exception error) when (error is ChatException or StoreUnavailableException or JsonException)
        {
            logger.DeliveryFailed(tool, error.Message);       // its reservation ends
            return (DeliveryOutcome.Failed, null);
        }
    }

    /// <summary>A fault of ours while nobody waits any more would be seen by nobody.</summary>
    private async Task LogAsync(string tool, Task done)
    {
        try
        {
            await done;
        }
        catch (Exception error)
        {
            logger.DeliveryBroke(tool, error);
        }
    }
}
