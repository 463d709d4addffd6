using System.Net;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>What does not prove that the Bot Connector sends it to our app, for our organisation, is refused, and nothing comes of it.</summary>
public sealed class TeamsTokenTests : IAsyncLifetime
{
    private FakeTeams _teams = null!;
    private TeamsDirectory _directory = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private TeamsDeliveries _deliveries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeTeams.StartAsync();
        _directory = TeamsDirectory.Of(Some.DirectoryYaml, _teams);
        _home = new(_directory.Yaml);
        _service = await RunningService.StartAsync(home: _home, settings: TeamsDeliveries.Settings(_teams, "teams"));
        _deliveries = new(_service, _teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _teams.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>The same delivery with the right token is taken, so that each refusal counts.</summary>
    [Theory]
    [InlineData("nothing is wrong", HttpStatusCode.OK)]
    [InlineData("the clock is four minutes late", HttpStatusCode.OK)]
    [InlineData("no token", HttpStatusCode.Unauthorized)]
    [InlineData("no token at all", HttpStatusCode.Unauthorized)]
    [InlineData("a longer one", HttpStatusCode.Unauthorized)]
    [InlineData("another issuer", HttpStatusCode.Unauthorized)]
    [InlineData("no issuer", HttpStatusCode.Unauthorized)]
    [InlineData("another audience", HttpStatusCode.Unauthorized)]
    [InlineData("no audience", HttpStatusCode.Unauthorized)]
    [InlineData("expired", HttpStatusCode.Unauthorized)]
    [InlineData("no end", HttpStatusCode.Unauthorized)]
    [InlineData("not yet", HttpStatusCode.Unauthorized)]
    [InlineData("unknown key", HttpStatusCode.Unauthorized)]
    [InlineData("another key's name", HttpStatusCode.Unauthorized)]
    [InlineData("key without endorsement", HttpStatusCode.Unauthorized)]
    [InlineData("key of another channel", HttpStatusCode.Unauthorized)]
    [InlineData("alg none", HttpStatusCode.Unauthorized)]
    [InlineData("HS256 with the public key", HttpStatusCode.Unauthorized)]
    [InlineData("no key's name", HttpStatusCode.Unauthorized)]
    [InlineData("claims changed", HttpStatusCode.Unauthorized)]
    [InlineData("another service", HttpStatusCode.Forbidden)]
    [InlineData("no service in the token", HttpStatusCode.Forbidden)]
    [InlineData("a service that is not allowed", HttpStatusCode.Forbidden)]
    [InlineData("another tenant", HttpStatusCode.Forbidden)]
    [InlineData("no tenant", HttpStatusCode.Forbidden)]
    [InlineData("another channel", HttpStatusCode.Forbidden)]
    [InlineData("no activity", HttpStatusCode.BadRequest)]
    public async Task Delivery_IsTakenWhenAllIsRight_AndElseRefusedWithoutEffect(string what, HttpStatusCode expected)
    {
        using var other = new TeamsSigner();
        await using var elsewhere = await FakeTeams.StartAsync();
        var id = (await _service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } })).Text("id");
        var room = (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms")[0].Text("external_id");
        var (service, now) = ($"{_teams.ServiceUrl}", _service.Clock.GetUtcNow());
        var activity = _deliveries.Activity("message", _directory.Users["ola"], $"{room};messageid=7", a => a["text"] = "!ack");
        if (what is "key without endorsement" or "key of another channel")
            _teams.OtherKeys.Add(other.PublicKey(what == "key of another channel" ? ["webchat"] : []));
        if (what is "a service that is not allowed" or "another service")
            activity["serviceUrl"] = $"{elsewhere.ServiceUrl}";
        if (what is "another tenant" or "no tenant")
        {
            activity["channelData"] = what == "no tenant" ? null : new JsonObject { ["tenant"] = new JsonObject { ["id"] = Guid.NewGuid().ToString() } };
            activity["conversation"]!.AsObject().Remove("tenantId");
        }
        if (what == "another channel")
            activity["channelId"] = "webchat";
        var (calls, answers) = (_teams.Calls.Count, await AnswersAsync());
        var token = what switch
        {
            "no token" => "",
            "no token at all" => "abc.def",
            "a longer one" => new string('x', 20_000),
            "the clock is four minutes late" => _teams.Signer.Token(service, now.AddHours(-1).AddMinutes(-4)),
            "another issuer" => Claim("iss", "https://sts.windows.net/"),
            "no issuer" => Claim("iss", null),
            "another audience" => Claim("aud", Guid.NewGuid().ToString()),
            "no audience" => Claim("aud", null),
            "expired" => _teams.Signer.Token(service, now.AddHours(-1).AddMinutes(-6)),
            "no end" => Claim("exp", null),
            "not yet" => _teams.Signer.Token(service, now.AddMinutes(6)),
            "unknown key" => other.Token(service, now),
            "another key's name" => other.Token(service, now, header: h => h["kid"] = _teams.Signer.Kid),
            "key without endorsement" or "key of another channel" => other.Token(service, now),
            "alg none" => _teams.Signer.Token(service, now, header: h => h["alg"] = "none"),
            "HS256 with the public key" => _teams.Signer.Token(service, now, header: h => h["alg"] = "HS256"),
            "no key's name" => _teams.Signer.Token(service, now, header: h => h.Remove("kid")),
            "claims changed" => Swapped(_teams.Signer.Token(service, now), Claim("exp", now.AddHours(9).ToUnixTimeSeconds())),
            "no service in the token" => Claim("serviceurl", null),
            "a service that is not allowed" => _teams.Signer.Token($"{elsewhere.ServiceUrl}", now),
            _ => _teams.Signer.Token(service, now),
        };

        var (status, text) = await _deliveries.SendAsync(what == "no activity" ? "[7" : activity.ToJsonString(), token);

        Assert.Equal(expected, status);
        Assert.DoesNotContain("!ack", text, StringComparison.Ordinal);
        var isTaken = expected == HttpStatusCode.OK;
        Assert.Equal(isTaken ? "acknowledged" : "open", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Empty(elsewhere.Calls);
        Assert.Equal(isTaken, await AnswersAsync() > answers);
        if (!isTaken)
            Assert.Equal(calls, _teams.Calls.Count);

        string Claim(string name, JsonNode? value) => _teams.Signer.Token(service, now, claims =>
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value;
        });
    }

    /// <summary>A key that is new is looked for, not more often than once a minute, whatever others send.</summary>
    [Fact]
    public async Task Keys_AreReadOnce_AndAgainForANewOne_OnceAMinuteAtMost()
    {
        await DeliverAsync(HttpStatusCode.OK);
        await DeliverAsync(HttpStatusCode.OK);
        Assert.Equal(1, _teams.KeysRead);

        _teams.RotateKeys();
        await DeliverAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(1, _teams.KeysRead);
        _service.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(HttpStatusCode.OK);
        Assert.Equal(2, _teams.KeysRead);

        using var stranger = new TeamsSigner();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await _deliveries.SendAsync("{}", stranger.Token($"{_teams.ServiceUrl}", _service.Clock.GetUtcNow()))).Status);
        Assert.Equal(2, _teams.KeysRead);
        _service.Clock.Advance(TimeSpan.FromHours(24));
        await DeliverAsync(HttpStatusCode.OK);
        Assert.Equal(3, _teams.KeysRead);

        async Task DeliverAsync(HttpStatusCode expected) =>
            Assert.Equal(expected, (await _deliveries.SendAsync(_deliveries.Activity("installationUpdate", _directory.Users["ola"], "19:x@thread.tacv2").ToJsonString())).Status);
    }

    private static string Swapped(string token, string other) => string.Join('.', token.Split('.')[0], other.Split('.')[1], token.Split('.')[2]);

    private Task<long> AnswersAsync() => _service.Get<Storage.IDatabase>().ReadAsync(connection => Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM answer"), Token);
}
