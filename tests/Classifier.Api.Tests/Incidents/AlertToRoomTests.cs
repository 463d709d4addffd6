using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class AlertToRoomTests
{
    [Fact]
    public async Task Act_AutoTeam_OpensRoomWithOwnerServiceOwnerAndPlaybook()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1", service = "shop-web" }, severity = "high" });

        Assert.Equal("act", incident.GetProperty("decision").GetString());
        var room = Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Equal($"{incident.GetProperty("id").GetString()}-edge-95-tls-certificate", room.GetProperty("name").GetString());
        Assert.Equal(["dnsperson", "ola", "rafael"], People(incident));
        var messages = await service.GetAsync($"/v1/incidents/{incident.GetProperty("id").GetString()}/messages");
        Assert.Contains(messages.GetProperty("items").EnumerateArray(), m => m.GetProperty("text").GetString()!.Contains("Certificate expiry, Edge delivery", StringComparison.Ordinal));
    }

    internal static string[] People(JsonElement incident) =>
        [.. incident.GetProperty("responders").EnumerateArray().Where(r => r.GetProperty("left_at").ValueKind == JsonValueKind.Null).Select(r => r.GetProperty("person").GetString()!).Order(StringComparer.Ordinal)];
}
