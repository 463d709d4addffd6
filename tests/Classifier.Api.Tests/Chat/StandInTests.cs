using System.Text.Json;
using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Prosody;
using Classifier.Api.Tests.Support;
using Classifier.Incidents;

namespace Classifier.Api.Tests.Chat;

/// <summary>The first chat tool, a real XMPP server, is away: the built-in chat stands in for it.</summary>
public sealed class StandInTests : IAsyncLifetime
{
    private ProsodyProcess _prosody = null!;
    private XmppWorkspace _xmpp = null!;
    private TestHome _home = null!;

    public async ValueTask InitializeAsync()
    {
        _xmpp = await XmppWorkspace.StartAsync(_prosody = await ProsodyProcess.StartAsync());
        _home = new(XmppDirectory.Of(Some.DirectoryYaml));
    }

    public async ValueTask DisposeAsync()
    {
        if (_xmpp is not null)
            await _xmpp.DisposeAsync();
        if (_prosody is not null)
            await _prosody.DisposeAsync();
        _home?.Dispose();
    }

    [Fact]
    public async Task Alert_FirstToolIsThere_NothingIsOnTheOther()
    {
        await using var service = await StartAsync();

        var incident = await service.OpenAsync(Alert("edge 95 x"));

        Assert.Equal(["xmpp"], Tools(incident));
        Assert.DoesNotContain(await WhatAsync(service, incident.Text("id")), what => what == TimelineWords.StoodIn);
    }

