using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat;

/// <summary>People answer in Slack: by event, button, form, shortcut and slash command, over HTTP and over a socket.</summary>
public sealed class SlackInboundTests : IAsyncLifetime
{
    private const string Ola = "U0OLA", Rafael = "U0RAFAEL", Farah = "U0FARAH", Stranger = "U0STRANGER";

    private static readonly string Directory = Some.DirectoryYaml
        .Replace("name: Ola Nordmann, team: edge, time_zone: Europe/Oslo", $"name: Ola Nordmann, team: edge, time_zone: Europe/Oslo, handles: {{ slack: {Ola} }}", StringComparison.Ordinal)
        .Replace("name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon", $"name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon, handles: {{ slack: {Rafael} }}", StringComparison.Ordinal)
        .Replace("name: Farah Haddad, team: secops, time_zone: Europe/Oslo", $"name: Farah Haddad, team: secops, time_zone: Europe/Oslo, handles: {{ slack: {Farah} }}", StringComparison.Ordinal);

    private TestHome _home = null!;
    private FakeSlack _slack = null!;
    private RunningService _service = null!;
    private readonly CollectingLogs _logs = new();
    private SlackDeliveries _deliveries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _home = new(Directory);
        _slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        _service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(_logs), settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = FakeSlack.Token,
            ["Chat:Slack:AppToken"] = FakeSlack.AppToken,
            ["Chat:Slack:SigningSecret"] = SlackDeliveries.Secret,
            ["Chat:Slack:ApiUrl"] = _slack.ApiUrl.ToString(),
            ["Chat:Slack:LimitFactor"] = "1000",
        });
        _deliveries = new(_service);
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

        await _deliveries.EventAsync(new { type = "app_mention", user = Ola, ts = "17.1", channel = channel.Id, text = "<@UBOT> who owns edge 95 certificates?" });

        var answer = await PostAsync(channel, p => p.Text.StartsWith("Edge delivery, 95 % sure.", StringComparison.Ordinal));
        Assert.Equal("17.1", answer.Thread);
        Assert.Contains("Else Shop platform", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Now there: Ola Nordmann", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatIsMarked_GoesOnTheTimeline_AndIsFollowed()
    {
        var id = (await _service.OpenAsync(new { title = "edge 95 certificate" })).Text("id");
        var (room, brief) = _slack.Look(w => w.Channels.Where(c => c.Posts.Any(p => p.Text.Contains("Edge delivery", StringComparison.Ordinal))).Select(c => (c, c.Posts.First(p => p.Text.StartsWith("Certificate expiry", StringComparison.Ordinal)))).First());
        var (said, other) = _slack.Look(w => (w.Post(room, "rolled back at <https://ci.example/7|build 7>", null), w.Post(room, "second", null)));

        await _deliveries.EventAsync(new { type = "reaction_added", user = Ola, reaction = "memo", item = new { type = "message", channel = room.Id, ts = said.Ts } });
        await _deliveries.EventAsync(new { type = "reaction_added", user = Rafael, reaction = "memo", item = new { type = "message", channel = room.Id, ts = said.Ts } });
        await _deliveries.EventAsync(new { type = "reaction_added", user = Ola, reaction = "tada", item = new { type = "message", channel = room.Id, ts = other.Ts } });
        await _deliveries.EventAsync(new { type = "pin_added", user = Stranger, channel_id = room.Id, item = new { type = "message", channel = room.Id, message = new { ts = other.Ts, text = "second", user = Ola } } });
        await _deliveries.EventAsync(new { type = "pin_added", user = Ola, channel_id = room.Id, item = new { type = "message", channel = room.Id, message = new { ts = brief.Ts, text = "brief", user = FakeWorkspace.Bot } } });
        await _deliveries.EventAsync(new { type = "message", subtype = "message_changed", channel = room.Id, message = new { ts = said.Ts, text = "rolled back, token xoxb-123456789012-abcdefghijklmnop", user = Ola }, previous_message = new { ts = said.Ts, text = said.Text, user = Ola } });
        await _deliveries.EventAsync(new { type = "message", subtype = "message_deleted", channel = room.Id, deleted_ts = said.Ts, previous_message = new { ts = said.Ts, text = "rolled back", user = Ola } });

        var notes = (await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}/timeline"), t => t.GetRawText().Contains("note_removed", StringComparison.Ordinal)))
            .GetProperty("items").EnumerateArray().Where(e => e.Text("what").StartsWith("note", StringComparison.Ordinal)).Select(e => (e.Text("who"), e.Text("what"), e.Text("why"))).ToList();
        Assert.Equal([("ola", "noted", "rolled back at build 7"), ("ola", "note_edited", "rolled back, token <secret>"), ("ola", "note_removed", "rolled back")], notes);
    }

    [Fact]
    public async Task Reply_BelowAnOwnersAnswer_SaysThatItIsRight()
    {
        var channel = Channel("general");
        await _deliveries.EventAsync(new { type = "app_mention", user = Ola, ts = "17.1", channel = channel.Id, text = "<@UBOT> who owns edge 75 certificates of the shop?" });
        await PostAsync(channel, p => p.Thread == "17.1" && p.Blocks.Contains("accept q-1", StringComparison.Ordinal));

        await _deliveries.EventAsync(new { type = "message", user = Rafael, ts = "17.3", thread_ts = "17.1", channel = channel.Id, text = "!accept" });

        await PostAsync(channel, p => p.Thread == "17.1" && p.Text == "inc-1001: Edge delivery it is.");
    }

    [Fact]
    public async Task Reply_BelowAnAnnouncement_IsAboutThatIncident()
    {
        var incident = await _service.OpenAsync(new { title = "edge 75 certificate" });
        var (channel, post) = _slack.Look(w => w.Channels.SelectMany(c => c.Posts.Select(p => (Channel: c, Post: p))).Single(p => p.Post.Text.Contains(incident.Text("id"), StringComparison.Ordinal)));

        await _deliveries.EventAsync(new { type = "message", user = Ola, ts = "18.1", thread_ts = post.Ts, channel = channel.Id, text = "!ack" });

        await PostAsync(channel, p => p.Text.Contains("Ola Nordmann has it.", StringComparison.Ordinal));
        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.Text("state") == "acknowledged");
    }

    [Fact]
    public async Task Reporter_IsAskedInADirectMessage_AndTheReplyIsScored()
    {
        var asked = await _service.OpenAsync(new { title = "short edge 95", reporter = Ola });
        var direct = _slack.Look(w => w.Direct(Ola));
        var question = await PostAsync(direct, p => p.Text.Contains($"“short edge 95” ({asked.Text("id")})", StringComparison.Ordinal));

        await _deliveries.EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "19.1", thread_ts = question.Ts, channel = direct.Id, text = "the checkout page" });

        await PostAsync(direct, p => p.Text.StartsWith("Thank you.", StringComparison.Ordinal) && p.Thread == question.Ts);
        var evidence = await Eventually.GetAsync(() => _service.Get<Classifier.Incidents.IIncidentStore>().EvidenceAsync(1001, Token), e => e.Alert.Description.Length > 0);
        Assert.Equal("the checkout page", evidence.Alert.Description);
    }

    [Fact]
    public async Task DirectMessage_IsAQuestion_WithoutAnySign()
    {
        var direct = Channel("im-ola");
        await _deliveries.EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "1.1", channel = direct.Id, text = "edge 30 strange &amp; new" });
        await _deliveries.EventAsync(new { type = "message", channel_type = "im", user = Ola, ts = "1.2", channel = direct.Id, text = "oncall edge los1" });

        await PostAsync(direct, p => p.Text.StartsWith("Not sure. Perhaps Edge delivery (30 %).", StringComparison.Ordinal) && p.Thread is null);
        await PostAsync(direct, p => p.Text.StartsWith("Edge delivery: Amara Okafor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row46_CommandInTheIncidentsChannel_SentAgain_IsDoneOnce()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        var said = _deliveries.Event(new { type = "message", channel_type = "channel", user = Rafael, ts = "2.1", channel = room.Id, text = "!reassign shop because it is <https://a.example/x|their checkout>" });

        await _deliveries.DeliverAsync("/chat/slack/events", said);
        await _deliveries.DeliverAsync("/chat/slack/events", said, ("X-Slack-Retry-Num", "1"), ("X-Slack-Retry-Reason", "http_timeout"));

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("owning_team").Text("label") == "shop");
        await _service.SettledAsync(id);
        var events = (await _service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == "reassigned").ToList();
        Assert.Equal(("rafael", "shop, because it is their checkout"), (Assert.Single(events).Text("who"), events[0].Text("why")));
        Assert.Single(Posts(room), p => p.Text.StartsWith("Owner is now Shop platform", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row46_SlackIsSlow_IsAnsweredBeforeTheWorkIsDone()
    {
        var (_, room) = await OpenAsync("edge 95 x");
        var before = Posts(room).Count;
        _slack.Look(_ => { _slack.Faults.Plan(new(FaultKind.Hang, "chat.postMessage")); return 0; });

        await _service.PassUntilAsync(_deliveries.EventAsync(new { type = "message", user = Ola, ts = "2.2", channel = room.Id, text = "!similar" }));

        Assert.Equal(before, Posts(room).Count);
        Assert.DoesNotContain("An answer could not be given in Slack", _logs.Text, StringComparison.Ordinal);       // still under way
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
            await _deliveries.EventAsync(talk);

        Assert.Equal(before, Posts(room).Count);
        Assert.Equal("open", (await _service.GetAsync("/v1/incidents")).GetProperty("items")[0].Text("state"));
    }

    [Theory]
    [InlineData("member_joined_channel")]
    [InlineData("message")]
    public async Task Person_WhoComesOrSpeaks_IsNotedAsHere_WhoWasBroughtInIsNot(string type)
    {
        var (id, room) = await OpenAsync("edge 95 x");

        await _deliveries.EventAsync(new { type = "member_joined_channel", user = Ola, channel = room.Id, inviter = FakeWorkspace.Bot });
        Assert.Equal(JsonValueKind.Null, (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("responders").EnumerateArray().First(r => r.Text("person") == "ola").GetProperty("joined_at").ValueKind);
        await _deliveries.EventAsync(new { type, user = Ola, ts = "4.1", channel = room.Id, text = "on it" });

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("responders").EnumerateArray().Any(r => r.Text("person") == "ola" && r.GetProperty("joined_at").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task Row47_ButtonsOfTheBrief_RunWhatTheySay_OnceOnADoubleClick()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var buttons = JsonNode.Parse(Posts(room).First(p => p.Blocks.Contains("\"actions\"", StringComparison.Ordinal)).Blocks)!.AsArray().First(b => (string?)b!["type"] == "actions")!["elements"]!.AsArray();
        Assert.Equal(["Accept Edge delivery", "Shop platform", "Security response", "Not an incident", "Another owner …"], buttons.Select(b => (string?)b!["text"]!["text"]));

        await _deliveries.PressAsync(Ola, room.Id, buttons[0]!);
        await _deliveries.PressAsync(Ola, room.Id, buttons[0]!);

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("owning_team").Text("source") == "person");
        await Eventually.GetAsync(() => Task.FromResult(Whispers(Ola)), w => w.Contains("That is so already."));
        Assert.Single((await _service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray(), e => e.Text("what") == "accepted");
    }

    [Fact]
    public async Task AnotherOwner_OpensAForm_AndWhatIsFilledInCounts()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        await _deliveries.PressAsync(Ola, room.Id, new JsonObject { ["action_id"] = "reassign", ["value"] = "reassign" });
        var view = JsonNode.Parse(await Eventually.GetAsync(() => Task.FromResult(_slack.Look(w => w.Views.LastOrDefault() ?? "")), v => v.Length > 0))!;
        Assert.Contains("Careful team", view["blocks"]![0]!["element"]!["options"]!.AsArray().Select(o => (string?)o!["text"]!["text"]));

        var answer = await _deliveries.SubmitAsync(Ola, view, "careful", "the change was theirs");
        Assert.Equal("", answer);
        var again = await _deliveries.SubmitAsync(Ola, view, "careful", "");
        Assert.Equal("That is so already.", (string?)JsonNode.Parse(again)!["errors"]!["team"]);

        Assert.Equal("careful", (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("label"));
    }

    [Fact]
    public async Task Shortcut_MakesAnIncidentOfAMessage_ThatLinksBack()
    {
        var channel = Channel("shop-talk");
        await _deliveries.DeliverAsync("/chat/slack/interactivity", SlackDeliveries.Form(new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = "make_incident",
            ["trigger_id"] = _deliveries.Trigger(),
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

        var answer = JsonNode.Parse(await _deliveries.SlashAsync(Ola, room.Id, "ack"))!;

        Assert.Equal(("ephemeral", "Ola Nordmann has it."), ((string?)answer["response_type"], (string?)answer["text"]));
        Assert.Equal("acknowledged", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Contains("What works here", (string?)JsonNode.Parse(await _deliveries.SlashAsync(Ola, "C9", ""))!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row47_Stranger_IsRefusedWhateverTheyPress_AndNamedInTheLog()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        await _deliveries.PressAsync(Stranger, room.Id, new JsonObject { ["action_id"] = "command-0", ["value"] = "resolve" });
        await _deliveries.EventAsync(new { type = "message", user = Stranger, ts = "5.1", channel = room.Id, text = "!resolve" });
        Assert.Contains("slack: U0STRANGER", (string?)JsonNode.Parse(await _deliveries.SlashAsync(Stranger, room.Id, "resolve"))!["text"], StringComparison.Ordinal);

        Assert.Equal("open", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
        Assert.Equal(3, _logs.Text.Split("whom the directory does not know was refused: U0STRANGER").Length - 1);
        var gap = (await _service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray().Single(g => g.Text("kind") == "refused_person");
        Assert.Equal("slack U0STRANGER tried to act; nobody in the directory has this handle", gap.Text("subject"));
    }

    /// <summary>A button names its incident, or none and is its channel's. Elsewhere than where it was put it does what its presser might have typed there, and no more.</summary>
    [Fact]
    public async Task Row47_ButtonOfAnotherIncident_IsRefusedWhereItIsNotThere()
    {
        var (secret, _) = await OpenAsync("edge 95 leak");
        var (_, room) = await OpenAsync("edge 95 x");
        var elsewhere = Channel("general");
        _slack.Look(w => { w.Find(elsewhere.Id)!.Members.Add(Rafael); return 0; });

        await PressAsync(Rafael, elsewhere.Id, "resolve");
        await PressAsync(Rafael, elsewhere.Id, $"resolve {secret}");
        await PressAsync(Ola, room.Id, $"resolve {secret}");        // a member, but what is private is said in its own room alone
        await PressAsync(Ola, room.Id, "resolve inc-9999");
        await _deliveries.SubmitAsync(Rafael, new JsonObject { ["callback_id"] = "reassign", ["private_metadata"] = secret["inc-".Length..] }, "shop", "");

        var refused = new[] { "Outside its room a command names its incident: resolve inc-1042 …", "There is no such incident, or not for you." };
        Assert.Equal(refused, await Eventually.GetAsync(() => Task.FromResult(Whispers(Rafael)), w => w.Count == 2));
        Assert.Equal([refused[1], refused[1]], await Eventually.GetAsync(() => Task.FromResult(Whispers(Ola)), w => w.Count == 2));
        Assert.All((await _service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray(), i => Assert.Equal(("open", "model"), (i.Text("state"), i.GetProperty("owning_team").Text("source"))));

        Task PressAsync(string user, string channel, string value) => _deliveries.PressAsync(user, channel, new JsonObject { ["action_id"] = "command-0", ["value"] = value });
    }

    [Fact]
    public async Task Private_IsNotThereForOthers_AndIsWhisperedElsewhere()
    {
        var (id, _) = await OpenAsync("edge 95 leak");
        var channel = Channel("general");
        _slack.Look(w => { w.Find(channel.Id)!.Members.AddRange([Ola, Farah, Rafael]); return 0; });

        Assert.Equal("There is no such incident, or not for you.", (string?)JsonNode.Parse(await _deliveries.SlashAsync(Rafael, channel.Id, $"similar {id}"))!["text"]);
        await _deliveries.EventAsync(new { type = "app_mention", user = Farah, ts = "6.1", channel = channel.Id, text = $"<@UBOT> similar {id}" });

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
    public async Task Row41_SignatureWithinFiveMinutesEitherWay_IsTaken(int seconds, string version, HttpStatusCode expected)
    {
        var body = """{"type":"url_verification","challenge":"3eZbrw1a"}""";

        var (status, text) = await _deliveries.SendAsync("/chat/slack/events", body, seconds, version);

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK, text == "3eZbrw1a");
    }

    [Fact]
    public async Task Row45_ChallengeWithABadSignatureOrNone_IsRefusedAndNotEchoed()
    {
        const string Body = """{"type":"url_verification","challenge":"3eZbrw1a"}""";

        var (tampered, text) = await _deliveries.SendAsync("/chat/slack/events", Body, signed: Body.Replace("3e", "4e", StringComparison.Ordinal));
        using var unsigned = await _service.Http.PostAsync("/chat/slack/events", new StringContent(Body), Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (tampered, unsigned.StatusCode));
        Assert.DoesNotContain("3eZbrw1a", text + await unsigned.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_DeliversTheSame_AndIsOpenedAnewWhenSlackAsks()
    {
        await _slack.Sockets.OpenedAsync(Token);
        var (id, room) = await OpenAsync("edge 95 x");

        var slash = await _slack.Sockets.DeliverAsync("slash_commands", new JsonObject { ["user_id"] = Ola, ["channel_id"] = room.Id, ["text"] = "ack", ["trigger_id"] = _deliveries.Trigger() }, Token);
        Assert.Equal("Ola Nordmann has it.", (string?)slash["payload"]!["text"]);
        await _slack.Sockets.RefreshAsync(Token);
        await _slack.Sockets.OpenedAsync(Token);
        var callback = await _slack.Sockets.DeliverAsync("events_api", JsonNode.Parse(_deliveries.Event(new { type = "message", user = Rafael, ts = "7.1", channel = room.Id, text = "!resolve by hand" }))!, Token);

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
}
