using Classifier.Decisions;
using Classifier.Storage;

namespace Classifier.Incidents;

/// <summary>What people have muted, seen by all nodes.</summary>
public interface IMuteStore
{
    /// <summary>Keeps a mute.</summary>
    Task AddAsync(StoreTransaction transaction, Mute mute, DateTimeOffset at);

    /// <summary>Ends a mute before its time; what it held back is due at once.</summary>
    /// <returns>False when there is none that still runs.</returns>
    Task<bool> EndAsync(StoreTransaction transaction, string id, DateTimeOffset at);

    /// <summary>Those that have not ended, first to end first.</summary>
    Task<IReadOnlyList<Mute>> RunningAsync(StoreTransaction transaction, DateTimeOffset at);

    /// <summary>The same outside a transaction.</summary>
    Task<IReadOnlyList<Mute>> RunningAsync(DateTimeOffset at, CancellationToken cancellationToken);
}
