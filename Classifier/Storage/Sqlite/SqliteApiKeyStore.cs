using Classifier.Identity;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>Keys in SQLite.</summary>
public sealed class SqliteApiKeyStore(IDatabase database) : IApiKeyStore
{
    private static readonly SqlText Sql = SqlText.Load("Keys");

    /// <inheritdoc />
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ApiKey>>(async connection =>
        [.. (await connection.QueryAsync<KeyRow>(Sql["List"])).Select(r => r.ToKey())], cancellationToken);

    /// <inheritdoc />
    public Task RevokeAsync(string name, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["Revoke"], new { Name = name, AtUs = at.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task SaveAsync(ApiKey key, CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["Save"], new
    {
        key.Name,
        key.Hash,
        Scopes = string.Join(' ', key.Scopes),
        CreatedAtUs = key.CreatedAt.ToMicros(),
    }), cancellationToken);

    private sealed record KeyRow(string Name, byte[] Hash, string Scopes, long CreatedAtUs)
    {
        public ApiKey ToKey() => new(Name, Hash, Scopes.Split(' '), Micros.FromMicros(CreatedAtUs));
    }
}
