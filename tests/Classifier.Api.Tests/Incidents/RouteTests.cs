using System.Net;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class RouteTests
{
    [Fact]
    public async Task Test_SaysWhatWouldHappen_AsItThenDoes_AndTouchesNothing()
    {
        await using var service = await RunningService.StartAsync();
        var alert = new { title = "edge 95 x", severity = "high", labels = new { site = "osl1", service = "shop-web" } };

        var (status, route) = await service.PostAsync("/v1/routes/test", alert);

        Assert.Equal((HttpStatusCode.OK, "act", "auto", "inc-NUMBER-edge-95-x"), (status, route.GetProperty("score").Text("decision"), route.Text("mode"), route.GetProperty("room").Text("name")));
        Assert.Equal("certificate-expiry", route.GetProperty("playbook").Text("key"));
        Assert.Equal(["kari", "pia", "ingrid"], route.GetProperty("then").EnumerateArray().Select(p => p.Text("person")));
        Assert.Contains(route.GetProperty("trace").EnumerateArray(), q => q.GetProperty("decisive").GetBoolean());
        Assert.Empty((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.GetAsync("/v1/alerts")).GetProperty("items").EnumerateArray());

        var incident = await service.OpenAsync(alert);
        Assert.Equal(incident.GetProperty("responders").EnumerateArray().Select(r => (r.Text("person"), r.Text("role"), r.Text("reason"))),
            route.GetProperty("invited").EnumerateArray().Select(p => (p.Text("person"), p.Text("role"), p.Text("reason"))));
        Assert.Equal(incident.GetProperty("rooms")[0].Text("name"), route.GetProperty("room").Text("name").Replace("inc-NUMBER", incident.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_ShowsRulesAndMutes_EachTried()
    {
        using var home = new TestHome(Some.DirectoryYaml + """

            rules:
              - { name: Shop it is, if: { labels: { service: shop-* } }, team: shop }
              - { name: Not the desk, if: { sources: [zabbix] }, never: [desk] }
            """);
        await using var service = await RunningService.StartAsync(home: home);
        await service.PostAsync("/v1/mutes", new { @if = new { labels = new { service = "shop-web" } }, @for = "1h" });

        var (_, route) = await service.PostAsync("/v1/routes/test", new { title = "edge 95 x", labels = new { service = "shop-web" } });

        Assert.Equal(["Shop it is True", "Not the desk False"], route.GetProperty("rules").EnumerateArray().Select(r => $"{r.Text("name")} {r.GetProperty("fits").GetBoolean()}"));
        Assert.Equal("shop", route.GetProperty("score").GetProperty("owning_team").Text("label"));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null, 0), (route.GetProperty("muted_by").ValueKind, route.GetProperty("room").ValueKind, route.GetProperty("invited").GetArrayLength()));
    }

    [Theory]
    [InlineData("edge 30 strange", "triage", false)]
    [InlineData("edge 70 x leak", "security", true)]
    public async Task Test_WithoutARoom_SaysWhereItIsTold(string title, string channel, bool isSecurity)
    {
        await using var service = await RunningService.StartAsync();

        var (_, route) = await service.PostAsync("/v1/routes/test", new { title });

        Assert.Equal((channel, isSecurity, JsonValueKind.Null), (route.Text("announced"), route.GetProperty("score").GetProperty("security").GetBoolean(), route.GetProperty("room").ValueKind));
    }
}
