using System.Globalization;

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
/// <param name="factor">What they are multiplied by; see <see cref="Fault"/>.</param>
/// <param name="clock">For buckets, waits and pauses.</param>
internal sealed class CallLimits(string connector, IReadOnlyDictionary<string, CallLimit> granted, double factor, TimeProvider clock)
{
    /// <summary>Of one call. A longer wait would use up the step's lease: the step is put back instead.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // Buckets that are full are as good as none: looked through when there are so many, and then when they have doubled.
    private const int FewBuckets = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Method, string Channel), CallBucket> _buckets = [];
    private readonly Dictionary<(string Method, string Channel), DateTimeOffset> _pausedUntil = [];
    private int _lookThroughAt = FewBuckets;

    /// <summary>Buckets that are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _buckets.Count;
        }
    }

    /// <summary>What is wrong with a factor; null for nothing. Each call has to come back within the longest wait, or a step of several calls would never get to its end.</summary>
    public static string? Fault(double factor, IEnumerable<CallLimit> granted)
    {
        var least = Math.Ceiling(100 * LeastPerMinute / (double)granted.Min(g => g.PerMinute)) / 100;
        return factor >= least ? null : string.Create(CultureInfo.InvariantCulture, $"LimitFactor has to be {least} or more: with less, one call would have to wait longer than {LongestWait.TotalSeconds} s for another.");
    }

    /// <summary>The slowest rate of which one call comes back within the longest wait.</summary>
    public static int LeastPerMinute => (int)Math.Ceiling(TimeSpan.FromMinutes(1) / LongestWait);

    /// <summary>Waits until the method may be called.</summary>
    /// <exception cref="ChatException">Not within <see cref="LongestWait"/>; nothing was called.</exception>
    public Task TakeAsync(string method, string channel, CancellationToken cancellationToken) => TakeAsync([(method, channel)], cancellationToken);

    /// <summary>Waits until all limits of a call allow it, one after the other.</summary>
    /// <exception cref="ChatException">Not within <see cref="LongestWait"/> in all; nothing was called.</exception>
    public async Task TakeAsync(IReadOnlyList<(string Method, string Channel)> limits, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        foreach (var (method, channel) in limits)
        {
            ThrowIfPaused(method, channel);
            var left = clock.GetElapsedTime(began) is var elapsed && elapsed < LongestWait ? LongestWait - elapsed : TimeSpan.Zero;
            var wait = Take(method, channel, left);
            if (wait > left)
                throw Busy(method, wait);
            if (wait <= TimeSpan.Zero)
                continue;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken);     // which counts whole ones
            ThrowIfPaused(method, channel);
        }
    }

    /// <summary>Calls a method no more before some time has passed: in one channel, or with an empty one anywhere.</summary>
    public void Pause(string method, string channel, TimeSpan time)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            foreach (var (call, _) in _pausedUntil.Where(p => p.Value <= now).ToList())
                _pausedUntil.Remove(call);
            _pausedUntil[(method, channel)] = now + time;
        }
    }

    private TimeSpan Take(string method, string channel, TimeSpan longest)
    {
        if (!granted.TryGetValue(method, out var limit))
            return TimeSpan.Zero;
        lock (_lock)
        {
            if (!_buckets.TryGetValue((method, channel), out var bucket))
            {
                DropFullOnes();
                bucket = _buckets[(method, channel)] = new((int)Math.Max(limit.AtOnce * factor, 1), TimeSpan.FromMinutes(1 / (limit.PerMinute * factor)), clock);
            }
            return bucket.Take(longest);
        }
    }

    private void DropFullOnes()
    {
        if (_buckets.Count < _lookThroughAt)
            return;
        foreach (var (call, _) in _buckets.Where(b => b.Value.IsFull).ToList())
            _buckets.Remove(call);
        _lookThroughAt = Math.Max(FewBuckets, 2 * _buckets.Count);
    }

    private void ThrowIfPaused(string method, string channel)
    {
        lock (_lock)
        {
            foreach (var paused in ((string, string)[])[(method, ""), (method, channel)])
            {
                if (_pausedUntil.TryGetValue(paused, out var until) && until - clock.GetUtcNow() is var pause && pause > TimeSpan.Zero)
                    throw Busy(method, pause);
            }
        }
    }

    private ChatException Busy(string method, TimeSpan wait) => new(connector, $"{method} has to wait", isTransient: true, wait) { IsOurs = true };
}
