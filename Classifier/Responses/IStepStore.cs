using Classifier.Storage;

namespace Classifier.Responses;

/// <summary>A step that one worker holds until its lease ends.</summary>
/// <param name="Id">Running number.</param>
/// <param name="Incident">Number of the incident.</param>
/// <param name="Connector">Where it is carried out.</param>
/// <param name="Action">What to do.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Fence">Proves that nobody has taken over since.</param>
/// <param name="Lease">How long nobody else takes over.</param>
public sealed record ClaimedStep(long Id, long Incident, string Connector, StepAction Action, int Attempt, long Fence, Lease Lease);

/// <summary>Steps of all incidents; of one incident and connector they are carried out in order.</summary>
public interface IStepStore
{
    /// <summary>Adds steps behind those that are there.</summary>
    Task AddAsync(StoreTransaction transaction, long incident, string connector, IReadOnlyList<PlannedStep> steps);

    /// <summary>Claims up to <paramref name="count"/> due steps whose predecessors are done.</summary>
    Task<IReadOnlyList<ClaimedStep>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Frees what an earlier process held; only for a store that one process alone works on. The fence still proves who is late.</summary>
    Task ReleaseAllAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that a step is still the caller's until the transaction ends.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    Task EnsureHeldAsync(StoreTransaction transaction, ClaimedStep step);

    /// <summary>Marks a step done.</summary>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    Task MarkDoneAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset at);

    /// <summary>Puts a failed step back until <paramref name="dueAt"/>, or, when that is null, marks it dead so that the next can go on.</summary>
    Task MarkFailedAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset? dueAt, string error);

    /// <summary>Puts a step back that was not tried at all; the attempt does not count.</summary>
    Task DeferAsync(ClaimedStep step, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Lets an incident's dead steps be tried again; says how many there were.</summary>
    Task<int> RetryDeadAsync(StoreTransaction transaction, long incident, DateTimeOffset dueAt);

    /// <summary>Whether an incident has steps left that are not timers.</summary>
    Task<bool> HasPendingAsync(long incident, CancellationToken cancellationToken);

    /// <summary>What an incident has left to do on a connector, timers left out, in order.</summary>
    Task<IReadOnlyList<StepAction>> PendingAsync(StoreTransaction transaction, long incident, string connector);

    /// <summary>Whether an incident waits on a connector for a step that was tried so often in vain.</summary>
    Task<bool> IsStuckAsync(StoreTransaction transaction, long incident, string connector, int tries);
}
