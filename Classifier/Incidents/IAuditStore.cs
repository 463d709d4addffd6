namespace Classifier.Incidents;

/// <summary>An accepted alert or an incident that nobody is at work on, though something is owed.</summary>
/// <param name="Kind"><c>undecided</c>: an alert waits too long; <c>lost_incident</c>: an alert's incident is not there; <c>unplanned</c>: an open incident that people should hear of has no step; <c>undelivered</c>: a step waits too long; <c>dead_alert</c>, <c>dead_step</c>: given up, to be retried by a person; <c>orphan_room</c>: a room that we opened and that belongs to no incident; <c>directory_refused</c>, <c>on_call_unknown</c>, <c>mode_dropped</c>: what is amiss with the directory, its rotations, a team’s answers.</param>
/// <param name="Subject">Id of the alert, or <c>inc-1042</c>.</param>
public sealed record AuditGap(string Kind, string Subject);

/// <summary>Looks for what fell between the chairs.</summary>
public interface IAuditStore
{
    /// <summary>The gaps, at most 100 of each kind, in a fixed order.</summary>
    /// <param name="dueBefore">What was due before then is overdue.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<AuditGap>> FindGapsAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken);
}
