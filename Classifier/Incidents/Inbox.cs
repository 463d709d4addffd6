using Classifier.Alerts;
using Classifier.Storage;

namespace Classifier.Incidents;

/// <summary>Where an accepted alert stands.</summary>
public enum InboxState
{
    /// <summary>Stored, not decided yet.</summary>
    Queued,

    /// <summary>Decided; it belongs to an incident, or to none.</summary>
    Decided,

    /// <summary>Cannot be processed; kept with the reason.</summary>
    Dead,
}

/// <summary>An accepted alert: the row that was durable before the sender was told.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Alert">Canonical and redacted.</param>
/// <param name="ReceivedAt">By our clock.</param>
/// <param name="State">How far it is.</param>
/// <param name="Incident">Number of its incident; null before it is decided, and for a resolve without one.</param>
/// <param name="Decision">The decision's word; null before.</param>
/// <param name="DecidedAt">Null before.</param>
/// <param name="Error">Why it is dead; else null.</param>
/// <param name="Sender">Who sent it, e.g. <c>key:NAME</c>.</param>
public sealed record InboxEntry(
    Guid Id, Alert Alert, DateTimeOffset ReceivedAt, InboxState State, long? Incident = null, string? Decision = null,
    DateTimeOffset? DecidedAt = null, string? Error = null, string Sender = "");

/// <summary>An entry that one worker holds until its lease ends.</summary>
/// <param name="Entry">What to decide.</param>
/// <param name="Fence">Proves that nobody has taken over since.</param>
/// <param name="Attempt">From 1.</param>
public sealed record ClaimedEntry(InboxEntry Entry, long Fence, int Attempt);

/// <summary>Accepted alerts, in order; the row is the work item.</summary>
public interface IInbox
{
    /// <summary>Adds entries inside a transaction.</summary>
    Task AppendAsync(StoreTransaction transaction, IReadOnlyList<InboxEntry> entries);

    /// <summary>Claims up to <paramref name="count"/> due entries, of each dedup key the oldest alone, so that an incident's alerts stay in order.</summary>
    Task<IReadOnlyList<ClaimedEntry>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Frees what an earlier process held; only for a store that one process alone works on. The fence still proves who is late.</summary>
    Task ReleaseAllAsync(CancellationToken cancellationToken);

    /// <summary>Marks an entry decided.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    Task MarkDecidedAsync(StoreTransaction transaction, ClaimedEntry claimed, long? incident, string? decision, DateTimeOffset at);

    /// <summary>Puts a failed entry back until <paramref name="dueAt"/>, or, when that is null, marks it dead.</summary>
    Task MarkFailedAsync(ClaimedEntry claimed, DateTimeOffset? dueAt, string error, CancellationToken cancellationToken);

    /// <summary>Queues a dead entry again; false when it is not dead.</summary>
    Task<bool> ReplayAsync(Guid id, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>One entry; null when there is none.</summary>
    Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Newest first, older than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<InboxEntry>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken);

    /// <summary>How many are waiting to be decided.</summary>
    Task<int> CountQueuedAsync(CancellationToken cancellationToken);
}
