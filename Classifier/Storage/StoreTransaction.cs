using System.Data.Common;
using Dapper;

namespace Classifier.Storage;

/// <summary>A transaction that several stores write in: all of it is kept, or nothing.</summary>
/// <param name="Connection">Open.</param>
/// <param name="Transaction">Of the connection.</param>
public sealed record StoreTransaction(DbConnection Connection, DbTransaction Transaction)
{
    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(new CommandDefinition(sql, parameters, Transaction));

    internal Task<T?> SingleOrDefaultAsync<T>(string sql, object? parameters = null) => Connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, Transaction));

    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => (await Connection.QueryAsync<T>(new CommandDefinition(sql, parameters, Transaction))).AsList();
}

/// <summary>The store cannot write now: full, locked, read-only or gone. Nothing of the call was kept; it may be tried again.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>Somebody else took over the work item while we held it; what we did with it is dropped.</summary>
public sealed class FencedException(string what) : Exception($"{what} was taken over by another worker");

/// <summary>The database as the service uses it: transactions and reads.</summary>
public interface IDatabase
{
    /// <summary>Runs <paramref name="work"/> in a transaction and returns after the commit is durable.</summary>
    /// <exception cref="StoreUnavailableException">The commit failed; nothing was kept.</exception>
    Task<T> WriteAsync<T>(Func<StoreTransaction, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs a query outside any transaction.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken);

    /// <summary>Whether a write goes through now: writes nothing, but commits.</summary>
    Task<bool> TryWriteAsync(CancellationToken cancellationToken);
}
