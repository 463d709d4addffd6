using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;

namespace Classifier.Api.Tests.Chat;

/// <summary>People answer in Slack: by event, button, form, shortcut and slash command, over HTTP and over a socket.</summary>
public sealed class SlackInboundTests : IAsyncLifetime
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Ola = "U0OLA", Rafael = "U0RAFAEL", Farah = "U0FARAH", Stranger = "U0STRANGER";

    private static readonly string Directory = Some.DirectoryYaml
        .Replace("name: Ola Nordmann, team: edge, time_zone: Europe/Oslo", $"name: Ola Nordmann, team: edge, time_zone: Europe/Oslo, handles: {{ slack: {Ola} }}", StringComparison.Ordinal)
        .Replace("name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon", $"name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon, handles: {{ slack: {Rafael} }}", StringComparison.Ordinal)
        .Replace("name: Farah Haddad, team: secops, time_zone: Europe/Oslo", $"name: Farah Haddad, team: secops, time_zone: Europe/Oslo, handles: {{ slack: {Farah} }}", StringComparison.Ordinal);

    private TestHome _home = null!;
    private FakeSlack _slack = null!;
    private RunningService _service = null!;
    private int _triggers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _home = new(Directory);
        _slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        _service = await RunningService.StartAsync(home: _home, settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = FakeSlack.Token,
            ["Chat:Slack:AppToken"] = FakeSlack.AppToken,
            ["Chat:Slack:SigningSecret"] = Secret,
            ["Chat:Slack:ApiUrl"] = _slack.ApiUrl.ToString(),
            ["Chat:Slack:LimitFactor"] = "1000",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _slack.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Mention_AsksForAnOwner_AndIsAnsweredInItsThread()
    {
        var channel = Channel("general");

        await EventAsync(new { type = "app_mention", user = Ola, ts = "17.1", channel = channel.Id, text = "<@UBOT> who owns edge 95 certificates?" });

        var answer = await PostAsync(channel, p => p.Text.StartsWith("Edge delivery, 95 % sure.", StringComparison.Ordinal));
        Assert.Equal("17.1", answer.Thread);
        Assert.Contains("Else Shop platform", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Now there: Ola Nordmann", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_BelowAnOwnersAnswer_SaysThatItIsRight()
    {
        var channel = Channel("general");
        await EventAsync(new { type = "app_mention", user = Ola, ts = "17.1", channel = channel.Id, text = "<@UBOT> who owns edge 75 certificates of the shop?" });
        await PostAsync(channel, p => p.Thread == "17.1" && p.Blocks.Contains("accept q-1", StringComparison.Ordinal));

        await EventAsync(new { type = "message", user = Rafael, ts = "17.3", thread_ts = "17.1", channel = channel.Id, text = "!accept" });

        await PostAsync(channel, p => p.Thread == "17.1" && p.Text == "inc-1001: Edge delivery it is.");
    }

    [Fact]
    public async Task Reply_BelowAnAnnouncement_IsAboutThatIncident()
    {
        var incident = await _service.OpenAsync(new { title = "edge 75 certificate" });
        var (channel, post) = _slack.Look(w => w.Channels.SelectMany(c => c.Posts.Select(p => (Channel: c, Post: p))).Single(p => p.Post.Text.Contains(incident.Text("id"), StringComparison.Ordinal)));

        await EventAsync(new { type = "message", user = Ola, ts = "18.1", thread_ts = post.Ts, channel = channel.Id, text = "!ack" });

        await PostAsync(channel, p => p.Text.Contains("Ola Nordmann has it.", StringComparison.Ordinal));
        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.Text("state") == "acknowledged");
    }

    [Fact]
    public async Task Reporter_IsAskedInADirectMessage_AndTheReplyIsScored()
    {
        var asked = await _service.OpenAsync(new { title = "short edge 95", reporter = Ola });
        var direct = _slack.Look(w => w.Direct(Ola));
        var question = await PostAsync(direct, p => p.Text.Contains($"“short edge 95” ({asked.Text("id")})", StringComparison.Ordinal));

        await EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "19.1", thread_ts = question.Ts, channel = direct.Id, text = "the checkout page" });

        await PostAsync(direct, p => p.Text.StartsWith("Thank you.", StringComparison.Ordinal) && p.Thread == question.Ts);
        var evidence = await Eventually.GetAsync(() => _service.Get<Classifier.Incidents.IIncidentStore>().EvidenceAsync(1001, Token), e => e.Alert.Description.Length > 0);
        Assert.Equal("the checkout page", evidence.Alert.Description);
    }

    [Fact]
    public async Task DirectMessage_IsAQuestion_WithoutAnySign()
    {
        var direct = Channel("im-ola");
        await EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "1.1", channel = direct.Id, text = "edge 30 strange &amp; new" });
        await EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "1.2", channel = direct.Id, text = "oncall edge los1" });

        await PostAsync(direct, p => p.Text.StartsWith("Not sure. Perhaps Edge delivery (30 %).", StringComparison.Ordinal) && p.Thread is null);
        await PostAsync(direct, p => p.Text.StartsWith("Edge delivery: Amara Okafor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_InTheIncidentsChannel_IsThatIncidents_AndTwiceIsOnce()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        var said = Event(new { type = "message", channel_type = "channel", user = Rafael, ts = "2.1", channel = room.Id, text = "!reassign shop because it is <https://a.example/x|their checkout>" });

        await DeliverAsync("/chat/slack/events", said);
        await DeliverAsync("/chat/slack/events", said);      // Slack sends again what was not answered in time

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("owning_team").Text("label") == "shop");
        await _service.SettledAsync(id);
        var events = (await _service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == "reassigned").ToList();
        Assert.Equal(("rafael", "shop, because it is their checkout"), (Assert.Single(events).Text("who"), events[0].Text("why")));
        Assert.Single(Posts(room), p => p.Text.StartsWith("Owner is now Shop platform", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Talk_IsNoCommand_AndBotsAreNotHeard()
    {
        var (_, room) = await OpenAsync("edge 95 x");
        var before = Posts(room).Count;
        foreach (var talk in (object[])
        [
            new { type = "message", user = Ola, ts = "3.1", channel = room.Id, text = "resolve it please" },
            new { type = "message", user = Ola, ts = "3.2", channel = room.Id, text = "<@UBOT> ack" },                    // its app_mention counts
            new { type = "message", user = Ola, bot_id = "B1", ts = "3.3", channel = room.Id, text = "!ack" },
            new { type = "message", subtype = "message_changed", user = Ola, ts = "3.4", channel = room.Id, text = "!ack" },
            new { type = "reaction_added", user = Ola, item = new { channel = room.Id } },
        ])
            await EventAsync(talk);

        Assert.Equal(before, Posts(room).Count);
        Assert.Equal("open", (await _service.GetAsync("/v1/incidents")).GetProperty("items")[0].Text("state"));
    }

    [Fact]
    public async Task Join_IsNoted()
    {
        var (id, room) = await OpenAsync("edge 95 x");

        await EventAsync(new { type = "member_joined_channel", user = Ola, channel = room.Id });

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("responders").EnumerateArray().Any(r => r.Text("person") == "ola" && r.GetProperty("joined_at").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task Buttons_OfTheBrief_RunWhatTheySay_OnceOnADoubleClick()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var buttons = JsonNode.Parse(Posts(room).First(p => p.Blocks.Contains("\"actions\"", StringComparison.Ordinal)).Blocks)!.AsArray().First(b => (string?)b!["type"] == "actions")!["elements"]!.AsArray();
        Assert.Equal(["Accept Edge delivery", "Shop platform", "Security response", "Not an incident", "Another owner …"], buttons.Select(b => (string?)b!["text"]!["text"]));

        await PressAsync(Ola, room.Id, buttons[0]!);
        await PressAsync(Ola, room.Id, buttons[0]!);

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("owning_team").Text("source") == "person");
        await Eventually.GetAsync(() => Task.FromResult(Whispers(Ola)), w => w.Contains("That is so already."));
        Assert.Single((await _service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray(), e => e.Text("what") == "accepted");
    }

    [Fact]
    public async Task AnotherOwner_OpensAForm_AndWhatIsFilledInCounts()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        await PressAsync(Ola, room.Id, new JsonObject { ["action_id"] = "reassign", ["value"] = "reassign" });
        var view = JsonNode.Parse(await Eventually.GetAsync(() => Task.FromResult(_slack.Look(w => w.Views.LastOrDefault() ?? "")), v => v.Length > 0))!;
        Assert.Contains("Careful team", view["blocks"]![0]!["element"]!["options"]!.AsArray().Select(o => (string?)o!["text"]!["text"]));

        var answer = await SubmitAsync(Ola, view, "careful", "the change was theirs");
        Assert.Equal("", answer);
        var again = await SubmitAsync(Ola, view, "careful", "");
        Assert.Equal("That is so already.", (string?)JsonNode.Parse(again)!["errors"]!["team"]);

        Assert.Equal("careful", (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("label"));
    }

    [Fact]
    public async Task Shortcut_MakesAnIncidentOfAMessage_ThatLinksBack()
    {
        var channel = Channel("shop-talk");
        await DeliverAsync("/chat/slack/interactivity", Form(new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = "make_incident",
            ["trigger_id"] = Trigger(),
            ["user"] = new JsonObject { ["id"] = Ola },
            ["channel"] = new JsonObject { ["id"] = channel.Id },
            ["message"] = new JsonObject { ["ts"] = "1700000000.000100", ["user"] = Rafael, ["text"] = "edge 95 the proxy answers 502\nsince ten minutes" },
        }));

        var incidents = await Eventually.GetAsync(() => _service.GetAsync("/v1/incidents"), i => i.GetProperty("items").GetArrayLength() == 1);
        var incident = incidents.GetProperty("items")[0];
        Assert.Equal(("edge 95 the proxy answers 502", "slack"), (incident.Text("title"), incident.Text("source")));
        Assert.Contains(Whispers(Ola), w => w.StartsWith("Taken as an alert.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SlashCommand_IsAnsweredAtOnce_ToTheOneWhoTypedAlone()
    {
        var (id, room) = await OpenAsync("edge 95 x");

        var answer = JsonNode.Parse(await SlashAsync(Ola, room.Id, "ack"))!;

        Assert.Equal(("ephemeral", "Ola Nordmann has it."), ((string?)answer["response_type"], (string?)answer["text"]));
        Assert.Equal("acknowledged", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Contains("What works here", (string?)JsonNode.Parse(await SlashAsync(Ola, "C9", ""))!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stranger_IsRefused_WhateverTheyPress()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        _slack.Look(w => w.Find(room.Id)!.Members.Count);
        await PressAsync(Stranger, room.Id, new JsonObject { ["action_id"] = "command-0", ["value"] = "resolve" });
        await EventAsync(new { type = "message", user = Stranger, ts = "5.1", channel = room.Id, text = "!resolve" });
        Assert.Contains("slack: U0STRANGER", (string?)JsonNode.Parse(await SlashAsync(Stranger, room.Id, "resolve"))!["text"], StringComparison.Ordinal);

        Assert.Equal("open", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Fact]
    public async Task Private_IsNotThereForOthers_AndIsWhisperedElsewhere()
    {
        var (id, _) = await OpenAsync("edge 95 leak");
        var channel = Channel("general");
        _slack.Look(w => { w.Find(channel.Id)!.Members.AddRange([Ola, Farah, Rafael]); return 0; });

        Assert.Equal("There is no such incident, or not for you.", (string?)JsonNode.Parse(await SlashAsync(Rafael, channel.Id, $"similar {id}"))!["text"]);
        await EventAsync(new { type = "app_mention", user = Farah, ts = "6.1", channel = channel.Id, text = $"<@UBOT> similar {id}" });

        await Eventually.GetAsync(() => Task.FromResult(Whispers(Farah)), w => w.Any(text => text.Contains("INC-77", StringComparison.Ordinal)));
        Assert.Empty(Posts(channel));
    }

    [Theory]
    [InlineData(0, "v0=", HttpStatusCode.OK)]
    [InlineData(-299, "v0=", HttpStatusCode.OK)]
    [InlineData(299, "v0=", HttpStatusCode.OK)]
    [InlineData(-301, "v0=", HttpStatusCode.Unauthorized)]
    [InlineData(301, "v0=", HttpStatusCode.Unauthorized)]
    [InlineData(0, "v1=", HttpStatusCode.Unauthorized)]
    public async Task Signature_WithinFiveMinutesEitherWay(int seconds, string version, HttpStatusCode expected)
    {
        var body = """{"type":"url_verification","challenge":"3eZbrw1a"}""";

        var (status, text) = await SendAsync("/chat/slack/events", body, "application/json", seconds, version);

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK, text == "3eZbrw1a");
    }

    [Fact]
    public async Task Signature_OfOtherBytesOrNone_IsRefused()
    {
        var (tampered, _) = await SendAsync("/chat/slack/events", """{"type":"url_verification","challenge":"x"}""", "application/json", 0, "v0=", signed: """{"type":"url_verification","challenge":"y"}""");
        using var unsigned = await _service.Http.PostAsync("/chat/slack/commands", new StringContent("text=resolve"), Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (tampered, unsigned.StatusCode));
    }

    [Fact]
    public async Task Socket_DeliversTheSame_AndIsOpenedAnewWhenSlackAsks()
    {
        await _slack.Sockets.OpenedAsync(Token);
        var (id, room) = await OpenAsync("edge 95 x");

        var slash = await _slack.Sockets.DeliverAsync("slash_commands", new JsonObject { ["user_id"] = Ola, ["channel_id"] = room.Id, ["text"] = "ack", ["trigger_id"] = Trigger() }, Token);
        Assert.Equal("Ola Nordmann has it.", (string?)slash["payload"]!["text"]);
        await _slack.Sockets.RefreshAsync(Token);
        await _slack.Sockets.OpenedAsync(Token);
        var callback = await _slack.Sockets.DeliverAsync("events_api", JsonNode.Parse(Event(new { type = "message", user = Rafael, ts = "7.1", channel = room.Id, text = "!resolve by hand" }))!, Token);

        Assert.Null(callback["payload"]);
        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "resolved");
        Assert.Equal(2, _slack.Sockets.Connections);
    }

    private async Task<(string Id, FakeChannel Room)> OpenAsync(string title, string severity = "medium")
    {
        var incident = await _service.OpenAsync(new { title, severity, labels = new { site = "osl1" } });
        var room = incident.GetProperty("rooms")[0].Text("external_id");
        return (incident.Text("id"), _slack.Look(w =>
        {
            w.Find(room)!.Members.AddRange([Ola, Rafael]);
            return w.Find(room)!;
        }));
    }

    private FakeChannel Channel(string name) => _slack.Look(w =>
    {
        var channel = w.Create(name, isPrivate: false, "USOMEBODY").Channel!;
        channel.Members.AddRange([Ola, FakeWorkspace.Bot]);
        return channel;
    });

    private List<FakePost> Posts(FakeChannel channel) => _slack.Look(_ => channel.Posts.ToList());

    private List<string> Whispers(string user) => _slack.Look(w => w.Whispers.Where(x => x.User == user).Select(x => x.Text).ToList());

    private async Task<FakePost> PostAsync(FakeChannel channel, Func<FakePost, bool> fits) =>
        (await Eventually.GetAsync(() => Task.FromResult(Posts(channel).Find(p => fits(p))), p => p is not null))!;

    private string Trigger() => $"trigger-{Interlocked.Increment(ref _triggers)}";

    private string Event(object heard) => JsonSerializer.Serialize(new { token = "x", team_id = "TFAKE", type = "event_callback", event_id = $"Ev{Interlocked.Increment(ref _triggers)}", @event = heard });

    private Task<string> EventAsync(object heard) => DeliverAsync("/chat/slack/events", Event(heard));

    private static string Form(JsonNode payload) => $"payload={Uri.EscapeDataString(payload.ToJsonString())}";

    private Task<string> PressAsync(string user, string channel, JsonNode button) => DeliverAsync("/chat/slack/interactivity", Form(new JsonObject
    {
        ["type"] = "block_actions",
        ["trigger_id"] = Trigger(),
        ["user"] = new JsonObject { ["id"] = user },
        ["container"] = new JsonObject { ["channel_id"] = channel, ["message_ts"] = "1.1" },
        ["actions"] = new JsonArray(new JsonObject { ["action_id"] = (string?)button["action_id"], ["value"] = (string?)button["value"], ["action_ts"] = "9.9" }),
    }));

    private Task<string> SubmitAsync(string user, JsonNode view, string team, string because) => DeliverAsync("/chat/slack/interactivity", Form(new JsonObject
    {
        ["type"] = "view_submission",
        ["trigger_id"] = Trigger(),
        ["user"] = new JsonObject { ["id"] = user },
        ["view"] = new JsonObject
        {
            ["id"] = "V1",
            ["callback_id"] = (string?)view["callback_id"],
            ["private_metadata"] = (string?)view["private_metadata"],
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject
                {
                    ["team"] = new JsonObject { ["team"] = new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = team } } },
                    ["because"] = new JsonObject { ["because"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = because } },
                },
            },
        },
    }));

    private Task<string> SlashAsync(string user, string channel, string text) =>
        DeliverAsync("/chat/slack/commands", $"command=%2Fincident&user_id={user}&channel_id={channel}&trigger_id={Trigger()}&text={Uri.EscapeDataString(text)}");

    private async Task<string> DeliverAsync(string path, string body)
    {
        var (status, text) = await SendAsync(path, body, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded", 0, "v0=");
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string body, string type, int seconds, string version, string? signed = null)
    {
        var time = _service.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{time}:{signed ?? body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_service.Address.TrimEnd('/') + path)) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("X-Slack-Request-Timestamp", $"{time}");
        request.Headers.Add("X-Slack-Signature", $"{version}{Convert.ToHexStringLower(hash)}");
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
