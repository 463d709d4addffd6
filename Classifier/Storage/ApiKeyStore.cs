using Classifier.Identity;
using Dapper;

namespace Classifier.Storage;

/// <summary>Keys, hashed at rest.</summary>
public sealed class ApiKeyStore(IDatabase database) : IApiKeyStore
{
    private readonly SqlText _sql = database.Sql("Keys");

    /// <inheritdoc />
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ApiKey>>(async connection =>
        [.. (await connection.QueryAsync<KeyRow>(_sql["List"])).Select(r => r.ToKey())], cancellationToken);

    /// <inheritdoc />
    public Task RevokeAsync(string name, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Revoke"], new { Name = name, AtUs = at.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task SaveAsync(ApiKey key, CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Save"], new
    {
        key.Name,
        key.Hash,
        Scopes = string.Join(' ', key.Scopes),
        CreatedAtUs = key.CreatedAt.ToMicros(),
    }), cancellationToken);

    private sealed class KeyRow
    {
        public string Name { get; set; } = "";
        public byte[] Hash { get; set; } = [];
        public string Scopes { get; set; } = "";
        public long CreatedAtUs { get; set; }

        public ApiKey ToKey() => new(Name, Hash, Scopes.Split(' '), Micros.FromMicros(CreatedAtUs));
    }
}
