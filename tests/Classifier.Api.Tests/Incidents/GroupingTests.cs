using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

/// <summary>Alerts of other keys that belong to an incident join it; how well that works is measured on the sample's bursts.</summary>
public sealed class GroupingTests
{
    private static readonly string Directory = Some.DirectoryYaml.Replace("owner: shop, location: oslo }", "owner: shop, location: oslo, depends_on: [edge-proxy] }", StringComparison.Ordinal);

    [Fact]
    public async Task DependentService_AtTheSamePlace_JoinsAndBringsItsOwner_WithTheReason()
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);
        var cause = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");

        var joined = await OpenAsync(service, "shop 95 checkout slow", "shop-web", "osl1", "b");

        Assert.Equal(cause.Text("id"), joined.Text("id"));
        Assert.Equal(2, joined.GetProperty("alert_count").GetInt32());
        Assert.Contains("rafael", joined.People());
        Assert.Contains(await service.MessagesAsync(cause), m => m.Contains("shop-web depends on edge-proxy, both at Oslo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop-web", "los1", 0)]     // elsewhere
    [InlineData("shop-web", "osl1", 11)]    // too late
    [InlineData("other-app", "osl1", 0)]    // nothing to do with it
    public async Task OtherTrouble_IsAnIncidentOfItsOwn(string app, string site, int minutesLater)
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);
        var cause = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");
        service.Clock.Advance(TimeSpan.FromMinutes(minutesLater));

        Assert.NotEqual(cause.Text("id"), (await OpenAsync(service, "shop 95 checkout slow", app, site, "b")).Text("id"));
    }

    [Fact]
    public async Task SuspectedCompromise_NeverJoinsWhatIsPublic_AndIsNeverJoined()
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);
        var open = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");
        var hidden = await OpenAsync(service, "edge 95 leak", "edge-proxy", "osl1", "b");

        Assert.NotEqual(open.Text("id"), hidden.Text("id"));
        Assert.Equal(open.Text("id"), (await OpenAsync(service, "edge 95 proxy again", "edge-proxy", "osl1", "c")).Text("id"));
    }

    [Fact]
    public async Task SplitOff_StaysApart_ThoughTheTwoHaveMuchInCommon()
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);
        var first = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");
        var second = await service.SendAsync(Alert("edge 95 proxy certificate", "edge-proxy", "osl1", "b"));
        Assert.Equal(first.Text("id"), second.Text("incident"));
        await service.PostAsync($"/v1/incidents/{first.Text("id")}/split", new { alert_ids = new[] { second.Text("id") } });
        foreach (var key in (string[])["a", "b"])
            await service.SendAsync(new { title = "over", dedup_key = key, status = "resolved" });
        service.Clock.Advance(TimeSpan.FromHours(1));

        var again = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");

        Assert.NotEqual(again.Text("id"), (await OpenAsync(service, "edge 95 proxy certificate", "edge-proxy", "osl1", "b")).Text("id"));
    }

    [Fact]
    public async Task ManyThatJoin_AreNotAllTold()
    {
        await using var service = await RunningService.StartAsync();
        var first = await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", "a");
        for (var i = 0; i < 12; i++)
            Assert.Equal(first.Text("id"), (await OpenAsync(service, "edge 95 proxy is down", "edge-proxy", "osl1", $"k{i}")).Text("id"));

        Assert.Equal(5, (await service.MessagesAsync(first)).Count(m => m.Contains("says too", StringComparison.Ordinal)));       // the second to the fifth, and the tenth
    }

    private static object Alert(string title, string app, string site, string key) => new { title, dedup_key = key, severity = "medium", labels = new { service = app, site } };

    private static Task<JsonElement> OpenAsync(RunningService service, string title, string app, string site, string key) => service.OpenAsync(Alert(title, app, site, key));
}
