namespace Classifier.Api.Chat;

/// <summary>What a tool says in <c>Retry-After</c>.</summary>
internal static class RetryAfter
{
    // A wait that steps take from a tool; more would hold everything back until a restart.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Seconds or a date, within a second and a quarter of an hour; null where it says nothing that can be read.</summary>
    public static TimeSpan? Of(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => Bounded(seconds),
        { Date: { } date } => Bounded(date - (response.Headers.Date ?? date)),
        _ => null,
    };

    private static TimeSpan Bounded(TimeSpan wait) => wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
}
