namespace Classifier.Responses;

/// <summary>How long claimed work is ours, by whichever of our clocks went further: a machine that slept has only the wall clock to tell.</summary>
/// <param name="length">As it is claimed for; begins now, so make it before the claim and it ends here before it ends in the database.</param>
public sealed class Lease(TimeSpan length)
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly DateTimeOffset _beganAt = TimeProvider.System.GetUtcNow();

    /// <summary>Whether something may be begun: in the first half, so that it has ended, well or not, before somebody else takes over.</summary>
    public bool MayBegin => TimeProvider.System.GetElapsedTime(_began) < length / 2 && TimeProvider.System.GetUtcNow() - _beganAt < length / 2;
}
