using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Inbound;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Who sends what no known key signed holds up nobody else.</summary>
public sealed class TeamsKeysTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new();
    private readonly TeamsSigner _signer = new();
    private readonly GatedKeys _published;
    private readonly HttpClient _http;
    private readonly TeamsKeys _keys;

    public TeamsKeysTests()
    {
        _published = new(_signer);
        _http = new(_published);
        _keys = new(_http, new TeamsOptions { OpenIdMetadataUrl = new("https://login.example/openid") }, _clock, NullLogger<TeamsKeys>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _keys.Dispose();
        _http.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Reader_WhoHangsUp_DoesNotTakeTheKeysFromTheOthers()
    {
        using var impatient = new CancellationTokenSource();
        var first = _keys.FindAsync("no such key", impatient.Token);
        await impatient.CancelAsync();
        _published.Gate.SetResult();
        await first.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.NotNull(await _keys.FindAsync(_signer.Kid, Token));
    }

    [Fact]
    public async Task KnownKey_IsThereWhileAnUnknownOneIsLookedFor()
    {
        _published.Gate.SetResult();
        Assert.NotNull(await _keys.FindAsync(_signer.Kid, Token));
        _published.Gate = new();
        _clock.Advance(TimeSpan.FromMinutes(1));
        var unknown = _keys.FindAsync("no such key", Token);

        Assert.NotNull(await _keys.FindAsync(_signer.Kid, Token).WaitAsync(Soon, Token));

        Assert.False(unknown.IsCompleted);
        _published.Gate.SetResult();
        Assert.Null(await unknown);
    }

    /// <summary>Publishes a key as soon as the gate is open.</summary>
    private sealed class GatedKeys(TeamsSigner signer) : HttpMessageHandler
    {
        public TaskCompletionSource Gate { get; set; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Gate.Task.WaitAsync(cancellationToken);
            var answer = request.RequestUri!.AbsolutePath == "/keys"
                ? new JsonObject { ["keys"] = new JsonArray(signer.PublicKey("msteams")) }
                : new JsonObject { ["issuer"] = TeamsSigner.Issuer, ["jwks_uri"] = "https://login.example/keys" };
            return new(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
        }
    }
}
