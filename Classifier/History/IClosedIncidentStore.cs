namespace Classifier.History;

/// <summary>What became of an incident.</summary>
/// <param name="Id">The incident's, e.g. <c>inc-1042</c>.</param>
/// <param name="Ticket">How it ended, with the answers as they are now; null while it is open, and for what is private, was merged or called no incident.</param>
public sealed record ClosedIncident(string Id, Ticket? Ticket);

/// <summary>A page of changes.</summary>
/// <param name="Changed">Incidents that changed, each once and as it is now.</param>
/// <param name="Position">Where to read on.</param>
/// <param name="IsLast">Nothing else has changed by now.</param>
public sealed record ClosedIncidents(IReadOnlyList<ClosedIncident> Changed, long Position, bool IsLast);

/// <summary>The service's own incidents that ended, as history that others may see.</summary>
public interface IClosedIncidentStore
{
    /// <summary>The incidents that changed after a position, oldest change first.</summary>
    /// <param name="after">0 for all; else <see cref="ClosedIncidents.Position"/> of the page before.</param>
    /// <param name="limit">Most changes to look at; an incident can have several.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ClosedIncidents> ReadAsync(long after, int limit, CancellationToken cancellationToken);
}
