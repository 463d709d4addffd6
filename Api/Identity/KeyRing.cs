using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Classifier.Identity;

namespace Classifier.Api.Identity;

/// <summary>Knows keys by the SHA-256 of their bytes: full-entropy secrets need no slow hash, and the look-up by hash takes the same time whoever asks.</summary>
internal sealed class KeyRing(IApiKeyStore store, TimeProvider clock)
{
    private const string Prefix = "icl_";
    private FrozenDictionary<string, ApiKey>? _known;

    /// <summary>The key that this text is; null when it is none of ours.</summary>
    public async Task<ApiKey?> FindAsync(string given, CancellationToken cancellationToken)
    {
        var known = _known ??= (await store.ListAsync(cancellationToken)).ToFrozenDictionary(k => Convert.ToHexString(k.Hash));
        return known.GetValueOrDefault(Convert.ToHexString(Hash(given)));
    }

    /// <summary>Makes a key, or replaces the one of that name.</summary>
    /// <returns>The key itself, told this once.</returns>
    public async Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await SaveAsync(name, key, scopes, cancellationToken);
        return key;
    }

    /// <summary>Stores a key that somebody else made.</summary>
    public async Task SaveAsync(string name, string key, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        await store.SaveAsync(new(name, Hash(key), scopes, clock.GetUtcNow()), cancellationToken);
        _known = null;
    }

    /// <summary>Ends a key.</summary>
    public async Task RevokeAsync(string name, CancellationToken cancellationToken)
    {
        await store.RevokeAsync(name, clock.GetUtcNow(), cancellationToken);
        _known = null;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
