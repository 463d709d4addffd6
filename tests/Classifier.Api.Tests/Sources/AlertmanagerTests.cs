using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Sources;

public sealed class AlertmanagerTests
{
    [Fact]
    public async Task RealAlertmanager_FiringAndResolved_RoomsWithWhoIsOnCallThenAndTheResolveNoted()
    {
        await using var service = await RunningService.StartAsync(new(2026, 1, 12, 6, 59, 0, TimeSpan.Zero));     // 07:59 in Oslo
        await using var alertmanager = await Alertmanager.StartAsync(service);
        Dictionary<string, string> first = new() { ["alertname"] = "CertExpired", ["site"] = "osl1", ["severity"] = "critical", ["instance"] = "a" };
        Dictionary<string, string> sibling = new(first) { ["instance"] = "b" };
        Dictionary<string, string> second = new() { ["alertname"] = "ProxyErrors", ["site"] = "osl1", ["severity"] = "critical" };

        await alertmanager.FireAsync(first, "edge 95 certificate expired");
        var before = await OneAsync(service, 1, i => i.People().Length == 2);
        service.Clock.Advance(TimeSpan.FromMinutes(2));                                                             // 08:01 in Oslo
        await alertmanager.FireAsync(second, "edge 95 proxy errors");
        var after = await OneAsync(service, 2, i => i.People().Length == 2);

        Assert.Equal(["dnsperson", "ola"], before.People());
        Assert.Equal(["dnsperson", "kari"], after.People());
        Assert.Equal(("alertmanager", "critical", "oslo"), (before.Text("source"), before.Text("severity"), before.GetProperty("location").Text("key")));

        // One group is one incident; it is resolved when the last of its alerts is.
        await alertmanager.FireAsync(sibling, "edge 95 certificate expired");
        await OneAsync(service, 1, i => i.GetProperty("alert_count").GetInt32() >= 2);
        await alertmanager.ResolveAsync(first, "edge 95 certificate expired");
        await Eventually.GetAsync(() => service.GetAsync("/v1/alerts"), a => a.GetProperty("items").EnumerateArray().Any(x => x.Text("status") == "resolved" && x.Text("state") == "decided"));
        Assert.Equal("open", (await OneAsync(service, 1, _ => true)).Text("state"));
        await alertmanager.ResolveAsync(sibling, "edge 95 certificate expired");

        var resolved = await OneAsync(service, 1, i => i.Text("state") == "resolved");
        await service.SettledAsync(resolved.Text("id"));
        Assert.Contains(await service.MessagesAsync(resolved), m => m.StartsWith("Resolved: alertmanager says", StringComparison.Ordinal));
        Assert.Equal("open", (await OneAsync(service, 2, _ => true)).Text("state"));
    }

    [Theory]
    [InlineData("firing-two-instances.json", 2, "p99 latency 2.3s on checkout", "critical", "firing", "{}:{alertname=\"HighRequestLatency\", service=\"checkout\"}")]
    [InlineData("group-resolved.json", 1, "p99 latency 2.3s on checkout", "critical", "resolved", "{}:{alertname=\"HighRequestLatency\", service=\"checkout\"}")]
    [InlineData("v4-alerta.json", 1, "No things for over 10 minutes", "critical", "firing", "{}:{alertname=thing_dead}")]
    [InlineData("minimal-goalert.json", 1, "My alert summary", "medium", "firing", null)]
    public async Task RecordedPayload_IsMapped(string file, int count, string title, string severity, string status, string? dedupKey)
    {
        var payload = await File.ReadAllTextAsync(Require.Shared("payloads", "alertmanager", file), TestContext.Current.CancellationToken);
        await using var service = await RunningService.StartAsync();

        var (_, preview) = await service.PostRawAsync("/v1/sources/alertmanager/preview", payload);
        var (_, accepted) = await service.PostRawAsync("/v1/alerts/alertmanager", payload);

        var alerts = preview.GetProperty("alerts").EnumerateArray().ToList();
        Assert.Equal((count, count, 0), (alerts.Count, accepted.GetProperty("accepted").GetInt32(), preview.GetProperty("ignored").GetInt32()));
        Assert.Equal((title, severity, status), (alerts[0].Text("title"), alerts[0].Text("severity"), alerts[0].Text("status")));
        if (dedupKey is not null)
            Assert.All(alerts, a => Assert.Equal(dedupKey, a.Text("dedup_key")));
    }

    private static async Task<JsonElement> OneAsync(RunningService service, int nth, Func<JsonElement, bool> holds)
    {
        var list = await Eventually.GetAsync(() => service.GetAsync("/v1/incidents"), l => l.GetProperty("items").GetArrayLength() >= nth && holds(Nth(l, nth)));
        return Nth(list, nth);
    }

    private static JsonElement Nth(JsonElement list, int nth) => list.GetProperty("items").EnumerateArray().OrderBy(i => i.Text("id")).ElementAt(nth - 1);
}
