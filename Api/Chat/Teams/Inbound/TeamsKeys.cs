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
    private Dictionary<string, SecurityKey> _keys = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>The key; null for one that is not published, or may not sign for Teams.</summary>
    public async Task<SecurityKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if ((!_keys.ContainsKey(id) || now - _readAt >= Lasting) && now - _triedAt >= BetweenReads)
                await ReadAsync(now, cancellationToken);
            return _keys.GetValueOrDefault(id);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _triedAt = now;
        try
        {
            var documents = new HttpDocumentRetriever(http) { RequireHttps = options.OpenIdMetadataUrl.Scheme == Uri.UriSchemeHttps };
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(options.OpenIdMetadataUrl.AbsoluteUri, documents, cancellationToken);
            _keys = metadata.JsonWebKeySet.Keys.Where(k => k.Kid is { Length: > 0 } && IsEndorsed(k)).GroupBy(k => k.Kid).ToDictionary(g => g.Key, SecurityKey (g) => g.First());
            _readAt = now;
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or ArgumentException or HttpRequestException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
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
}
