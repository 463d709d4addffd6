using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class EscalationTests
{
    [Fact]
    public async Task Unacknowledged_CallsTheNextInLine_LevelByLevel_UntilSomebodyHasIt()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "critical", labels = new { site = "osl1" } });
        Assert.DoesNotContain("kari", incident.People());

        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.People().Contains("kari"));
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.People().Contains("pia"));
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/ack", new { });
        await service.SettledAsync(incident.Text("id"));
        service.Clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(1500, TestContext.Current.CancellationToken);      // a scan of the steps

        Assert.DoesNotContain("ingrid", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).People());
        Assert.Contains("Nobody has acknowledged: Kari Nordmann is called.", await service.MessagesAsync(incident));
    }

    [Fact]
    public async Task Escalate_ByAPerson_CallsTheNext_AndInTheEndNobodyIsLeft()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", labels = new { site = "osl1" } });

        Assert.Equal("Kari Nordmann is called.", await SayAsync(service, incident, "!escalate"));
        Assert.Equal("Pia Lund is called.", await SayAsync(service, incident, "!escalate"));
        Assert.Equal("Ingrid Solheim is called.", await SayAsync(service, incident, "!escalate"));
        Assert.Equal("Everybody in line was called already.", await SayAsync(service, incident, "!escalate"));
    }

    [Theory]
    [InlineData("!invite shop", "Rafael Sousa is called for Shop platform.")]
    [InlineData("!invite Chidi", "Chidi Obi is called.")]
    [InlineData("!invite Dana", "Dana Nash is called already.")]
    [InlineData("!invite ola", "Ola Nordmann is called already.")]
    [InlineData("!invite nobody", "No team is called 'nobody'.")]
    [InlineData("!status checking the proxy", "Status, by key:dev-admin: checking the proxy")]
    public async Task Command_IsAnswered(string text, string expected)
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "shop 95 x", labels = new { site = "osl1" } });
        await SayAsync(service, incident, "!reassign edge");

        Assert.StartsWith(expected.Replace("key:dev-admin", "key:", StringComparison.Ordinal).Split("key:")[0], await SayAsync(service, incident, text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_ListsTheNewestFirst()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.SendAsync(new { title = "edge 95 x again", dedup_key = "k" });

        Assert.Equal("01-05 12:01:00 fires api: edge 95 x again\n01-05 12:00:00 fires api: edge 95 x", await SayAsync(service, incident, "!alerts"));
    }

    [Fact]
    public async Task Private_OpensARoomOfItsOwn_TakesPeopleOut_AndPublicIsForTheSecurityGroup()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", labels = new { site = "osl1" } });
        Assert.Contains("dnsperson", incident.People());

        await SayAsync(service, incident, "!private");
        var hidden = await service.GetAsync($"/v1/incidents/{incident.Text("id")}");
        Assert.True(hidden.GetProperty("private").GetBoolean());
        Assert.Equal(["farah", "ola", "tariq"], hidden.People());
        Assert.Equal([$"{incident.Text("id")} open", $"{incident.Text("id")}-edge-95-x archived"], hidden.GetProperty("rooms").EnumerateArray().Select(r => $"{r.Text("name")} {r.Text("state")}").Order());
        Assert.Equal("That is so already.", await SayAsync(service, incident, "!private"));
        // What comes of the same key joins it, and stays private.
        Assert.Equal(incident.Text("id"), (await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", severity = "critical" })).Text("incident"));

        await SayAsync(service, incident, "!public");
        var open = await service.GetAsync($"/v1/incidents/{incident.Text("id")}");
        Assert.False(open.GetProperty("private").GetBoolean());
        Assert.Equal([$"{incident.Text("id")} archived", $"{incident.Text("id")}-edge-95-x open"], open.GetProperty("rooms").EnumerateArray().Select(r => $"{r.Text("name")} {r.Text("state")}").Order());
    }

    [Fact]
    public async Task Room_IsClosedADayAfterTheEnd_AndOpenedAgainWhenItFires()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Incidents:ReopenWithin"] = "2.00:00:00" });
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        Assert.Equal("open", await StateAsync());

        service.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually.GetAsync(StateAsync, s => s == "archived");
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k" });

        Assert.Equal("open", await Eventually.GetAsync(StateAsync, s => s == "open"));
        Assert.Contains(await service.MessagesAsync(incident), m => m.StartsWith("Fires again", StringComparison.Ordinal));

        async Task<string> StateAsync() => (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms")[0].Text("state");
    }

    private static async Task<string> SayAsync(RunningService service, JsonElement incident, string text)
    {
        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text });
        await service.SettledAsync(incident.Text("id"));
        return answer.Text("reply");
    }
}
