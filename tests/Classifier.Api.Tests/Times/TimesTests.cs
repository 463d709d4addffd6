using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Times;

/// <summary>How long incidents took, counted from their timelines with a clock that the test moves.</summary>
public sealed class TimesTests
{
    [Fact]
    public async Task Times_OfOneAndOfAPeriod_AreWhatTheClockSays()
    {
        await using var service = await RunningService.StartAsync();
        var first = await service.OpenAsync(new { title = "edge 95 first", labels = new { site = "osl1" }, dedup_key = "1" });
        var second = await service.OpenAsync(new { title = "edge 95 second", labels = new { site = "los1" }, dedup_key = "2" });
        await service.OpenAsync(new { title = "shop 30 waits", dedup_key = "3" });
        await AfterAsync(service, 10, first, "ingrid");        // of triage, not invited: nobody who counts
        await AfterAsync(service, 11, first, "ola");
        await AfterAsync(service, 39, second, "amara");
        service.Clock.Advance(TimeSpan.FromSeconds(60));
        await ActAsync(service, first, "ack");
        service.Clock.Advance(TimeSpan.FromSeconds(180));
        await ActAsync(service, first, "resolve");
        await ActAsync(service, second, "resolve");

        Assert.Equal("""{"room_seconds":0,"right_responder_seconds":21,"acknowledged_seconds":120,"resolved_seconds":300}""", (await service.GetAsync($"/v1/incidents/{first.Text("id")}/times")).GetRawText());
        Assert.Equal("""{"room_seconds":0,"right_responder_seconds":60,"acknowledged_seconds":null,"resolved_seconds":300}""", (await service.GetAsync($"/v1/incidents/{second.Text("id")}/times")).GetRawText());
        var times = await service.GetAsync("/v1/times?days=1");
        Assert.Equal(
            """{"incidents":3,"room":{"count":2,"median_seconds":0,"p90_seconds":0},"right_responder":{"count":2,"median_seconds":21,"p90_seconds":60},"acknowledged":{"count":1,"median_seconds":120,"p90_seconds":120},"resolved":{"count":2,"median_seconds":300,"p90_seconds":300}}""",
            times.GetProperty("all").GetRawText());
        Assert.Equal([("edge", 2), ("shop", 1)], times.GetProperty("teams").EnumerateArray().Select(t => (t.Text("team"), t.GetProperty("times").GetProperty("incidents").GetInt32())));
        Assert.Equal("""{"tickets":0,"right_team":null,"resolved":null}""", times.GetProperty("before").GetRawText());      // nobody knows, so nothing is said
    }

    [Fact]
    public async Task Times_LeaveOutWhatIsNoIncident_WhatIsOlder_AndWhatIsPrivateToOthers()
    {
        await using var service = await RunningService.StartAsync();
        await service.OpenAsync(new { title = "edge 95 old", dedup_key = "1" });
        service.Clock.Advance(TimeSpan.FromDays(2));
        var none = await service.OpenAsync(new { title = "edge 95 none", dedup_key = "2" });
        await service.PostAsync($"/v1/incidents/{none.Text("id")}/feedback", new { not_an_incident = true });
        var secret = await service.OpenAsync(new { title = "edge 95 leak", dedup_key = "3" });
        using var others = await service.WithKeyAsync(Scopes.Incidents);

        Assert.Equal(1, await CountAsync(service.Http, "/v1/times?days=1"));
        Assert.Equal(2, await CountAsync(service.Http, "/v1/times?days=3"));
        Assert.Equal(0, await CountAsync(others, "/v1/times?days=1"));
        Assert.Equal(HttpStatusCode.NotFound, (await others.GetAsync($"/v1/incidents/{secret.Text("id")}/times", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var days in (int[])[0, 366])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await others.GetAsync($"/v1/times?days={days}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Before_IsWhatTheChampionsHistoryTells_AndElseWhatTheConfigurationStates()
    {
        using var home = SampleHome.WithModels("20260101-000000-aaaaaaa");
        home.Point("20260101-000000-aaaaaaa");
        var settings = new Dictionary<string, string> { ["Operations:Before:RightTeam"] = "08:00:00" };
        await using (var told = await RunningService.StartAsync(home: home, withChampion: true, settings: settings))
        {
            var before = (await told.GetAsync("/v1/times")).GetProperty("before");
            Assert.InRange(before.GetProperty("tickets").GetInt32(), 1, int.MaxValue);
            Assert.Equal(("history", "history"), (before.GetProperty("right_team").Text("from"), before.GetProperty("resolved").Text("from")));
        }

        await using var stated = await RunningService.StartAsync(settings: settings);
        Assert.Equal(
            """{"tickets":0,"right_team":{"from":"stated","count":0,"median_seconds":28800,"p90_seconds":null},"resolved":null}""",
            (await stated.GetAsync("/v1/times")).GetProperty("before").GetRawText());
    }

    private static async Task<int> CountAsync(HttpClient http, string path) =>
        (await http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken)).GetProperty("all").GetProperty("incidents").GetInt32();

    private static async Task AfterAsync(RunningService service, int seconds, JsonElement incident, string person)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await service.Get<IncidentActions>().JoinAsync(
            long.Parse(incident.Text("id").AsSpan(4), CultureInfo.InvariantCulture), new(person, service.Get<CurrentDirectory>().Value.Person(person), IsAdmin: false), TestContext.Current.CancellationToken);
    }

    private static async Task ActAsync(RunningService service, JsonElement incident, string action) =>
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync($"/v1/incidents/{incident.Text("id")}/{action}", new { })).Status);
}
