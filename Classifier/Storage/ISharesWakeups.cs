namespace Classifier.Storage;

/// <summary>A database that can wake other nodes. A wake-up may be lost, and one's own comes back; whoever waits also looks from time to time.</summary>
public interface ISharesWakeups
{
    /// <summary>Wakes all nodes that listen.</summary>
    /// <param name="what">A word; what it means is the nodes' own matter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">Nobody was woken.</exception>
    Task WakeAsync(string what, CancellationToken cancellationToken);

    /// <summary>Listens until the connection is lost or the wait is ended.</summary>
    /// <param name="woken">Told the word.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The connection was lost.</exception>
    Task ListenAsync(Action<string> woken, CancellationToken cancellationToken);
}