    [Theory]
    [InlineData("edge 95 x", false)]
    [InlineData("leak secops 95 x", true)]
    public async Task Alert_FirstToolIsAway_OpensOnTheOther_AndThePointerStandsInTheFirstLater(string title, bool isPrivate)
    {
        await using var service = await StartAsync();
        await _prosody.KillAsync();

        var id = await AcceptAsync(service, title);
        var incident = await UntilAsync(service, id, i => StateOf(i, "builtin") == "open");
        Assert.NotEqual("open", StateOf(incident, "xmpp"));
        Assert.Equal(isPrivate, incident.GetProperty("private").GetBoolean());
        await UntilMessageAsync(service, id, "xmpp cannot be reached: this room stands in for it.");
        await UntilMessageAsync(service, id, "You can type: !ack");
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!ack" });
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!status half of it is done" });
        await UntilMessageAsync(service, id, "half of it is done");

        await _prosody.RunAsync();
        incident = await UntilAsync(service, id, i => StateOf(i, "xmpp") == "open");
        var room = Room(incident, "xmpp");
        var seen = await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(30));
            return await _xmpp.LookAsync(new("xmpp", room.Text("external_id"), room.Text("name")));
        }, s => s.Posts.Any(p => p.Text.StartsWith($"While xmpp could not be reached, people went on in {Room(incident, "builtin").Text("name")} on builtin.", StringComparison.Ordinal)));
        Assert.Equal(isPrivate, seen.IsPrivate);
        Assert.Single(seen.Posts, p => p.Text.Contains("You can type: !ack", StringComparison.Ordinal));
        Assert.Contains(await WhatAsync(service, id), what => what == TimelineWords.StoodIn);

        // To the end of the incident the other one is told too.
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { text = "done at last" });
        await UntilMessageAsync(service, id, "done at last");
        await UntilAsync(service, id, i => StateOf(i, "builtin") == "archived" && StateOf(i, "xmpp") == "archived", TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Tool_GoesAwayWhileAnIncidentIsOpen_ItsRoomOpensOnTheOther()
    {
        await using var service = await StartAsync();
        var id = (await service.OpenAsync(Alert("edge 95 x"))).Text("id");
        await _prosody.KillAsync();

        await service.PostAsync($"/v1/incidents/{id}/ack", new { });

        var incident = await UntilAsync(service, id, i => StateOf(i, "builtin") == "open");
        Assert.Equal("open", StateOf(incident, "xmpp"));
        await UntilMessageAsync(service, id, "You can type: !ack");
        await UntilMessageAsync(service, id, "xmpp cannot be reached: this room stands in for it.");
        Assert.Equal(["dnsperson", "ola"], incident.People());
    }

    [Fact]
    public async Task Announcement_FirstToolIsAway_IsSaidOnTheOther()
    {
        await using var service = await StartAsync();
        await _prosody.KillAsync();

        var id = await AcceptAsync(service, "edge 75 x", "medium");

        var said = await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(30));
            return await service.StandingMessagesAsync("standing:triage");
        }, messages => messages.Count > 0);
        Assert.Contains(id, Assert.Single(said), StringComparison.Ordinal);
        Assert.Empty((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task Team_HasAStandInOfItsOwn_ItsIncidentsAloneGoThere()
    {
        await using var service = await StartAsync("Chat:TeamStandIns:edge:xmpp");
        await _prosody.KillAsync();

        var other = await AcceptAsync(service, "shop 95 basket", site: "los1");
        var own = await AcceptAsync(service, "edge 95 x");

        await UntilAsync(service, own, i => StateOf(i, "builtin") == "open");
        Assert.Null(StateOf(await service.GetAsync($"/v1/incidents/{other}"), "builtin"));
    }

    [Theory]
    [InlineData("a", "teams", "'teams'")]
    [InlineData("a", "a", "circle")]
    public void Connectors_StandInThatCannotBe_IsRefused(string tool, string standIn, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => new ConnectorSet([new Named("a"), new Named("b"), new Named("c")], new(Of((tool, standIn))))).Message, StringComparison.Ordinal);

    [Fact]
    public void StandIns_OneForTwo_OrInACircle_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new StandIns(Of(("a", "c"), ("b", "c"))));
        Assert.Throws<InvalidOperationException>(() => new StandIns(Of(("b", "c"), ("c", "b"))));
        Assert.Throws<InvalidOperationException>(() => new StandIns(Of(("a", "c")), new() { ["edge"] = Of(("b", "c")) }));
        Assert.Throws<InvalidOperationException>(() => new StandIns(Of(("a", "b")), new() { ["edge"] = Of(("b", "a")) }));
    }

    [Fact]
    public void StandIns_OfATeam_ComeBeforeThoseOfAll()
    {
        var standIns = new StandIns(Of(("a", "b"), ("b", "c")), new() { ["edge"] = Of(("a", "d")) });

        Assert.Equal(("b", "c", null), (standIns.Of("a", "dns"), standIns.Of("b", null), standIns.Of("c", "dns")));
        Assert.Equal(("d", "c"), (standIns.Of("a", "edge"), standIns.Of("b", "edge")));
        Assert.Equal(["b", "c", "d"], standIns.AllOf("a").Order());
        Assert.Equal(["a"], new ConnectorSet([new Named("a"), new Named("b"), new Named("c"), new Named("d")], standIns).Planned);
    }

    private static Dictionary<string, string> Of(params (string Tool, string StandIn)[] pairs) => pairs.ToDictionary(p => p.Tool, p => p.StandIn);

    private Task<RunningService> StartAsync(string standIn = "Chat:StandIns:xmpp")
    {
        var settings = XmppDirectory.Settings(_xmpp, "xmpp", "builtin");
        settings[standIn] = "builtin";
        return RunningService.StartAsync(home: _home, settings: settings);
    }

    private static object Alert(string title, string severity = "high", string site = "osl1") => new { title, severity, labels = new { site } };

    private static async Task<string> AcceptAsync(RunningService service, string title, string severity = "high", string site = "osl1")
    {
        var (_, accepted) = await service.PostAsync("/v1/alerts", Alert(title, severity, site));
        return (await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided")).Text("incident");
    }

    private static Task<JsonElement> UntilAsync(RunningService service, string id, Func<JsonElement, bool> holds, TimeSpan? step = null) => Eventually.GetAsync(() =>
    {
        service.Clock.Advance(step ?? TimeSpan.FromSeconds(5));
        return service.GetAsync($"/v1/incidents/{id}");
    }, holds);

    private static Task<string> UntilMessageAsync(RunningService service, string id, string text) => Eventually.GetAsync(async () =>
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await service.GetAsync($"/v1/incidents/{id}/messages")).GetRawText();
    }, messages => messages.Contains(text, StringComparison.Ordinal));

    private static IEnumerable<string> Tools(JsonElement incident) => incident.GetProperty("rooms").EnumerateArray().Select(r => r.Text("connector"));

    private static JsonElement Room(JsonElement incident, string tool) => incident.GetProperty("rooms").EnumerateArray().Single(r => r.Text("connector") == tool);

    private static string? StateOf(JsonElement incident, string tool) => incident.GetProperty("rooms").EnumerateArray().Where(r => r.Text("connector") == tool).Select(r => r.Text("state")).FirstOrDefault();

    private static async Task<IReadOnlyList<string>> WhatAsync(RunningService service, string id) =>
        [.. (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Select(e => e.Text("what"))];

    /// <summary>Has a name, and nothing else.</summary>
    private sealed class Named(string name) : IChatConnector
    {
        public string Name => name;

        public ChatCapabilities Capabilities => ChatCapabilities.None;

        public Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
