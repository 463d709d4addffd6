using System.Globalization;
using Classifier.Api.Tests.Support;
using Classifier.Incidents;

namespace Classifier.Api.Tests.Logs;

/// <summary>What services logged, in chat and as evidence.</summary>
public sealed class LogDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_InARoom_AreThoseOfTheIncidentsServiceAroundItsOpening()
    {
        await using var service = await RunningService.StartAsync();
        await LogAsync(service, "shop-web", ("too early", -20), ("pool exhausted, password=hunter2!", -2));
        var incident = await service.OpenAsync(new { title = "edge 95 x", labels = new { service = "shop-web" }, logs = new[] { "own" } });
        service.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("01-05 11:58:00 error web-01 pool exhausted, password=<secret>", await SayAsync(service, incident.Text("id"), "!logs"));
        Assert.StartsWith("01-05 11:40:00 error web-01 too early\n", await SayAsync(service, incident.Text("id"), "!logs 30m"), StringComparison.Ordinal);
        Assert.Equal("Nothing was logged there and then.", await SayAsync(service, incident.Text("id"), "!logs shop-web"));
        Assert.Contains("pool exhausted", await SayAsync(service, incident.Text("id"), "!logs Shop-Web 2h"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2!", string.Join('\n', await service.MessagesAsync(incident)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_WithoutAService_AsksForOne()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x" });

        Assert.StartsWith("inc-1001 names no service", await SayAsync(service, incident.Text("id"), "!logs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop-web", -4, true)]
    [InlineData("shop-web", -6, false)]
    [InlineData("other", -4, false)]
    public async Task Alert_WithoutLogs_GetsThoseOfItsServiceFromTheLastFiveMinutes(string logged, int minute, bool isAttached)
    {
        await using var service = await RunningService.StartAsync();
        await LogAsync(service, logged, ("pool exhausted", minute));

        await service.OpenAsync(new { title = "edge 95 x", labels = new { service = "shop-web" } });

        Assert.Equal(isAttached ? ["pool exhausted"] : [], await EvidenceAsync(service));
    }

    [Fact]
    public async Task Alert_WithLogs_KeepsItsOwn()
    {
        await using var service = await RunningService.StartAsync();
        await LogAsync(service, "shop-web", ("pool exhausted", -1));

        await service.OpenAsync(new { title = "edge 95 x", labels = new { service = "shop-web" }, logs = new[] { "own" } });

        Assert.Equal(["own"], await EvidenceAsync(service));
    }

    private static async Task<IReadOnlyList<string>> EvidenceAsync(RunningService service) => (await service.Get<IIncidentStore>().EvidenceAsync(1001, Token)).Alert.Logs;

    private static async Task<string> SayAsync(RunningService service, string id, string text) => (await service.PostAsync($"/v1/incidents/{id}/messages", new { text })).Body.Text("reply");

    private static async Task LogAsync(RunningService service, string name, params (string Text, int Minute)[] lines)
    {
        object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
        await service.PostAsync("/v1/logs", new
        {
            resourceLogs = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Attribute("service.name", name), Attribute("host.name", "web-01") } },
                    scopeLogs = new[]
                    {
                        new { logRecords = lines.Select(l => new { timeUnixNano = (service.Clock.GetUtcNow().AddMinutes(l.Minute).ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture), severityNumber = 17, body = new { stringValue = l.Text } }) },
                    },
                },
            },
        });
    }
}
