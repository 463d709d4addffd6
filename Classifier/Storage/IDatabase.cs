using System.Data.Common;

namespace Classifier.Storage;

/// <summary>The database as the stores use it: its SQL, transactions and reads.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>One service alone works on it: what is held at a start was held by a process that has ended.</summary>
    bool IsOfOneService { get; }

    /// <summary>The statements of one store, as this database wants them.</summary>
    SqlText Sql(string store);

    /// <summary>Runs <paramref name="work"/> in a transaction and returns after the commit is durable.</summary>
    /// <param name="work">May run again when nothing of its first run was kept, so it changes nothing but the store.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The commit failed.</exception>
    Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>The same for what somebody waits for at the door: it goes before the work that may wait, which goes on beside it, slower.</summary>
    Task<T> WriteFirstAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => WriteAsync(work, cancellationToken);

    /// <summary>The same for work that only adds rows of its own: it may be committed together with others of its kind.</summary>
    Task<T> WriteTogetherAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken) => WriteFirstAsync(work, cancellationToken);

    /// <summary>Runs a query outside any transaction.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken);

    /// <summary>Whether a write goes through now: changes nothing, but commits.</summary>
    Task<bool> TryWriteAsync(CancellationToken cancellationToken);
}
