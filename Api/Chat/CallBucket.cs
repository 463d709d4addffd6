namespace Classifier.Api.Chat;

/// <summary>A token bucket. Who finds it empty takes what comes back next, in advance, so that calls go in the order in which they were wanted.</summary>
/// <param name="atOnce">Tokens of a full one, 1 or more.</param>
/// <param name="period">Until one comes back.</param>
/// <param name="clock">For the time between.</param>
internal sealed class CallBucket(int atOnce, TimeSpan period, TimeProvider clock)
{
    private TimeSpan _untilFull;
    private long _at = clock.GetTimestamp();

    /// <summary>Whether it is like a new one.</summary>
    public bool IsFull => UntilFull() == TimeSpan.Zero;

    /// <summary>Takes a token.</summary>
    /// <returns>How long to wait before the call; when that is more than <paramref name="longest"/>, none was taken.</returns>
    public TimeSpan Take(TimeSpan longest)
    {
        var untilFull = UntilFull() + period;
        var wait = untilFull > period * atOnce ? untilFull - (period * atOnce) : TimeSpan.Zero;
        if (wait <= longest)
            (_untilFull, _at) = (untilFull, clock.GetTimestamp());
        return wait;
    }

    private TimeSpan UntilFull() => clock.GetElapsedTime(_at) is var elapsed && elapsed < _untilFull ? _untilFull - elapsed : TimeSpan.Zero;
}
