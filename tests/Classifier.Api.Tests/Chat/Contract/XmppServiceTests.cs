using System.Text.Json;
using Classifier.Api.Tests.Chat.Prosody;
using Classifier.Api.Tests.Support;
using Classifier.Responses;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The service on a Prosody of its own, with people whose client others wrote.</summary>
public sealed class XmppServiceTests : ProsodyTests
{
    private static readonly string[] Titles = ["edge 95 x", "leak secops 95 x"];

    [Fact]
    public async Task Alert_OpensARoom_WhoIsInvitedComes_AndAnswers()
    {
        var ola = await People.ComeAsync("ola");
        await using var service = await StartAsync();

        var (id, room) = await OpenAsync(service, Titles[0]);
        Assert.Equal(["dnsperson", "ola"], (await service.GetAsync($"/v1/incidents/{id}")).People());
        await People.WaitAsync(e => e.Event == "invited" && e.Person == ola && e.Room == room);
        Assert.Equal(0, await JoinedAsync(service, id));        // brought in, and not there yet
        Assert.Null(await People.EnterAsync(ola, room));
        await Eventually.GetAsync(() => JoinedAsync(service, id), joined => joined == 1);
        await People.SayAsync(ola, room, "looking");
        await People.SayAsync(ola, room, "!status <b>&amp; half of it</b>");
        await People.WaitAsync(e => e.Event == "heard" && e.Person == ola && e.By == "classifier" && e.Text!.Contains("<b>&amp; half of it</b>", StringComparison.Ordinal));
        await People.SayAsync(ola, room, "classifier: similar");
        await People.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.Contains("INC-77", StringComparison.Ordinal));
        await People.SayAsync(ola, room, "!ack");
        await AcknowledgedAsync(service, id);

