using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Classifier.Api.Chat;

/// <summary>How often something may be called.</summary>
/// <param name="PerMinute">On average.</param>
/// <param name="AtOnce">After a pause; together with the average this is the most within any time.</param>
internal readonly record struct CallLimit(int PerMinute, int AtOnce)
{
    /// <summary>A minute's calls may also come at once.</summary>
    public static implicit operator CallLimit(int perMinute) => new(perMinute, perMinute);
}

/// <summary>Keeps calls to a chat tool below what it grants: one token bucket a method (and channel), and a pause where the tool asked for one.</summary>
/// <param name="connector">Name of the connector.</param>
/// <param name="granted">By method; others are not limited.</param>
/// <param name="factor">What they are multiplied by.</param>
/// <param name="clock">For the pauses.</param>
internal sealed class CallLimits(string connector, IReadOnlyDictionary<string, CallLimit> granted, double factor, TimeProvider clock) : IDisposable
{
    // A longer wait would use up the step's lease: the step is put back instead.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Method, string Channel), DateTimeOffset> _pausedUntil = [];
    private readonly PartitionedRateLimiter<(string Method, string Channel)> _buckets = PartitionedRateLimiter.Create<(string Method, string Channel), (string, string)>(call =>
        granted.TryGetValue(call.Method, out var limit) ? RateLimitPartition.GetTokenBucketLimiter(call, _ => Bucket(limit, factor)) : RateLimitPartition.GetNoLimiter(call));

    /// <summary>Waits until the method may be called.</summary>
    /// <exception cref="ChatException">Not within two seconds; nothing was called.</exception>
    public async Task TakeAsync(string method, string channel, CancellationToken cancellationToken)
    {
        foreach (var paused in ((string, string)[])[(method, ""), (method, channel)])
        {
            if (_pausedUntil.TryGetValue(paused, out var until) && until - clock.GetUtcNow() is var pause)
                _ = pause > TimeSpan.Zero ? throw Busy(method, pause) : _pausedUntil.TryRemove(KeyValuePair.Create(paused, until));
        }
        while (true)
        {
            using var lease = _buckets.AttemptAcquire((method, channel));
            if (lease.IsAcquired)
                return;
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var given) ? given : TimeSpan.FromSeconds(1);
            if (wait > LongestWait)
                throw Busy(method, wait);
            await Task.Delay(wait, cancellationToken);
        }
    }

    /// <summary>Calls a method no more before some time has passed: in one channel, or with an empty one anywhere.</summary>
    public void Pause(string method, string channel, TimeSpan time) => _pausedUntil[(method, channel)] = clock.GetUtcNow() + time;

    public void Dispose() => _buckets.Dispose();

    private ChatException Busy(string method, TimeSpan wait) => new(connector, $"{method} has to wait", isTransient: true, wait) { IsOurs = true };

    private static TokenBucketRateLimiterOptions Bucket(CallLimit limit, double factor) => new()
    {
        TokenLimit = (int)Math.Max(limit.AtOnce * factor, 1),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1 / Math.Max(limit.PerMinute * factor, 1)),
        QueueLimit = 0,
        AutoReplenishment = true,
    };
}
