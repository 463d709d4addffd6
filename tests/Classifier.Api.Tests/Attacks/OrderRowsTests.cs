using System.Net;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Attacks;

/// <summary>Part C of the attack table from row 52 on: order, repetition and floods. Rows 48 to 51 are in <c>IdempotencyTests</c>.</summary>
public sealed class OrderRowsTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Row52_EndBeforeItsBegin_OpensNothing()
    {
        await _service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved", occurred_at = Some.Monday });
        await _service.SendAsync(new { title = "edge 95 x", dedup_key = "k", severity = "critical", occurred_at = Some.Monday.AddMinutes(-5) });

        Assert.Empty((await _service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Row53_FiresAfterItsEnd_IsTheSameIncidentWithinTheWindowAndTheNextEpisodeAfterIt()
    {
        var first = await _service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "high" });
        await _service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        _service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Text("id"), (await _service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "high" })).Text("id"));
        await _service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        _service.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, (await _service.OpenAsync(new { title = "edge 95 x", dedup_key = "k", severity = "high" })).GetProperty("episode").GetInt32());
    }

    [Fact]
    public async Task Row54_ManyIdenticalFirings_AreOneIncidentWithOneRoomAndTheirCount()
    {
        const int Firings = 200;
        await Parallel.ForEachAsync(Enumerable.Range(0, Firings), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
            Assert.Equal(HttpStatusCode.Accepted, (await _service.PostAsync("/v1/alerts", new { title = "edge 95 x", dedup_key = "k", severity = "high" })).Status));

        var incidents = await Eventually.GetAsync(() => _service.GetAsync("/v1/incidents"), list => list.GetProperty("items") is { } items && items.GetArrayLength() > 0 && items[0].GetProperty("alert_count").GetInt32() == Firings);
        var incident = Assert.Single(incidents.GetProperty("items").EnumerateArray());
        await _service.SettledAsync(incident.Text("id"));
        Assert.Single((await _service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms").EnumerateArray());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 202)]
    [InlineData("9999-12-31T23:59:59Z", 422)]
    [InlineData("2026-01-05T12:00:00", 202)]
    [InlineData("2016-12-31T23:59:60Z", 400)]
    [InlineData("2026-01-06T13:00:00Z", 422)]
    public async Task Row55_OddTimes_AreNormalisedOrRefused_AndTheReceiveTimeRules(string time, int status)
    {
        var (answered, body) = await _service.PostRawAsync("/v1/alerts", $$"""{"title":"edge 95 x","severity":"high","occurred_at":"{{time}}"}""");

        Assert.Equal(status, (int)answered);
        if (status == 202)
            Assert.Equal(Some.Monday, (await _service.GetAsync($"/v1/alerts/{body.Text("alert_id")}")).GetProperty("received_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Row56_FloodOfDistinctAlerts_IsStoredAndOpensTenRoomsAndAStorm()
    {
        const int Alerts = 500;
        await Parallel.ForEachAsync(Enumerable.Range(0, Alerts), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            Assert.Equal(HttpStatusCode.Accepted, (await _service.PostAsync("/v1/alerts", new { title = $"edge 95 number {i}", dedup_key = $"k{i}", severity = "high" })).Status));

        await Eventually.GetAsync(() => _service.GetAsync("/health/ready"), ready => ready.GetProperty("queued_alerts").GetInt32() == 0);
        var incidents = (await _service.GetAsync("/v1/incidents?limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(11, incidents.Count);
        Assert.Equal(Alerts - 10, Assert.Single(incidents, i => i.Text("source") == "storm").GetProperty("alert_count").GetInt32());
    }
}
