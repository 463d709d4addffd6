using System.Net;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Classifier.Storage;
using Dapper;

namespace Classifier.Api.Tests.Incidents;

public sealed class PrivateIncidentTests
{
    private const string Canary = "canary7f3a";

    [Fact]
    public async Task Flagged_Act_OpensPrivateRoomWithSecurityGroupAndOwnersOnCallOnly()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 leak of a key", labels = new { site = "osl1", service = "shop-web" }, severity = "critical" });

        Assert.True(incident.GetProperty("private").GetBoolean());
        Assert.Equal(["farah", "ola", "tariq"], incident.People());       // neither the service's owner nor the playbook's roles
        Assert.Equal(incident.Text("id"), Assert.Single(incident.GetProperty("rooms").EnumerateArray()).Text("name"));
    }

    [Fact]
    public async Task Flagged_NotSure_IsToldInTheSecurityChannelAlone()
    {
        await using var service = await RunningService.StartAsync();

        await service.OpenAsync(new { title = $"edge 40 leak {Canary}" });

        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
        Assert.Contains(await service.StandingMessagesAsync("standing:security"), m => m.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flagged_PublicEpisodeIsOpen_OpensAPrivateOneBesideIt()
    {
        await using var service = await RunningService.StartAsync();
        var open = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });

        var flagged = await service.OpenAsync(new { title = "edge 95 leak", dedup_key = "k" });
        var plain = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });

        Assert.NotEqual(open.Text("id"), flagged.Text("id"));
        Assert.True(flagged.GetProperty("private").GetBoolean());
        Assert.Equal(open.Text("id"), plain.Text("id"));
    }

    [Fact]
    public async Task Private_OtherKeys_SeeNoTraceOfIt()
    {
        await using var service = await RunningService.StartAsync();
        using var other = await service.WithKeyAsync("incidents", "alerts");
        var decided = await service.SendAsync(new { title = $"edge 95 leak {Canary}", severity = "high", dedup_key = Canary });
        var id = decided.Text("incident");

        foreach (var path in (string[])["", "/timeline", "/similar", "/trace", "/messages"])
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/v1/incidents/{id}{path}", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var act in (string[])["ack", "resolve"])
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/v1/incidents/{id}/{act}", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/v1/alerts/{decided.Text("id")}", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var list in (string[])["/v1/incidents", "/v1/alerts"])
            Assert.DoesNotContain(Canary, await other.GetStringAsync(list, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_EveryPublicRoomIsSearched_HoldsNothingOfIt()
    {
        await using var service = await RunningService.StartAsync();
        await service.OpenAsync(new { title = "edge 95 something public", severity = "high" });
        await service.OpenAsync(new { title = $"edge 95 leak {Canary}", severity = "high" });
        await service.OpenAsync(new { title = $"edge 40 leak {Canary}", severity = "high", dedup_key = "second" });
        await service.OpenAsync(new { title = "edge 75 something else", severity = "high" });

        Assert.Equal(0, await LeaksAsync(service));

        // The search finds a planted leak, so its zero counts.
        var connector = service.Get<BuiltInConnector>();
        var room = (await service.Get<IBuiltInChatStore>().FindByMarkerAsync("standing:triage", TestContext.Current.CancellationToken))!;
        await connector.PostAsync(new("builtin", room.Id, room.Name), Api.Chat.ChatMessage.Plain($"psst {Canary}"), TestContext.Current.CancellationToken);
        Assert.Equal(1, await LeaksAsync(service));
    }

    [Fact]
    public async Task Private_NamedInAnotherRoom_IsNotThere()
    {
        await using var service = await RunningService.StartAsync();
        var secret = (await service.OpenAsync(new { title = $"edge 95 leak {Canary}" })).Text("id");
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "other" });

        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"!owner {secret}" });

        Assert.StartsWith("There is no such incident", answer.Text("reply"), StringComparison.Ordinal);
        Assert.DoesNotContain(await service.MessagesAsync(incident), m => m.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Private_LateResolve_StaysUnseenByOthers_ItsSenderFollowsIt()
    {
        await using var service = await RunningService.StartAsync();
        using var sender = await service.WithKeyAsync("alerts");
        using var other = await service.WithKeyAsync("alerts", "incidents");
        var id = (await service.OpenAsync(new { title = $"edge 95 leak {Canary}", dedup_key = Canary })).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { });
        using var content = new StringContent($$"""{"title":"edge 95 leak {{Canary}}","dedup_key":"{{Canary}}","status":"resolved"}""", System.Text.Encoding.UTF8, "application/json");
        var accepted = await RunningService.BodyAsync(await sender.PostAsync("/v1/alerts", content, TestContext.Current.CancellationToken));
        await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided");

        Assert.DoesNotContain(Canary, await other.GetStringAsync("/v1/alerts", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var own = await sender.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}", TestContext.Current.CancellationToken);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await RunningService.BodyAsync(own)).GetProperty("incident").ValueKind);
    }

    [Fact]
    public async Task Private_Labelled_IsMarkedSoThatItIsNeverShownAsSimilar()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 leak" })).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop" });

        var labelled = await new Classifier.Storage.LabelStore(service.Get<IDatabase>()).ReadLabelledAsync(TestContext.Current.CancellationToken);

        Assert.True(Assert.Single(labelled).IsPrivate);
    }

    [Theory]
    [InlineData("farah", true)]       // brought in
    [InlineData("ola", true)]         // the owner's on-call, brought in
    [InlineData("ingrid", false)]
    [InlineData("rafael", false)]
    public async Task Private_IsThereForItsMembersOnly(string person, bool isThere)
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 leak", severity = "high", labels = new { site = "osl1" } });
        var actor = new Actor(person, service.Get<CurrentDirectory>().Value.Person(person), IsAdmin: false);

        var found = await service.Get<IncidentReader>().FindAsync(incident.Text("id"), actor, TestContext.Current.CancellationToken);
        var listed = await service.Get<IncidentReader>().ListAsync(new([], null, 50), actor, TestContext.Current.CancellationToken);

        Assert.Equal(isThere, found is not null);
        Assert.Equal(isThere, listed.Count == 1);
    }

    private static Task<int> LeaksAsync(RunningService service) => service.Get<IDatabase>().ReadAsync(connection => connection.ExecuteScalarAsync<int>(
        """
        SELECT (SELECT COUNT(*) FROM chat_message m JOIN chat_room r ON r.id = m.room WHERE r.is_private = 0 AND (m.text LIKE '%canary7f3a%' OR m.blocks LIKE '%canary7f3a%'))
             + (SELECT COUNT(*) FROM chat_room WHERE is_private = 0 AND (name LIKE '%canary7f3a%' OR topic LIKE '%canary7f3a%'))
        """), TestContext.Current.CancellationToken);
}
