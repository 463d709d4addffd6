using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class StormTests
{
    [Fact]
    public async Task MoreRoomsThanPeopleCanRead_JoinOneStorm_ThatEndsWithItsAlerts()
    {
        await using var service = await RunningService.StartAsync();
        for (var i = 0; i < 10; i++)
            Assert.NotEqual("storm", (await OpenAsync(service, i)).Text("source"));

        var storm = await OpenAsync(service, 10);
        Assert.Equal(("storm", "triage", "high"), (storm.Text("source"), storm.Text("decision"), storm.Text("severity")));
        Assert.Single(storm.GetProperty("rooms").EnumerateArray());
        for (var i = 11; i < 25; i++)
            Assert.Equal(storm.Text("id"), (await OpenAsync(service, i)).Text("id"));

        Assert.Equal(15, (await service.GetAsync($"/v1/incidents/{storm.Text("id")}")).GetProperty("alert_count").GetInt32());
        Assert.Equal(11, (await service.GetAsync("/v1/incidents?limit=50")).GetProperty("items").GetArrayLength());
        Assert.Single(await service.MessagesAsync(storm), m => m == "10 alerts have joined the storm: services app-10 1, app-11 1, app-12 1, others 7; from api 10.");

        for (var i = 10; i < 25; i++)
            await service.SendAsync(new { title = $"edge 95 trouble {i}", dedup_key = $"k{i}", status = "resolved" });
        Assert.Equal("resolved", (await service.GetAsync($"/v1/incidents/{storm.Text("id")}")).Text("state"));
    }

    [Fact]
    public async Task Storm_CriticalAndPrivateAreExempt_AndAfterAMinuteItIsOver()
    {
        await using var service = await RunningService.StartAsync();
        for (var i = 0; i < 11; i++)
            await OpenAsync(service, i);

        var critical = await service.OpenAsync(new { title = "edge 95 trouble", dedup_key = "c", severity = "critical" });
        Assert.NotEqual("storm", critical.Text("source"));
        service.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.NotEqual("storm", (await OpenAsync(service, 12)).Text("source"));
        // What is in the storm stays there.
        Assert.Equal("storm", (await OpenAsync(service, 10)).Text("source"));
    }

    private static Task<System.Text.Json.JsonElement> OpenAsync(RunningService service, int i) =>
        service.OpenAsync(new { title = $"edge 95 trouble {i}", dedup_key = $"k{i}", severity = "medium", labels = new { service = $"app-{i}" } });
}
