using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>People answer in Teams: by mention, message, button and form.</summary>
public sealed class TeamsInboundTests : TeamsServiceTests
{
    private string _stranger = "";

    private string Ola => People.Users["ola"];

    private string Rafael => People.Users["rafael"];

    private string Farah => People.Users["farah"];

    private protected override void Prepare(Dictionary<string, string> settings) => _stranger = Teams.Look(t => t.Hire("Somebody Else").Id);

    [Fact]
    public async Task Mention_AsksForAnOwner_AndIsAnsweredInItsThread()
    {
        var channel = Channel("General");

        var thread = await Deliveries.WriteAsync(Ola, channel.Id, "@classifier who owns edge 95 certificates?");

        var answer = await SaidAsync(channel, t => t.StartsWith("Edge delivery, 95 % sure.", StringComparison.Ordinal));
        Assert.Equal(thread, $"{channel.Id};messageid={answer.Root}");
        Assert.Contains("Now there: Ola Nordmann", TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_BelowAnOwnersAnswer_SaysThatItIsRight()
    {
        var channel = Channel("General");
        var thread = await Deliveries.WriteAsync(Ola, channel.Id, "@classifier who owns edge 75 certificates of the shop?");
        await SaidAsync(channel, t => t.Contains("!accept q-1", StringComparison.Ordinal));

        await Deliveries.SayAsync(Rafael, thread, "@classifier accept");

        await SaidAsync(channel, t => t == "inc-1001: Edge delivery it is.");
    }

    [Fact]
    public async Task Reply_BelowAnAnnouncement_IsAboutThatIncident()
    {
        var id = (await Service.OpenAsync(new { title = "edge 75 certificate" })).Text("id");
        var (triage, post) = Teams.Look(t => t.Channels.SelectMany(c => c.Messages.Select(m => (c, m))).First(p => TextOf(p.m).Contains(id, StringComparison.Ordinal)));

        await Deliveries.SayAsync(Ola, $"{triage.Id};messageid={post.Id}", "!ack");

        await Eventually.GetAsync(() => Service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");
    }

    [Fact]
    public async Task Reporter_IsAskedAlone_AndTheReplyIsScored()
    {
        await Service.OpenAsync(new { title = "short edge 95", reporter = Ola });
        await SaidToAsync(Ola, t => t.Contains("“short edge 95”", StringComparison.Ordinal));

        await Deliveries.SayAsync(Ola, $"a:{Ola}", "the checkout page");

        await SaidToAsync(Ola, t => t.StartsWith("Thank you.", StringComparison.Ordinal));
        Assert.Equal("the checkout page", (await Eventually.GetAsync(() => Service.Get<Classifier.Incidents.IIncidentStore>().EvidenceAsync(1001, Token), e => e.Alert.Description.Length > 0)).Alert.Description);
    }

    [Fact]
    public async Task PersonalMessage_IsAQuestion_WithoutAnySign()
    {
        await Deliveries.SayAsync(Ola, $"a:{Ola}", "edge 30 strange & new");
        await Deliveries.SayAsync(Ola, $"a:{Ola}", "oncall edge los1");

        await SaidToAsync(Ola, t => t.StartsWith("Not sure. Perhaps Edge delivery (30 %).", StringComparison.Ordinal));
        await SaidToAsync(Ola, t => t.StartsWith("Edge delivery: Amara Okafor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row46_CommandInTheIncidentsChannel_SentAgain_IsDoneOnce()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        var said = Deliveries.Activity("message", Rafael, $"{room.Id};messageid=7", a => a["text"] = "!reassign shop because it is <b>their</b> checkout &amp; mine");

        await Deliveries.DeliverAsync(said);
        await Deliveries.DeliverAsync(said);

        await Eventually.GetAsync(() => Service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("owning_team").Text("label") == "shop");
        await Service.SettledAsync(id);
        var events = (await TimelineAsync(id)).Where(e => e.Text("what") == "reassigned").ToList();
        Assert.Equal(("rafael", "shop, because it is their checkout & mine"), (Assert.Single(events).Text("who"), events[0].Text("why")));
        Assert.Single(Texts(room), t => t.StartsWith("Owner is now Shop platform", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row46_TeamsIsSlow_IsAnsweredBeforeTheWorkIsDone()
    {
        var (_, room) = await OpenAsync("edge 95 x");
        Teams.Plan(new(FaultKind.Hang, "POST activities"));

        await Service.PassUntilAsync(Deliveries.DeliverAsync(Deliveries.Activity("message", Ola, $"{room.Id};messageid=7", a => a["text"] = "!similar")));

        Assert.DoesNotContain("An answer could not be given in Teams", Logs.Text, StringComparison.Ordinal);       // still under way
    }

    [Fact]
    public async Task Talk_IsNoCommand_AndBotsAreNotHeard_ButWhoSpeaksIsHere()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        var before = Texts(room).Count;

        await Deliveries.SayAsync(Ola, $"{room.Id};messageid=7", "resolve it please");
        await Deliveries.DeliverAsync(Deliveries.Activity("message", Ola, $"{room.Id};messageid=7", a =>
        {
            a["from"]!["id"] = "28:another-bot";
            a["text"] = "!ack";
        }));

        Assert.Equal(before, Texts(room).Count);
        var incident = await Service.GetAsync($"/v1/incidents/{id}");
        Assert.Equal("open", incident.Text("state"));
        Assert.Equal(JsonValueKind.String, incident.GetProperty("responders").EnumerateArray().First(r => r.Text("person") == "ola").GetProperty("joined_at").ValueKind);
    }

    [Fact]
    public async Task Row47_ButtonsOfTheBrief_RunWhatTheySay_OnceOnADoubleClick()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var (brief, buttons) = Buttons(room);
        Assert.Equal(["Accept Edge delivery", "Shop platform", "Security response", "Not an incident", "Another owner …"], buttons.Select(b => (string?)b["title"]));

        Assert.Equal("Edge delivery it is.", await Deliveries.PressAsync(Ola, brief, buttons[0]));
        Assert.Equal("That is so already.", await Deliveries.PressAsync(Ola, brief, buttons[0]));

        Assert.Equal("person", (await Service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("source"));
        Assert.Single(await TimelineAsync(id), e => e.Text("what") == "accepted");
    }

    /// <summary>A client that does not know the buttons sends them as a message.</summary>
    [Fact]
    public async Task Button_OfAnOldClient_DoesTheSame()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var (brief, buttons) = Buttons(room);

        await Deliveries.DeliverAsync(Deliveries.Activity("message", Ola, brief, a => a["value"] = buttons[0]["fallback"]!["data"]!.DeepClone()));

        await SaidToAsync(Ola, t => t == "Edge delivery it is.");
        Assert.Equal("person", (await Service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("source"));
    }

    [Fact]
    public async Task AnotherOwner_OpensAForm_AndWhatIsFilledInCounts()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var (brief, buttons) = Buttons(room);

        var task = await Deliveries.TaskAsync("task/fetch", Ola, brief, buttons[^1]["data"]!.DeepClone().AsObject());
        Assert.Equal("continue", (string?)task["type"]);
        var card = task["value"]!["card"]!["content"]!;
        Assert.Contains("careful", card["body"]![0]!["choices"]!.AsArray().Select(c => (string?)c!["value"]));
        var filled = card["actions"]![0]!["data"]!.DeepClone().AsObject();
        (filled["team"], filled["because"]) = ("careful", "the change was theirs");
        var done = await Deliveries.TaskAsync("task/submit", Ola, brief, filled.DeepClone().AsObject());
        var again = await Deliveries.TaskAsync("task/submit", Ola, brief, filled);

        Assert.Equal("message", (string?)done["type"]);
        Assert.Equal("That is so already.", (string?)again["value"]);
        Assert.Equal("careful", (await Service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("label"));
    }

    /// <summary>A form that was delivered twice ends in words: what a button is answered would be an error there.</summary>
    [Fact]
    public async Task Form_DeliveredAgain_IsAnsweredAsAForm()
    {
        var (_, room) = await OpenAsync("edge 70 x", severity: "critical");
        var (brief, buttons) = Buttons(room);
        var wanted = Deliveries.Activity("invoke", Ola, brief, a => (a["name"], a["value"]) = ("task/fetch", new JsonObject { ["data"] = buttons[^1]["data"]!.DeepClone() }));

        var answers = new[] { await Deliveries.DeliverAsync(wanted), await Deliveries.DeliverAsync(wanted) }.Select(text => JsonNode.Parse(text)!["task"]!).ToList();

        Assert.Equal(["continue", "message"], answers.Select(task => (string?)task["type"]));
        Assert.Equal("This was taken already.", (string?)answers[1]["value"]);
    }

    [Fact]
    public async Task Row47_Stranger_IsRefusedWhateverTheyPress_AndNamedInTheLog()
    {
        var (id, room) = await OpenAsync("edge 70 x", severity: "critical");
        var (brief, buttons) = Buttons(room);

        Assert.Contains($"teams: {_stranger}", await Deliveries.PressAsync(_stranger, brief, buttons[0]), StringComparison.Ordinal);
        await Deliveries.SayAsync(_stranger, brief, "!resolve");
        await SaidToAsync(_stranger, t => t.Contains($"teams: {_stranger}", StringComparison.Ordinal));
        Assert.Equal("message", (string?)(await Deliveries.TaskAsync("task/fetch", _stranger, brief, buttons[^1]["data"]!.DeepClone().AsObject()))["type"]);
        Assert.Equal("message", (string?)(await Deliveries.TaskAsync("task/submit", _stranger, brief, new() { ["incident"] = long.Parse(id[4..], System.Globalization.CultureInfo.InvariantCulture), ["team"] = "careful" }))["type"]);

        Assert.Equal(("open", "model"), ((await Service.GetAsync($"/v1/incidents/{id}")).Text("state"), (await Service.GetAsync($"/v1/incidents/{id}")).GetProperty("owning_team").Text("source")));
        Assert.Equal(4, Logs.Text.Split($"whom the directory does not know was refused: {_stranger}").Length - 1);
        Assert.Equal($"teams {_stranger} tried to act; nobody in the directory has this handle", (await Service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray().Single(g => g.Text("kind") == "refused_person").Text("subject"));
    }

    [Fact]
    public async Task Person_ForWhomTheAppIsNotInstalled_IsNotAnsweredAlone_WhichIsLogged()
    {
        var (_, room) = await OpenAsync("edge 95 x");
        Teams.Look(t => t.WithoutBot.Add(_stranger));

        await Deliveries.SayAsync(_stranger, $"{room.Id};messageid=7", "!ack");

        await Eventually.GetAsync(() => Task.FromResult(Logs.Text), t => t.Contains("An answer could not be given in Teams: teams: writing to somebody alone", StringComparison.Ordinal));
        Assert.DoesNotContain(Texts(room), t => t.Contains("I do not know who you are", StringComparison.Ordinal));
    }

    /// <summary>A button names its incident, or none and is its channel's. Elsewhere than where it was put it does what its presser might have typed there, and no more.</summary>
    [Fact]
    public async Task Row47_ButtonOfAnotherIncident_IsRefusedWhereItIsNotThere()
    {
        const string NotThere = "There is no such incident, or not for you.";
        var (secret, _) = await OpenAsync("edge 95 leak");
        var (_, room) = await OpenAsync("edge 95 x");
        var elsewhere = Channel("General");

        Assert.Equal("Outside its room a command names its incident: resolve inc-1042 …", await PressAsync(Rafael, elsewhere.Id, "resolve"));
        Assert.Equal(NotThere, await PressAsync(Rafael, elsewhere.Id, $"resolve {secret}"));
        Assert.Equal(NotThere, await PressAsync(Ola, room.Id, $"resolve {secret}"));        // a member, but what is private is said in its own room alone
        Assert.Equal(NotThere, await PressAsync(Ola, room.Id, "resolve inc-9999"));
        Assert.Equal(NotThere, (string?)(await Deliveries.TaskAsync("task/fetch", Rafael, room.Id, new() { ["command"] = $"reassign {secret}" }))["value"]);
        Assert.Equal(NotThere, (string?)(await Deliveries.TaskAsync("task/submit", Rafael, room.Id, new() { ["incident"] = long.Parse(secret[4..], System.Globalization.CultureInfo.InvariantCulture), ["team"] = "shop" }))["value"]);

        Assert.All((await Service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray(), i => Assert.Equal(("open", "model"), (i.Text("state"), i.GetProperty("owning_team").Text("source"))));

        Task<string> PressAsync(string user, string channel, string command) => Deliveries.PressAsync(user, channel, new JsonObject { ["type"] = "Action.Execute", ["verb"] = "command", ["data"] = new JsonObject { ["command"] = command } });
    }

    [Fact]
    public async Task Private_IsNotThereForOthers_AndIsWhisperedElsewhere()
    {
        var (id, _) = await OpenAsync("edge 95 leak");
        var channel = Channel("General");

        await Deliveries.WriteAsync(Rafael, channel.Id, $"@classifier similar {id}");
        await Deliveries.WriteAsync(Farah, channel.Id, $"@classifier similar {id}");

        await SaidToAsync(Farah, t => t.Contains("INC-77", StringComparison.Ordinal));
        await SaidToAsync(Rafael, t => t == "There is no such incident, or not for you.");
        Assert.Empty(Texts(channel));
    }

    [Fact]
    public async Task Message_ThatIsMarked_GoesOnTheTimeline_AndIsFollowed()
    {
        var (id, room) = await OpenAsync("edge 95 x");
        var said = Teams.Look(t => t.Say(room.Messages, Rafael, "<p>rolled back at <b>build 7</b></p>").Id);
        var ours = Teams.Look(_ => room.Messages.First(m => m.User is null).Id);

        foreach (var (message, sign) in new[] { (said, "like"), (said, "1f4dd_memo"), (said, "1f4cc_pushpin"), (ours, "1f4dd_memo") })
            await Deliveries.DeliverAsync(Deliveries.Activity("messageReaction", Ola, $"{room.Id};messageid={message}", a => (a["replyToId"], a["reactionsAdded"]) = (message, new JsonArray(new JsonObject { ["type"] = sign }))));
        await Deliveries.DeliverAsync(Deliveries.Activity("messageUpdate", Rafael, $"{room.Id};messageid={said}", a => (a["id"], a["text"]) = (said, "rolled back, token xoxb-123456789012-abcdefghijklmnop")));
        await Deliveries.DeliverAsync(Deliveries.Activity("messageDelete", Rafael, $"{room.Id};messageid={said}", a => a["id"] = said));

        await Eventually.GetAsync(() => TimelineAsync(id), t => t.Any(e => e.Text("what") == "note_removed"));
        Assert.Equal([("ola", "noted", "rolled back at build 7"), ("rafael", "note_edited", "rolled back, token <secret>"), ("rafael", "note_removed", "")],
            (await TimelineAsync(id)).Where(e => e.Text("what").StartsWith("note", StringComparison.Ordinal)).Select(e => (e.Text("who"), e.Text("what"), e.Text("why"))));
    }

    private async Task<(string Id, TenantChannel Room)> OpenAsync(string title, string severity = "medium")
    {
        var incident = await Service.OpenAsync(new { title, severity, labels = new { site = "osl1" } });
        var room = incident.GetProperty("rooms")[0].Text("external_id");
        return (incident.Text("id"), Teams.Look(t => t.Channels.First(c => c.Id == room)));
    }

    private TenantChannel Channel(string name) => Teams.Look(t => t.Open(name, "", isPrivate: false, []).Channel!);

    private async Task<List<JsonElement>> TimelineAsync(string id) => [.. (await Service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray()];

    /// <summary>The buttons of a room's brief, and where they stand.</summary>
    private (string Conversation, IReadOnlyList<JsonNode> Buttons) Buttons(TenantChannel room) => Teams.Look(_ =>
    {
        var brief = room.Messages.First(m => m.User is null && TeamsCards.Buttons(TeamsCards.Of(m.Activity)).Count > 0);
        return ($"{room.Id};messageid={brief.Id}", TeamsCards.Buttons(TeamsCards.Of(brief.Activity)));
    });

    private static string TextOf(TenantMessage message) => message.User is null ? TeamsCards.Text(TeamsCards.Of(message.Activity)) : message.Text;

    private List<string> Texts(TenantChannel channel) => Teams.Look(_ => channel.Messages.Where(m => m.User is null).Select(TextOf).ToList());

    private async Task<TenantMessage> SaidAsync(TenantChannel channel, Func<string, bool> fits) =>
        (await Eventually.GetAsync(() => Task.FromResult(Teams.Look(_ => channel.Messages.Find(m => m.User is null && fits(TextOf(m))))), m => m is not null))!;

    private async Task SaidToAsync(string user, Func<string, bool> fits) => await Eventually.GetAsync(() => Task.FromResult(Teams.Look(t => t.Direct(user).Select(TextOf).ToList())), said => said.Any(fits));
}
