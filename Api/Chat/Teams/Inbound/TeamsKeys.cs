using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>The keys that may sign what Teams delivers: read once a day, and when one is named that is not known, at most once a minute.</summary>
internal sealed class TeamsKeys(HttpClient http, TeamsOptions options, TimeProvider clock, ILogger<TeamsKeys> logger) : IDisposable
{
    private const string Endorsement = "msteams";
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1);
    private volatile KeysRead _read = new([], DateTimeOffset.MinValue);
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>The key; null for one that is not published, or may not sign for Teams.</summary>
    public async Task<SecurityKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Known(id) is { } known)
            return known;       // nobody waits because others send what is signed by keys that are not known
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (Known(id) is null && now - _triedAt >= BetweenReads)
                await ReadAsync(now);
            return _read.Keys.GetValueOrDefault(id);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private SecurityKey? Known(string id) => _read is var (keys, at) && clock.GetUtcNow() - at < Lasting ? keys.GetValueOrDefault(id) : null;

    // For all who deliver: whoever happened to be first may hang up, and the next minute's deliveries need the keys all the same.
    private async Task ReadAsync(DateTimeOffset now)
    {
        _triedAt = now;
        try
        {
            var documents = new HttpDocumentRetriever(http) { RequireHttps = options.OpenIdMetadataUrl.Scheme == Uri.UriSchemeHttps };
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(options.OpenIdMetadataUrl.AbsoluteUri, documents, CancellationToken.None);
            var keys = metadata.JsonWebKeySet.Keys.Where(k => k.Kid is { Length: > 0 } && IsEndorsed(k)).GroupBy(k => k.Kid).ToDictionary(g => g.Key, SecurityKey (g) => g.First());
            _read = new(keys, now);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or ArgumentException or HttpRequestException or JsonException or OperationCanceledException)
        {
            logger.KeysNotRead(error.Message);      // those from before go on
        }
    }

    private static bool IsEndorsed(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out var given) && given switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.String && e.ValueEquals(Endorsement)),
        IEnumerable<object> list => list.Any(e => e as string == Endorsement),
        _ => false,
    };

    private sealed record KeysRead(Dictionary<string, SecurityKey> Keys, DateTimeOffset At);
}
