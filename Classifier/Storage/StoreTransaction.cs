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
