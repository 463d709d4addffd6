namespace Classifier.Api.Lookups;

/// <summary>Somewhere else that knows more about an incident: what was logged, or what fires. Asked only when people ask.</summary>
/// <typeparam name="T">What it knows.</typeparam>
internal interface ILookup<T>
{
    /// <summary>For people, e.g. <c>loki</c>.</summary>
    string Name { get; }

    /// <summary>How long it is waited for.</summary>
    TimeSpan Timeout { get; }

    /// <summary>Reads what it has.</summary>
    /// <exception cref="LookupException">It refuses, or cannot be asked so.</exception>
    Task<Found<T>> ReadAsync(LookupScope scope, CancellationToken cancellationToken);

    /// <summary>Where a person sees all of it; null where nobody has said.</summary>
    string? LinkTo(LookupScope scope);
}

/// <summary>What was found somewhere.</summary>
/// <param name="Items">In no order.</param>
/// <param name="IsMore">There is more than was read.</param>
internal sealed record Found<T>(IReadOnlyList<T> Items, bool IsMore);

/// <summary>An alert that fires or fired, as somewhere else tells it.</summary>
/// <param name="Name">Of the rule.</param>
/// <param name="Severity">As stated there; null for none.</param>
/// <param name="On">Instance or host; null for none.</param>
/// <param name="Since">Since when it fires.</param>
/// <param name="EndedAt">When it was last seen to fire; null while it fires.</param>
/// <param name="Summary">In words; null for none.</param>
internal sealed record FoundAlert(string Name, string? Severity, string? On, DateTimeOffset Since, DateTimeOffset? EndedAt, string? Summary);

/// <summary>Somewhere else refuses, or cannot be asked so.</summary>
/// <param name="what">Follows its name in a sentence, e.g. <c>answered 401</c>.</param>
internal sealed class LookupException(string what) : Exception(what);
