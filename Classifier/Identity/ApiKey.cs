namespace Classifier.Identity;

/// <summary>A key as it is kept: never the key itself.</summary>
/// <param name="Name">Unique; what it does is told as <c>key:NAME</c>.</param>
/// <param name="Hash">SHA-256 of the key, which has 256 random bits.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ApiKey(string Name, byte[] Hash, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt);

/// <summary>Keys, hashed at rest.</summary>
public interface IApiKeyStore
{
    /// <summary>All keys that are not revoked.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends a key; nothing happens when there is none.</summary>
    Task RevokeAsync(string name, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Adds a key, or replaces the one of that name.</summary>
    Task SaveAsync(ApiKey key, CancellationToken cancellationToken);
}
