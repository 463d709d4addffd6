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

    /// <summary>Decided not to be told now; it is queued again when its mute ends.</summary>
    Muted,
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
/// <param name="MutedBy">Id of the mute, or name of the maintenance, that last held it back; null when none did.</param>
/// <param name="MutedUntil">Null unless it is muted.</param>
/// <param name="Held">When it is added: the payload that it could not be mapped from (<see cref="IInbox.HoldAsync"/>); null for none.</param>
/// <param name="HeldItem">When it is added: which item of that payload; null for all of it.</param>
public sealed record InboxEntry(
    Guid Id, Alert Alert, DateTimeOffset ReceivedAt, InboxState State, long? Incident = null, string? Decision = null,
    DateTimeOffset? DecidedAt = null, string? Error = null, string Sender = "", string? MutedBy = null, DateTimeOffset? MutedUntil = null,
    Guid? Held = null, int? HeldItem = null);

/// <summary>What a source sent that could not be mapped.</summary>
/// <param name="Payload">Redacted JSON.</param>
/// <param name="Item">Which of its items, from 0; null for all of it.</param>
public sealed record HeldPayload(string Payload, int? Item);

/// <summary>An entry that one worker holds until its lease ends.</summary>
/// <param name="Entry">What to decide.</param>
/// <param name="Fence">Proves that nobody has taken over since.</param>
/// <param name="Attempt">From 1.</param>
public sealed record ClaimedEntry(InboxEntry Entry, long Fence, int Attempt);

/// <summary>Accepted alerts, in order; the row is the work item.</summary>
public interface IInbox
{
    /// <summary>Keeps a payload that dead entries come from.</summary>
    Task HoldAsync(StoreTransaction transaction, Guid id, string payload);

    /// <summary>What a dead entry came from; null when it is not dead, or was not held.</summary>
    Task<HeldPayload?> FindHeldAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Replaces a dead entry's alert by what its payload maps to now, and queues it; false when it is not dead any more.</summary>
    Task<bool> RemapAsync(StoreTransaction transaction, Guid id, Alert alert, DateTimeOffset dueAt);

    /// <summary>Marks a dead entry decided whose payload turned out to be no alert; false when it is not dead any more.</summary>
    Task<bool> ForgetAsync(StoreTransaction transaction, Guid id, DateTimeOffset at);

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

    /// <summary>Puts an entry aside until a mute ends.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    Task SetAsideAsync(StoreTransaction transaction, ClaimedEntry claimed, string mutedBy, DateTimeOffset until, DateTimeOffset at);

    /// <summary>Queues what was put aside until now or earlier; says how many there were.</summary>
    Task<int> TakeBackAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes all alerts of an incident those of another.</summary>
    Task MoveAllAsync(StoreTransaction transaction, long from, long into);

    /// <summary>Makes an alert that of another incident; false when it was not of the first.</summary>
    Task<bool> MoveAsync(StoreTransaction transaction, Guid id, long from, long into);

    /// <summary>One entry; null when there is none.</summary>
    Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Newest first, older than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<InboxEntry>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken);

    /// <summary>An incident's alerts, newest first.</summary>
    Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(long incident, int limit, CancellationToken cancellationToken);

    /// <summary>The same inside a transaction.</summary>
    Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(StoreTransaction transaction, long incident, int limit);

    /// <summary>How many are waiting to be decided.</summary>
    Task<int> CountQueuedAsync(CancellationToken cancellationToken);
}
