using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Classifier.Identity;
using Classifier.Storage;

namespace Classifier.Api.Identity;

/// <summary>
/// Knows keys by the SHA-256 of their bytes: full-entropy secrets need no slow hash, and the look-up by hash takes the same time whoever asks.
/// Other nodes make and end keys too, so what was read is read again: at most once a second, however many guess.
/// </summary>
internal sealed class KeyRing(IApiKeyStore store, TimeProvider clock)
{
    private const string Prefix = "icl_";
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(3);
    private readonly Lock _reading = new();
    private Task<Keys>? _keys;

    /// <summary>The key that this text is; null when it is none of ours.</summary>
    public async Task<ApiKey?> FindAsync(string given, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(Hash(given));
        var keys = await ReadAsync(atMost: KnownFor).WaitAsync(cancellationToken);
        if (!keys.ByHash.ContainsKey(hash))
            keys = await ReadAsync(atMost: UnknownFor).WaitAsync(cancellationToken);
        return keys.ByHash.GetValueOrDefault(hash);
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
        Forget();
    }

    /// <summary>Ends a key.</summary>
    public async Task RevokeAsync(string name, CancellationToken cancellationToken)
    {
        await store.RevokeAsync(name, clock.GetUtcNow(), cancellationToken);
        Forget();
    }

    /// <summary>What was read no longer ago than this, by whoever asked first.</summary>
    private Task<Keys> ReadAsync(TimeSpan atMost)
    {
        lock (_reading)
        {
            var isOld = _keys is null or { IsFaulted: true } || _keys is { IsCompletedSuccessfully: true } read && clock.GetElapsedTime(read.Result.ReadAt) > atMost;
            return isOld ? _keys = ReadAgainAsync(_keys is { IsCompletedSuccessfully: true } before ? before.Result : null) : _keys!;
        }
    }

    private async Task<Keys> ReadAgainAsync(Keys? before)
    {
        var now = clock.GetTimestamp();
        try
        {
            return new((await store.ListAsync(CancellationToken.None)).ToFrozenDictionary(k => Convert.ToHexString(k.Hash)), now);
        }
        catch (StoreUnavailableException) when (before is not null)
        {
            return before with { ReadAt = now };     // scoring goes on while the store is away
        }
    }

    private void Forget()
    {
        lock (_reading)
            _keys = null;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed record Keys(FrozenDictionary<string, ApiKey> ByHash, long ReadAt);
}
