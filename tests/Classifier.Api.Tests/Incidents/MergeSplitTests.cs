using System.Net;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class MergeSplitTests
{
    [Fact]
    public async Task Merge_AlertsAndPeopleGoOver_AndTheOtherEndsWithTheLastOfBoth()
    {
        await using var service = await RunningService.StartAsync();
        var edge = await OpenAsync(service, "edge 95 a", "a");
        var shop = await OpenAsync(service, "shop 95 b", "b", severity: "high");

        var (status, merged) = await service.PostAsync($"/v1/incidents/{shop.Text("id")}/merge", new { into = edge.Text("id") });
        await service.SettledAsync(edge.Text("id"));
        await service.SettledAsync(shop.Text("id"));

        Assert.Equal((HttpStatusCode.OK, "merged", edge.Text("id")), (status, merged.Text("state"), merged.Text("merged_into")));
        var one = await service.GetAsync($"/v1/incidents/{edge.Text("id")}");
        Assert.Equal((2, "high"), (one.GetProperty("alert_count").GetInt32(), one.Text("severity")));
        Assert.Subset(one.People().ToHashSet(), shop.People().ToHashSet());
        Assert.Contains(await service.MessagesAsync(shop), m => m.StartsWith($"This is part of {edge.Text("id")} now", StringComparison.Ordinal));
        // Both keys' alerts are the one incident now, and both must end.
        Assert.Equal(edge.Text("id"), (await OpenAsync(service, "shop 95 b", "b")).Text("id"));
        await EndAsync(service, "a");
        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{edge.Text("id")}")).Text("state"));
        await EndAsync(service, "b");
        Assert.Equal("resolved", (await service.GetAsync($"/v1/incidents/{edge.Text("id")}")).Text("state"));
    }

    [Fact]
    public async Task Merge_Twice_ChangesOnce_AndWhatCannotBeIsRefused()
    {
        await using var service = await RunningService.StartAsync();
        var a = await OpenAsync(service, "edge 95 a", "a");
        var b = await OpenAsync(service, "edge 95 b", "b");
        var c = await OpenAsync(service, "edge 95 c", "c");
        await MergeAsync(service, b, a.Text("id"));

        Assert.Equal(HttpStatusCode.OK, await MergeAsync(service, b, a.Text("id")));
        Assert.Equal(2, (await service.GetAsync($"/v1/incidents/{a.Text("id")}")).GetProperty("alert_count").GetInt32());
        Assert.Equal(HttpStatusCode.Conflict, await MergeAsync(service, b, c.Text("id")));
        Assert.Equal(HttpStatusCode.Conflict, await MergeAsync(service, c, b.Text("id")));
        Assert.Equal(HttpStatusCode.Conflict, await MergeAsync(service, c, c.Text("id")));
        Assert.Equal(HttpStatusCode.Conflict, await MergeAsync(service, c, "inc-9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await MergeAsync(service, c, "nine"));
        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{c.Text("id")}")).Text("state"));
    }

    [Fact]
    public async Task Merge_PrivateIntoPublic_IsRefused_AndPublicIntoPrivateTakesNobodyAlong()
    {
        await using var service = await RunningService.StartAsync();
        var open = await OpenAsync(service, "edge 95 a", "a");
        var hidden = await OpenAsync(service, "edge 95 leak", "b");

        Assert.Equal(HttpStatusCode.Conflict, await MergeAsync(service, hidden, open.Text("id")));
        Assert.Equal(HttpStatusCode.OK, await MergeAsync(service, open, hidden.Text("id")));
        await service.SettledAsync(hidden.Text("id"));

        Assert.True((await service.GetAsync($"/v1/incidents/{open.Text("id")}")).GetProperty("private").GetBoolean());
        Assert.DoesNotContain("dnsperson", (await service.GetAsync($"/v1/incidents/{hidden.Text("id")}")).People());
        Assert.DoesNotContain(await service.MessagesAsync(open), m => m.Contains(hidden.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Merged_KeysJoinEachOtherTheNextTime_WithoutAnythingInCommon()
    {
        await using var service = await RunningService.StartAsync();
        var a = await OpenAsync(service, "edge 95 a", "a");
        await MergeAsync(service, await OpenAsync(service, "shop 95 b", "b"), a.Text("id"));
        await EndAsync(service, "a");
        await EndAsync(service, "b");
        service.Clock.Advance(TimeSpan.FromHours(1));

        var next = await OpenAsync(service, "edge 95 a", "a");

        Assert.NotEqual(a.Text("id"), next.Text("id"));
        Assert.Equal(next.Text("id"), (await OpenAsync(service, "shop 95 b", "b")).Text("id"));
        Assert.Contains(await TimelineAsync(service, next), e => e.Contains($"people merged the two in {a.Text("id")}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Split_WhatWasMerged_IsAnIncidentOfItsOwnAgain_WithItsCounts()
    {
        await using var service = await RunningService.StartAsync();
        var a = await OpenAsync(service, "edge 95 a", "a");
        var b = await service.SendAsync(Alert("shop 95 b", "b"));
        await MergeAsync(service, await service.GetAsync($"/v1/incidents/{b.Text("incident")}"), a.Text("id"));
        Assert.Equal(a.Text("id"), (await service.GetAsync($"/v1/alerts/{b.Text("id")}")).Text("incident"));

        var (status, left, created) = await SplitAsync(service, a, b.Text("id"));

        Assert.Equal((HttpStatusCode.OK, 1), (status, left.GetProperty("alert_count").GetInt32()));
        Assert.Equal(("open", "shop", 1), (created.Text("state"), created.GetProperty("owning_team").Text("label"), created.GetProperty("alert_count").GetInt32()));
        Assert.Equal(created.Text("id"), (await service.GetAsync($"/v1/alerts/{b.Text("id")}")).Text("incident"));
        Assert.Contains("rafael", created.People());
        Assert.Contains(await TimelineAsync(service, a), e => e.Contains($"1 alert is now {created.Text("id")}", StringComparison.Ordinal));
        Assert.Contains(await TimelineAsync(service, created), e => e.Contains($"split off {a.Text("id")}", StringComparison.Ordinal));
        // From here on each goes its own way, also the next time.
        Assert.Equal(created.Text("id"), (await OpenAsync(service, "shop 95 b", "b")).Text("id"));
        await EndAsync(service, "b");
        Assert.Equal(("open", "resolved"), ((await service.GetAsync($"/v1/incidents/{a.Text("id")}")).Text("state"), (await service.GetAsync($"/v1/incidents/{created.Text("id")}")).Text("state")));
    }

    [Fact]
    public async Task Split_OneInstanceOfAKey_TakesItsLaterAlertsAlong()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Incidents:GroupWithin"] = "0" });
        var first = await OpenAsync(service, "edge 95 a", "a");
        var second = await service.SendAsync(Alert("edge 95 a", "a"));

        var (_, _, created) = await SplitAsync(service, first, second.Text("id"));

        Assert.StartsWith("a (inc-", created.Text("dedup_key"), StringComparison.Ordinal);
        Assert.Equal("open", created.Text("state"));
    }

    [Fact]
    public async Task Split_TheFirstAlertOrAnothersOrAll_IsRefused()
    {
        await using var service = await RunningService.StartAsync();
        var first = await service.SendAsync(Alert("edge 95 a", "a"));
        var other = await service.SendAsync(Alert("edge 95 b", "b"));
        var incident = await service.GetAsync($"/v1/incidents/{first.Text("incident")}");

        Assert.Equal(HttpStatusCode.Conflict, (await SplitAsync(service, incident, first.Text("id"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SplitAsync(service, incident, other.Text("id"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await service.PostAsync($"/v1/incidents/{incident.Text("id")}/split", new { alert_ids = Array.Empty<string>() })).Status);
    }

    private static object Alert(string title, string key, string severity = "medium") => new { title, dedup_key = key, severity };

    private static Task<JsonElement> OpenAsync(RunningService service, string title, string key, string severity = "medium") => service.OpenAsync(Alert(title, key, severity));

    private static Task<JsonElement> EndAsync(RunningService service, string key)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return service.SendAsync(new { title = "over", dedup_key = key, status = "resolved" });
    }

    private static async Task<HttpStatusCode> MergeAsync(RunningService service, JsonElement incident, string into) =>
        (await service.PostAsync($"/v1/incidents/{incident.Text("id")}/merge", new { into })).Status;

    private static async Task<(HttpStatusCode Status, JsonElement Left, JsonElement Created)> SplitAsync(RunningService service, JsonElement incident, string alert)
    {
        using var response = await service.Http.PostAsync($"/v1/incidents/{incident.Text("id")}/split",
            new StringContent(JsonSerializer.Serialize(new { alert_ids = new[] { alert } }), System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        if (response.Headers.Location is not { } location)
            return (response.StatusCode, default, default);
        await service.SettledAsync(location.OriginalString.Split('/')[^1]);
        return (response.StatusCode, await RunningService.BodyAsync(response), await service.GetAsync(location.OriginalString));
    }

    private static async Task<IReadOnlyList<string>> TimelineAsync(RunningService service, JsonElement incident) =>
        [.. (await service.GetAsync($"/v1/incidents/{incident.Text("id")}/timeline")).GetProperty("items").EnumerateArray().Select(e => e.Text("why"))];
}