        Assert.Equal(["ola"], await WhoAsync(service, id, "acknowledged"));
    }

    /// <summary>Whoever the directory does not know is told so, and nothing happens; the same from somebody whom it knows does.</summary>
    [Fact]
    public async Task Stranger_WritesACommand_IsRefused()
    {
        var (stranger, ola) = (await People.ComeAsync("stranger"), await People.ComeAsync("ola"));
        await using var service = await StartAsync();
        var (id, room) = await OpenAsync(service, Titles[0]);

        await People.TellAsync(stranger, Xmpp.Bot.Address!, $"!ack {id}");
        var refusal = await People.WaitAsync(e => e.Event == "told" && e.Person == stranger);
        Assert.Contains("xmpp: stranger@localhost", refusal.Text, StringComparison.Ordinal);
        Assert.Equal("registration-required", await People.EnterAsync(stranger, room));
        await People.TellAsync(stranger, Xmpp.Bot.Address!, "just talking");
        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{id}")).Text("state"));

        await People.TellAsync(ola, Xmpp.Bot.Address!, $"!ack {id}");
        await AcknowledgedAsync(service, id);
        await People.WaitAsync(e => e.Event == "told" && e.Person == ola && e.By == Xmpp.Bot.Address);
        Assert.Single(People.Events, e => e.Event == "told" && e.Person == stranger);
    }

    /// <summary>Others neither see a private room in the list nor may enter it; of the public one the same look shows both.</summary>
    [Fact]
    public async Task PrivateRoom_IsNotThereForOthers()
    {
        var (ola, farah) = (await People.ComeAsync("ola"), await People.ComeAsync("farah"));
        await using var service = await StartAsync();
        var (_, open) = await OpenAsync(service, Titles[0]);
        var (secret, hidden) = await OpenAsync(service, Titles[1]);
        Assert.True((await service.GetAsync($"/v1/incidents/{secret}")).GetProperty("private").GetBoolean());
        await People.WaitAsync(e => e.Event == "invited" && e.Person == farah && e.Room == hidden);

        Assert.Equal([open], (await People.ListAsync(ola)).Where(r => r == open || r == hidden));
        Assert.Null(await People.EnterAsync(ola, open));
        Assert.Equal("registration-required", await People.EnterAsync(ola, hidden));
        Assert.Equal([open], (await People.ListAsync(farah)).Where(r => r == open || r == hidden));
        Assert.Null(await People.EnterAsync(farah, hidden));
        Assert.DoesNotContain(People.Events, e => e.Person == ola && e.Room == hidden);
    }

    /// <summary>What concerns a private incident is not said in another room, but to the one who asked.</summary>
    [Fact]
    public async Task PrivateIncident_AskedForInTheTriageRoom_IsAnsweredAlone()
    {
        var (farah, ingrid) = (await People.ComeAsync("farah"), await People.ComeAsync("ingrid"));
        await using var service = await StartAsync();
        var (secret, _) = await OpenAsync(service, Titles[1]);
        await service.SendAsync(new { title = "edge 75 y", severity = "medium", labels = new { site = "osl1" } });
        var triage = $"triage@{ProsodyProcess.Rooms}";
        await People.WaitAsync(e => e.Event == "invited" && e.Person == ingrid && e.Room == triage);
        await Xmpp.LetInAsync(triage, farah);
        Assert.Null(await People.EnterAsync(farah, triage));
        Assert.Null(await People.EnterAsync(ingrid, triage));

        await People.SayAsync(farah, triage, $"!alerts {secret}");
        await People.WaitAsync(e => e.Event == "told" && e.Person == farah && e.Text!.Contains("leak secops", StringComparison.Ordinal));
        await People.SayAsync(farah, triage, "!oncall edge");
        await People.WaitAsync(e => e.Event == "heard" && e.Person == ingrid && e.By == "classifier" && e.Text!.Contains("Ola", StringComparison.Ordinal));

        Assert.DoesNotContain(People.Events, e => e.Person == ingrid && e.Text?.Contains("leak secops", StringComparison.Ordinal) == true);
    }

    /// <summary>An answer below an announcement is about its incident.</summary>
    [Fact]
    public async Task Triage_AnAnswerBelowTheAnnouncement_IsAboutIt()
    {
        var ingrid = await People.ComeAsync("ingrid");
        await using var service = await StartAsync();
        var id = (await service.SendAsync(new { title = "edge 75 y", severity = "medium", labels = new { site = "osl1" } })).Text("incident");
        var triage = $"triage@{ProsodyProcess.Rooms}";
        Assert.Null(await People.EnterAsync(ingrid, triage));
        var announced = (await Xmpp.MessagesAsync(triage)).Single();
        Assert.Contains($"▸ Accept Edge delivery: !accept {id}", announced.Text, StringComparison.Ordinal);

        await People.SayAsync(ingrid, triage, "> Certificate expiry\n!ack", answers: announced.Kept.Id);

        await AcknowledgedAsync(service, id);
        await People.WaitAsync(e => e.Event == "heard" && e.Person == ingrid && e.Text!.StartsWith($"{id}: ", StringComparison.Ordinal));
    }

    /// <summary>What is said while the service is away is carried out when it is back, and only then, and only once.</summary>
    [Fact]
    public async Task Restart_WhatWasSaidMeanwhile_IsDoneOnce()
    {
        var ola = await People.ComeAsync("ola");
        string id, room;
        await using (var service = await StartAsync())
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            Assert.Null(await People.EnterAsync(ola, room));
            await People.SayAsync(ola, room, "!status before");
            await People.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.EndsWith("before", StringComparison.Ordinal));
        }
        await People.SayAsync(ola, room, "!ack");
        await People.SayAsync(ola, room, "!status meanwhile");
        for (var start = 0; start < 3; start++)
        {
            await using var service = await StartAsync();
            await AcknowledgedAsync(service, id);
            await Eventually.GetAsync(() => WhoAsync(service, id, "status"), who => who.Count == 2);
            await People.SayAsync(ola, room, $"!similar {start}");
            await Eventually.GetAsync(() => Task.FromResult(People.Events.Count(e => e.By == "classifier" && e.Text!.Contains("INC-77", StringComparison.Ordinal) && e.Person == ola)), count => count >= start + 1);
        }

        await using var last = await StartAsync();
        Assert.Equal(["ola"], await WhoAsync(last, id, "acknowledged"));
        Assert.Equal(["ola", "ola"], await WhoAsync(last, id, "status"));
    }

    /// <summary>What is older than it may be is not carried out any more; what is not older is.</summary>
    [Theory]
    [InlineData(0, "acknowledged")]
    [InlineData(2, "open")]
    public async Task Restart_WhatWasSaidLongBefore_IsNotDone(int hoursLater, string state)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (ola, kari) = (await People.ComeAsync("ola"), await People.ComeAsync("kari"));
        string id, room;
        await using (var service = await RunningService.StartAsync(now, Home, settings: XmppDirectory.Settings(Xmpp, "xmpp")))
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            await Xmpp.LetInAsync(room, ola);
            await Xmpp.LetInAsync(room, kari);
            Assert.Null(await People.EnterAsync(ola, room));
            Assert.Null(await People.EnterAsync(kari, room));
        }
        await People.SayAsync(ola, room, "!ack");
        await People.WaitAsync(e => e.Event == "heard" && e.Person == ola && e.Text == "!ack");       // said while nobody of ours was there

        await using var later = await RunningService.StartAsync(now.AddHours(hoursLater), Home, settings: XmppDirectory.Settings(Xmpp, "xmpp"));
        await People.SayAsync(kari, room, "!oncall edge");
        await People.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.StartsWith("Edge delivery", StringComparison.Ordinal));

        await Eventually.GetAsync(() => StateAsync(later, id), s => s == state);
    }

    /// <summary>The server crashes and comes back: the bot is in its rooms again, and hears what was said before it was.</summary>
    [Fact]
    public async Task ServerCrash_BotIsBack_AndHearsWhatItMissed()
    {
        var password = Prosody.Register("ola");
        var ola = await People.ComeAsync("ola", password);
        await using var service = await StartAsync();
        var (id, room) = await OpenAsync(service, Titles[0]);
        await Prosody.KillAsync();
        await Prosody.RunAsync();
        await using var again = ChatPeople.Start(Prosody);
        await again.ComeAsync("ola", password);
        Assert.Null(await again.EnterAsync(ola, room));
        await again.SayAsync(ola, room, "!status missed");      // the service's clock stands still: it has not tried to come back

        await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(2));
            return await WhoAsync(service, id, "status");
        }, who => who.Count == 1);
        await again.SayAsync(ola, room, "!ack");
        await AcknowledgedAsync(service, id);

        Assert.Equal(["ola"], await WhoAsync(service, id, "status"));
    }

    /// <summary>Who said what in the bot's absence is taken from what the room wrote: a message that says it itself is nobody's.</summary>
    [Fact]
    public async Task Archive_AMessageThatClaimsToBeOfAnother_IsNobodys()
    {
        var ola = await People.ComeAsync("ola");
        string id, room;
        await using (var service = await StartAsync())
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            Assert.Null(await People.EnterAsync(ola, room));
        }
        await People.SayAsync(ola, room, "!status forged", forges: "dnsperson@localhost");
        await People.SayAsync(ola, room, "!status own");

        await using var again = await StartAsync();
        await Eventually.GetAsync(() => WhoAsync(again, id, "status"), who => who.Count > 0);

        await People.SayAsync(ola, room, "!ack");
        await AcknowledgedAsync(again, id);
        Assert.Equal(["ola"], await WhoAsync(again, id, "status"));
    }

    /// <summary>That the room is made, is to be configured, somebody is let in, the brief is shown; and whether the server notices.</summary>
    public static MatrixTheoryData<string, bool> LostAnswers { get; } = new(["status code='201'", "muc#roomconfig_roomdesc", "affiliation='member'", "<body>Certificate expiry"], [true, false]);

    /// <summary>An answer of the server is lost though its call took effect, and the server learns that we are gone, or does not: everything is there once.</summary>
    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Alert_AnAnswerIsLost_RoomPeopleAndBriefAreThereOnce(string answer, bool isNoticed)
    {
        await using var wire = CutWire.Start(Xmpp.Bot.Url!);
        wire.CutAt(answer, isNoticed);
        var settings = XmppDirectory.Settings(Xmpp, "xmpp");
        settings["Chat:Xmpp:Url"] = wire.Url.ToString();
        await using var service = await RunningService.StartAsync(home: Home, settings: settings);

        var (_, accepted) = await service.PostAsync("/v1/alerts", new { title = Titles[0], severity = "high", labels = new { site = "osl1" } });
        var id = (await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided")).Text("incident");
        await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            return await service.Get<IStepStore>().HasPendingAsync(long.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), Token);
        }, pending => !pending);

        Assert.Equal(1, wire.Cuts);
        var room = Assert.Single((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray());
        Assert.Equal([room.Text("external_id")], await Xmpp.RoomsAsync());
        var seen = await Xmpp.LookAsync(new("xmpp", room.Text("external_id"), room.Text("name")));
        Assert.Equal(["dnsperson@localhost", "ola@localhost"], seen.Members.Order());
        Assert.Single(seen.Posts, p => p.Text.Contains("Certificate expiry", StringComparison.Ordinal));
        Assert.Equal(seen.Posts.Distinct().Count(), seen.Posts.Count);
        Assert.Contains("owner Edge delivery", seen.Topic, StringComparison.Ordinal);
    }

    private static Task<JsonElement> AcknowledgedAsync(RunningService service, string id) => Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");

    private static async Task<string> StateAsync(RunningService service, string id) => (await service.GetAsync($"/v1/incidents/{id}")).Text("state");

    private static async Task<int> JoinedAsync(RunningService service, string id) =>
        (await service.GetAsync($"/v1/incidents/{id}")).GetProperty("responders").EnumerateArray().Count(r => r.GetProperty("joined_at").ValueKind == JsonValueKind.String);

    private static async Task<IReadOnlyList<string>> WhoAsync(RunningService service, string id, string what) =>
        [.. (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == what).Select(e => e.Text("who"))];
}
