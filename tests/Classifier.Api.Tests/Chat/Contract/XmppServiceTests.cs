using System.Text.Json;
using Classifier.Api.Tests.Chat.Prosody;
using Classifier.Api.Tests.Support;
using Classifier.Responses;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The service on a Prosody of its own, with people whose client others wrote.</summary>
public sealed class XmppServiceTests : IAsyncLifetime
{
    private static readonly string[] Titles = ["edge 95 x", "leak secops 95 x"];

    private ProsodyProcess _prosody = null!;
    private XmppWorkspace _xmpp = null!;
    private ChatPeople _people = null!;
    private TestHome _home = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _prosody = await ProsodyProcess.StartAsync();
        _xmpp = await XmppWorkspace.StartAsync(_prosody);
        _people = ChatPeople.Start(_prosody);
        _home = new(XmppDirectory.Of(Some.DirectoryYaml));
    }

    public async ValueTask DisposeAsync()
    {
        if (_people is not null)
            await _people.DisposeAsync();
        if (_xmpp is not null)
            await _xmpp.DisposeAsync();
        if (_prosody is not null)
            await _prosody.DisposeAsync();
        _home?.Dispose();
    }

    [Fact]
    public async Task Alert_OpensARoom_WhoIsInvitedComes_AndAnswers()
    {
        var ola = await _people.ComeAsync("ola");
        await using var service = await StartAsync();

        var (id, room) = await OpenAsync(service, Titles[0]);
        Assert.Equal(["dnsperson", "ola"], (await service.GetAsync($"/v1/incidents/{id}")).People());
        await _people.WaitAsync(e => e.Event == "invited" && e.Person == ola && e.Room == room);
        Assert.Equal(0, await JoinedAsync(service, id));        // brought in, and not there yet
        Assert.Null(await _people.EnterAsync(ola, room));
        await Eventually.GetAsync(() => JoinedAsync(service, id), joined => joined == 1);
        await _people.SayAsync(ola, room, "looking");
        await _people.SayAsync(ola, room, "!status <b>&amp; half of it</b>");
        await _people.WaitAsync(e => e.Event == "heard" && e.Person == ola && e.By == "classifier" && e.Text!.Contains("<b>&amp; half of it</b>", StringComparison.Ordinal));
        await _people.SayAsync(ola, room, "classifier: similar");
        await _people.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.Contains("INC-77", StringComparison.Ordinal));
        await _people.SayAsync(ola, room, "!ack");
        await AcknowledgedAsync(service, id);

        Assert.Equal(["ola"], await WhoAsync(service, id, "acknowledged"));
    }

    /// <summary>Whoever the directory does not know is told so, and nothing happens; the same from somebody whom it knows does.</summary>
    [Fact]
    public async Task Stranger_WritesACommand_IsRefused()
    {
        var (stranger, ola) = (await _people.ComeAsync("stranger"), await _people.ComeAsync("ola"));
        await using var service = await StartAsync();
        var (id, room) = await OpenAsync(service, Titles[0]);

        await _people.TellAsync(stranger, _xmpp.Bot.Address!, $"!ack {id}");
        var refusal = await _people.WaitAsync(e => e.Event == "told" && e.Person == stranger);
        Assert.Contains("xmpp: stranger@localhost", refusal.Text, StringComparison.Ordinal);
        Assert.Equal("registration-required", await _people.EnterAsync(stranger, room));
        await _people.TellAsync(stranger, _xmpp.Bot.Address!, "just talking");
        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{id}")).Text("state"));

        await _people.TellAsync(ola, _xmpp.Bot.Address!, $"!ack {id}");
        await AcknowledgedAsync(service, id);
        await _people.WaitAsync(e => e.Event == "told" && e.Person == ola && e.By == _xmpp.Bot.Address);
        Assert.Single(_people.Events, e => e.Event == "told" && e.Person == stranger);
    }

    /// <summary>Others neither see a private room in the list nor may enter it; of the public one the same look shows both.</summary>
    [Fact]
    public async Task PrivateRoom_IsNotThereForOthers()
    {
        var (ola, farah) = (await _people.ComeAsync("ola"), await _people.ComeAsync("farah"));
        await using var service = await StartAsync();
        var (_, open) = await OpenAsync(service, Titles[0]);
        var (secret, hidden) = await OpenAsync(service, Titles[1]);
        Assert.True((await service.GetAsync($"/v1/incidents/{secret}")).GetProperty("private").GetBoolean());
        await _people.WaitAsync(e => e.Event == "invited" && e.Person == farah && e.Room == hidden);

        Assert.Equal([open], (await _people.ListAsync(ola)).Where(r => r == open || r == hidden));
        Assert.Null(await _people.EnterAsync(ola, open));
        Assert.Equal("registration-required", await _people.EnterAsync(ola, hidden));
        Assert.Equal([open], (await _people.ListAsync(farah)).Where(r => r == open || r == hidden));
        Assert.Null(await _people.EnterAsync(farah, hidden));
        Assert.DoesNotContain(_people.Events, e => e.Person == ola && e.Room == hidden);
    }

    /// <summary>What concerns a private incident is not said in another room, but to the one who asked.</summary>
    [Fact]
    public async Task PrivateIncident_AskedForInTheTriageRoom_IsAnsweredAlone()
    {
        var (farah, ingrid) = (await _people.ComeAsync("farah"), await _people.ComeAsync("ingrid"));
        await using var service = await StartAsync();
        var (secret, _) = await OpenAsync(service, Titles[1]);
        await service.SendAsync(new { title = "edge 75 y", severity = "medium", labels = new { site = "osl1" } });
        var triage = $"triage@{ProsodyProcess.Rooms}";
        await _people.WaitAsync(e => e.Event == "invited" && e.Person == ingrid && e.Room == triage);
        await _xmpp.LetInAsync(triage, farah);
        Assert.Null(await _people.EnterAsync(farah, triage));
        Assert.Null(await _people.EnterAsync(ingrid, triage));

        await _people.SayAsync(farah, triage, $"!alerts {secret}");
        await _people.WaitAsync(e => e.Event == "told" && e.Person == farah && e.Text!.Contains("leak secops", StringComparison.Ordinal));
        await _people.SayAsync(farah, triage, "!oncall edge");
        await _people.WaitAsync(e => e.Event == "heard" && e.Person == ingrid && e.By == "classifier" && e.Text!.Contains("Ola", StringComparison.Ordinal));

        Assert.DoesNotContain(_people.Events, e => e.Person == ingrid && e.Text?.Contains("leak secops", StringComparison.Ordinal) == true);
    }

    /// <summary>An answer below an announcement is about its incident.</summary>
    [Fact]
    public async Task Triage_AnAnswerBelowTheAnnouncement_IsAboutIt()
    {
        var ingrid = await _people.ComeAsync("ingrid");
        await using var service = await StartAsync();
        var id = (await service.SendAsync(new { title = "edge 75 y", severity = "medium", labels = new { site = "osl1" } })).Text("incident");
        var triage = $"triage@{ProsodyProcess.Rooms}";
        Assert.Null(await _people.EnterAsync(ingrid, triage));
        var announced = (await _xmpp.MessagesAsync(triage)).Single();
        Assert.Contains($"▸ Accept Edge delivery: !accept {id}", announced.Text, StringComparison.Ordinal);

        await _people.SayAsync(ingrid, triage, "> Certificate expiry\n!ack", answers: announced.Kept.Id);

        await AcknowledgedAsync(service, id);
        await _people.WaitAsync(e => e.Event == "heard" && e.Person == ingrid && e.Text!.StartsWith($"{id}: ", StringComparison.Ordinal));
    }

    /// <summary>What is said while the service is away is carried out when it is back, and only then, and only once.</summary>
    [Fact]
    public async Task Restart_WhatWasSaidMeanwhile_IsDoneOnce()
    {
        var ola = await _people.ComeAsync("ola");
        string id, room;
        await using (var service = await StartAsync())
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            Assert.Null(await _people.EnterAsync(ola, room));
            await _people.SayAsync(ola, room, "!status before");
            await _people.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.EndsWith("before", StringComparison.Ordinal));
        }
        await _people.SayAsync(ola, room, "!ack");
        await _people.SayAsync(ola, room, "!status meanwhile");
        for (var start = 0; start < 3; start++)
        {
            await using var service = await StartAsync();
            await AcknowledgedAsync(service, id);
            await Eventually.GetAsync(() => WhoAsync(service, id, "status"), who => who.Count == 2);
            await _people.SayAsync(ola, room, $"!similar {start}");
            await Eventually.GetAsync(() => Task.FromResult(_people.Events.Count(e => e.By == "classifier" && e.Text!.Contains("INC-77", StringComparison.Ordinal) && e.Person == ola)), count => count >= start + 1);
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
        var (ola, kari) = (await _people.ComeAsync("ola"), await _people.ComeAsync("kari"));
        string id, room;
        await using (var service = await RunningService.StartAsync(now, _home, settings: XmppDirectory.Settings(_xmpp, "xmpp")))
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            await _xmpp.LetInAsync(room, ola);
            await _xmpp.LetInAsync(room, kari);
            Assert.Null(await _people.EnterAsync(ola, room));
            Assert.Null(await _people.EnterAsync(kari, room));
        }
        await _people.SayAsync(ola, room, "!ack");

        await using var later = await RunningService.StartAsync(now.AddHours(hoursLater), _home, settings: XmppDirectory.Settings(_xmpp, "xmpp"));
        await _people.SayAsync(kari, room, "!oncall edge");
        await _people.WaitAsync(e => e.Event == "heard" && e.By == "classifier" && e.Text!.StartsWith("Edge delivery", StringComparison.Ordinal));

        await Eventually.GetAsync(() => StateAsync(later, id), s => s == state);
    }

    /// <summary>The server crashes and comes back: the bot is in its rooms again, and hears what was said before it was.</summary>
    [Fact]
    public async Task ServerCrash_BotIsBack_AndHearsWhatItMissed()
    {
        var password = _prosody.Register("ola");
        var ola = await _people.ComeAsync("ola", password);
        await using var service = await StartAsync();
        var (id, room) = await OpenAsync(service, Titles[0]);
        await _prosody.KillAsync();
        await _prosody.RunAsync();
        await using var again = ChatPeople.Start(_prosody);
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
        var ola = await _people.ComeAsync("ola");
        string id, room;
        await using (var service = await StartAsync())
        {
            (id, room) = await OpenAsync(service, Titles[0]);
            Assert.Null(await _people.EnterAsync(ola, room));
        }
        await _people.SayAsync(ola, room, "!status forged", forges: "dnsperson@localhost");
        await _people.SayAsync(ola, room, "!status own");

        await using var again = await StartAsync();
        await Eventually.GetAsync(() => WhoAsync(again, id, "status"), who => who.Count > 0);

        await _people.SayAsync(ola, room, "!ack");
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
        await using var wire = CutWire.Start(_xmpp.Bot.Url!);
        wire.CutAt(answer, isNoticed);
        var settings = XmppDirectory.Settings(_xmpp, "xmpp");
        settings["Chat:Xmpp:Url"] = wire.Url.ToString();
        await using var service = await RunningService.StartAsync(home: _home, settings: settings);

        var (_, accepted) = await service.PostAsync("/v1/alerts", new { title = Titles[0], severity = "high", labels = new { site = "osl1" } });
        var id = (await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided")).Text("incident");
        await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            return await service.Get<IStepStore>().HasPendingAsync(long.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), Token);
        }, pending => !pending);

        Assert.Equal(1, wire.Cuts);
        var room = Assert.Single((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray());
        Assert.Equal([room.Text("external_id")], await _xmpp.RoomsAsync());
        var seen = await _xmpp.LookAsync(new("xmpp", room.Text("external_id"), room.Text("name")));
        Assert.Equal(["dnsperson@localhost", "ola@localhost"], seen.Members.Order());
        Assert.Single(seen.Posts, p => p.Text.Contains("Certificate expiry", StringComparison.Ordinal));
        Assert.Equal(seen.Posts.Distinct().Count(), seen.Posts.Count);
        Assert.Contains("owner Edge delivery", seen.Topic, StringComparison.Ordinal);
    }

    private Task<RunningService> StartAsync() => RunningService.StartAsync(home: _home, settings: XmppDirectory.Settings(_xmpp, "xmpp"));

    private static async Task<(string Id, string Room)> OpenAsync(RunningService service, string title)
    {
        var incident = await service.OpenAsync(new { title, severity = "high", labels = new { site = "osl1" } });
        return (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
    }

    private static Task<JsonElement> AcknowledgedAsync(RunningService service, string id) => Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");

    private static async Task<string> StateAsync(RunningService service, string id) => (await service.GetAsync($"/v1/incidents/{id}")).Text("state");

    private static async Task<int> JoinedAsync(RunningService service, string id) =>
        (await service.GetAsync($"/v1/incidents/{id}")).GetProperty("responders").EnumerateArray().Count(r => r.GetProperty("joined_at").ValueKind == JsonValueKind.String);

    private static async Task<IReadOnlyList<string>> WhoAsync(RunningService service, string id, string what) =>
        [.. (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == what).Select(e => e.Text("who"))];
}
