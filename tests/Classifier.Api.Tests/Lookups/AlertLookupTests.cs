using System.Globalization;
using Classifier.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Lookups;

/// <summary><c>alerts</c> answers from a real Alertmanager and a real Prometheus.</summary>
public sealed class AlertLookupTests
{
    private const string Evil = """x"} or ALERTS{service=~".+""";

    [Fact]
    public async Task Alerts_OfARealAlertmanagerAndARealPrometheus_AreThoseOfTheServiceAndPlace()
    {
        await using var prometheus = await Prometheus.StartAsync(
            ("PoolExhausted", Labels("shop-web", "oslo")), ("PoolElsewhere", Labels("shop-web", "lagos")), ("OfAnother", Labels("other", "oslo")), ("OfAQuery", Labels(Evil, "oslo")));
        await using var alertmanager = await Alertmanager.StartAsync();
        foreach (var (name, labels) in (IEnumerable<(string, Dictionary<string, string>)>)[("CartFails", Labels("Shop-Web", "oslo")), ("CartElsewhere", Labels("shop-web", "lagos")), ("OfAnother", Labels("other", "oslo")), ("OfAQuery", Labels(Evil, "oslo"))])
            await alertmanager.FireAsync(new(labels) { ["alertname"] = name, ["instance"] = "web-01" }, $"{name} says ann@example.org");
        await using var service = await StartAsync(alertmanager.Url, prometheus.Url);
        var asked = await OpenAsync(service, "shop-web");

        var answer = await SayAsync(service, asked);

        Assert.Matches(@"\nAt alertmanager:\n\d\d-\d\d \d\d:\d\d:\d\d fires CartFails \(critical\) on web-01 – CartFails says <email>\nAll of alertmanager: http://alerts.example/#/alerts\?filter=%7Bservice%3D%22shop-web%22%7D\nAt prometheus:\n\d\d-\d\d \d\d:\d\d:\d\d fires PoolExhausted \(critical\)$", answer);

        foreach (var name in (string[])[Evil, ".*", "shop-web|other", "\"", "\\", "\\\"", "x\"}", "(?i)other", "{x=\"y\"}", "é 😀 , = ~"])
        {
            var evil = await SayAsync(service, await OpenAsync(service, name));
            Assert.DoesNotContain("answered", evil, StringComparison.Ordinal);
            Assert.DoesNotContain("OfAnother", evil, StringComparison.Ordinal);
            Assert.Equal(name == Evil ? 2 : 0, evil.Split("OfAQuery (critical)").Length - 1);
        }
    }

    [Fact]
    public async Task Alerts_ThatEnded_SayUntilWhen_AndOneSourceAwayCostsASentence()
    {
        await using var ended = await EndedAsync();
        await using var service = await StartAsync("http://127.0.0.1:1", ended.Urls.First());

        var answer = await SayAsync(service, await OpenAsync(service, "shop-web"));

        Assert.Contains("\nAlertmanager cannot be read.\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nAt prometheus:\n", answer, StringComparison.Ordinal);
        Assert.Matches(@"\d\d:\d\d:\d\d to \d\d:\d\d:\d\d PoolExhausted$", answer);
    }

    [Fact]
    public async Task Alerts_OfAnIncidentWithoutService_AskNobody()
    {
        await using var service = await StartAsync("http://127.0.0.1:1", "http://127.0.0.1:1");
        var incident = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        Assert.EndsWith("Alertmanager was not asked, since no service is known.\nPrometheus was not asked, since no service is known.", await SayAsync(service, incident), StringComparison.Ordinal);
    }

    /// <summary>Answers as Prometheus does of an alert that fired until five minutes before the end of what is asked for.</summary>
    private static async Task<WebApplication> EndedAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapPost("/api/v1/query_range", async context =>
        {
            var end = double.Parse((await context.Request.ReadFormAsync())["end"].ToString(), CultureInfo.InvariantCulture);
            var values = Enumerable.Range(0, 4).Select(i => new object[] { end - 360 + (i * 15), "1" });
            await context.Response.WriteAsJsonAsync(new { status = "success", data = new { resultType = "matrix", result = new[] { new { metric = new { __name__ = "ALERTS", alertname = "PoolExhausted" }, values } } } });
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private static Dictionary<string, string> Labels(string service, string place) => new() { ["service"] = service, ["region"] = place, ["severity"] = "critical" };

    private static Task<RunningService> StartAsync(string alertmanager, string prometheus) => RunningService.StartAsync(at: TimeProvider.System.GetUtcNow().AddSeconds(2), settings: new Dictionary<string, string>
    {
        ["Incidents:GroupWithin"] = "0",
        ["Responses:RoomsPerMinute"] = "1000",
        ["Alerts:Sources:0:Kind"] = "alertmanager",
        ["Alerts:Sources:0:Url"] = alertmanager,
        ["Alerts:Sources:0:PlaceField"] = "region",
        ["Alerts:Sources:0:Link"] = "http://alerts.example/#/alerts?filter=%7Bservice%3D%22{{ service }}%22%7D",
        ["Alerts:Sources:0:Timeout"] = "00:00:10",
        ["Alerts:Sources:1:Kind"] = "prometheus",
        ["Alerts:Sources:1:Url"] = prometheus,
        ["Alerts:Sources:1:PlaceField"] = "region",
        ["Alerts:Sources:1:Timeout"] = "00:00:10",
    });

    private static async Task<string> OpenAsync(RunningService service, string name) =>
        (await service.OpenAsync(new { title = $"edge 95 {name.Length}", dedup_key = name, labels = new { service = name, site = "osl1" } })).Text("id");

    private static async Task<string> SayAsync(RunningService service, string id) => (await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!alerts" })).Body.Text("reply");
}
