using System.Net;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>What does not prove that the Bot Connector sends it to our app, for our organisation, is refused, and nothing comes of it.</summary>
public sealed class TeamsTokenTests : TeamsServiceTests
{
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
        var id = (await Service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } })).Text("id");
        var room = (await Service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms")[0].Text("external_id");
        var (service, now) = ($"{Teams.ServiceUrl}", Service.Clock.GetUtcNow());
        var activity = Deliveries.Activity("message", People.Users["ola"], $"{room};messageid=7", a => a["text"] = "!ack");
        if (what is "key without endorsement" or "key of another channel")
            Teams.OtherKeys.Add(other.PublicKey(what == "key of another channel" ? ["webchat"] : []));
        if (what is "a service that is not allowed" or "another service")
            activity["serviceUrl"] = $"{elsewhere.ServiceUrl}";
        if (what is "another tenant" or "no tenant")
        {
            activity["channelData"] = what == "no tenant" ? null : new JsonObject { ["tenant"] = new JsonObject { ["id"] = Guid.NewGuid().ToString() } };
            activity["conversation"]!.AsObject().Remove("tenantId");
        }
        if (what == "another channel")
            activity["channelId"] = "webchat";
        var (calls, answers) = (Teams.Calls.Count, await AnswersAsync());
        var token = what switch
        {
            "no token" => "",
            "no token at all" => "abc.def",
            "a longer one" => new string('x', 20_000),
            "the clock is four minutes late" => Teams.Signer.Token(service, now.AddHours(-1).AddMinutes(-4)),
            "another issuer" => Claim("iss", "https://sts.windows.net/"),
            "no issuer" => Claim("iss", null),
            "another audience" => Claim("aud", Guid.NewGuid().ToString()),
            "no audience" => Claim("aud", null),
            "expired" => Teams.Signer.Token(service, now.AddHours(-1).AddMinutes(-6)),
            "no end" => Claim("exp", null),
            "not yet" => Teams.Signer.Token(service, now.AddMinutes(6)),
            "unknown key" => other.Token(service, now),
            "another key's name" => other.Token(service, now, header: h => h["kid"] = Teams.Signer.Kid),
            "key without endorsement" or "key of another channel" => other.Token(service, now),
            "alg none" => Teams.Signer.Token(service, now, header: h => h["alg"] = "none"),
            "HS256 with the public key" => Teams.Signer.Token(service, now, header: h => h["alg"] = "HS256"),
            "no key's name" => Teams.Signer.Token(service, now, header: h => h.Remove("kid")),
            "claims changed" => Swapped(Teams.Signer.Token(service, now), Claim("exp", now.AddHours(9).ToUnixTimeSeconds())),
            "no service in the token" => Claim("serviceurl", null),
            "a service that is not allowed" => Teams.Signer.Token($"{elsewhere.ServiceUrl}", now),
            _ => Teams.Signer.Token(service, now),
        };

        var (status, text) = await Deliveries.SendAsync(what == "no activity" ? "[7" : activity.ToJsonString(), token);

        Assert.Equal(expected, status);
        Assert.DoesNotContain("!ack", text, StringComparison.Ordinal);
        var isTaken = expected == HttpStatusCode.OK;
        Assert.Equal(isTaken ? "acknowledged" : "open", (await Service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Empty(elsewhere.Calls);
        Assert.Equal(isTaken, await AnswersAsync() > answers);
        if (!isTaken)
            Assert.Equal(calls, Teams.Calls.Count);

        string Claim(string name, JsonNode? value) => Teams.Signer.Token(service, now, claims =>
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
        Assert.Equal(1, Teams.KeysRead);

        Teams.RotateKeys();
        await DeliverAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(1, Teams.KeysRead);
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(HttpStatusCode.OK);
        Assert.Equal(2, Teams.KeysRead);

        using var stranger = new TeamsSigner();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Deliveries.SendAsync("{}", stranger.Token($"{Teams.ServiceUrl}", Service.Clock.GetUtcNow()))).Status);
        Assert.Equal(2, Teams.KeysRead);
        Service.Clock.Advance(TimeSpan.FromHours(24));
        await DeliverAsync(HttpStatusCode.OK);
        Assert.Equal(3, Teams.KeysRead);

        async Task DeliverAsync(HttpStatusCode expected) =>
            Assert.Equal(expected, (await Deliveries.SendAsync(Deliveries.Activity("installationUpdate", People.Users["ola"], "19:x@thread.tacv2").ToJsonString())).Status);
    }

    private static string Swapped(string token, string other) => string.Join('.', token.Split('.')[0], other.Split('.')[1], token.Split('.')[2]);

    private Task<long> AnswersAsync() => Service.Get<Storage.IDatabase>().ReadAsync(connection => Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM answer"), Token);
}
