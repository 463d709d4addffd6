using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;
using Classifier.Identity;
using Classifier.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Identity;

/// <summary>Keys that other nodes make and end.</summary>
public sealed class KeyRingTests
{
    private readonly CountingStore _store = new();
    private readonly FakeTimeProvider _clock = new(Some.Monday);
    private readonly KeyRing _here;
    private readonly KeyRing _elsewhere;

    public KeyRingTests() => (_here, _elsewhere) = (new(_store, _clock), new(_store, _clock));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_KeyMadeElsewhere_IsKnownAfterASecond()
    {
        Assert.Null(await _here.FindAsync("guess", Token));
        var key = await _elsewhere.CreateAsync("sender", [Scopes.Alerts], Token);

        _clock.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal("sender", (await _here.FindAsync(key, Token))?.Name);
    }

    [Fact]
    public async Task Row29_KeyEndedElsewhere_IsUnknownWithinFiveSeconds()
    {
        var key = await _here.CreateAsync("sender", [Scopes.Alerts], Token);
        Assert.NotNull(await _here.FindAsync(key, Token));
        await _elsewhere.RevokeAsync("sender", Token);

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Null(await _here.FindAsync(key, Token));
    }

    [Fact]
    public async Task Find_ManyGuess_TheStoreIsReadOnceASecond()
    {
        for (var second = 0; second < 3; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _here.FindAsync($"guess {i}", Token)));
            _clock.Advance(TimeSpan.FromSeconds(1.1));
        }

        Assert.Equal(3, _store.Reads);
    }

    [Fact]
    public async Task Find_StoreIsAway_KnowsWhatItKnew()
    {
        var key = await _here.CreateAsync("sender", [Scopes.Alerts], Token);
        await _here.FindAsync(key, Token);
        _store.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull(await _here.FindAsync(key, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new KeyRing(_store, _clock).FindAsync(key, Token));
    }

    private sealed class CountingStore : IApiKeyStore
    {
        private readonly Dictionary<string, ApiKey> _keys = [];

        public int Reads { get; private set; }

        public bool IsAway { get; set; }

        public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return IsAway ? throw new StoreUnavailableException("away", new IOException()) : Task.FromResult<IReadOnlyList<ApiKey>>([.. _keys.Values]);
        }

        public Task RevokeAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
        {
            _keys.Remove(name);
            return Task.CompletedTask;
        }

        public Task SaveAsync(ApiKey key, CancellationToken cancellationToken)
        {
            _keys[key.Name] = key;
            return Task.CompletedTask;
        }
    }
}
