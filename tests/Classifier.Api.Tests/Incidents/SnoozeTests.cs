using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class SnoozeTests
{
    [Fact]
    public async Task Snoozed_IsToldWhenItEnds_WithWhatStillFires()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "medium" });

        Assert.Equal("Snoozed until 2026-01-05 14:00 UTC.", await SayAsync(service, incident, "!snooze 2h"));
        Assert.Equal(service.Clock.GetUtcNow().AddHours(2), (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("snoozed_until").GetDateTimeOffset());

        service.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.GetAsync(() => service.MessagesAsync(incident), m => m.Contains($"The snooze of {incident.Text("id")} is over; 1 alert fires."));
        Assert.Equal(JsonValueKind.Null, (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("snoozed_until").ValueKind);
    }

    [Fact]
    public async Task SnoozedAnew_TheLastWordCounts()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "medium" });
        await SayAsync(service, incident, "!snooze 1h");
        await SayAsync(service, incident, "!snooze 3h");

        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.SettledAsync(incident.Text("id"));
        await Task.Delay(1500, TestContext.Current.CancellationToken);      // a scan of the steps
        Assert.DoesNotContain(await service.MessagesAsync(incident), m => m.StartsWith("The snooze", StringComparison.Ordinal));

        service.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.GetAsync(() => service.MessagesAsync(incident), m => m.Any(text => text.StartsWith("The snooze", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task HighWithoutAnswer_OpensItsRoomWhenTheSnoozeEnds()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = "high" });
        await SayAsync(service, incident, "!snooze 1h");

        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Empty((await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms").EnumerateArray());

        service.Clock.Advance(TimeSpan.FromMinutes(50));
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.GetProperty("rooms").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Worse_EndsTheSnooze()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = "medium" });
        await SayAsync(service, incident, "!snooze 1d");

        var worse = await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = "critical" });

        Assert.Equal((JsonValueKind.Null, 1), (worse.GetProperty("snoozed_until").ValueKind, worse.GetProperty("rooms").GetArrayLength()));
    }

    [Theory]
    [InlineData("!snooze")]
    [InlineData("!snooze soon")]
    [InlineData("!snooze 0m")]
    public async Task WithoutALength_IsExplained(string said)
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "medium" });

        Assert.Equal("Say for how long: snooze 30m, snooze 2h, snooze 1d.", await SayAsync(service, incident, said));
    }

    private static async Task<string> SayAsync(RunningService service, JsonElement incident, string text)
    {
        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text });
        await service.SettledAsync(incident.Text("id"));
        return answer.Text("reply");
    }
}
