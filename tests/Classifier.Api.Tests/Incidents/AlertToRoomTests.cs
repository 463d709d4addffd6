using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

/// <summary>The decision table, row by row, from the alert to the room.</summary>
public sealed class AlertToRoomTests
{
    [Fact]
    public async Task Act_AutoTeam_OpensRoomWithOwnerServiceOwnerAndPlaybook()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1", service = "shop-web" }, severity = "high" });

        Assert.Equal("act", incident.Text("decision"));
        var room = Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Equal($"{incident.Text("id")}-edge-95-tls-certificate", room.Text("name"));
        Assert.Equal(["dnsperson", "ola", "rafael"], incident.People());
        var brief = Assert.Single(await service.MessagesAsync(incident), m => m.Contains("Certificate expiry, Edge delivery", StringComparison.Ordinal));
        Assert.Contains("95 % sure", brief, StringComparison.Ordinal);
        Assert.Contains("Like INC-77 (0.91)", brief, StringComparison.Ordinal);
        Assert.Contains("Next: Renew the certificate", brief, StringComparison.Ordinal);
        Assert.Contains("!reassign TEAM", brief, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-12T06:59:00Z", "osl1", "ola")]      // 07:59 in Oslo
    [InlineData("2026-01-12T07:01:00Z", "osl1", "kari")]     // 08:01 in Oslo
    [InlineData("2026-01-12T06:59:00Z", "los1", "amara")]    // 07:59 in Lagos
    [InlineData("2026-01-12T07:01:00Z", "los1", "chidi")]    // 08:01 in Lagos
    public async Task Act_OnEitherSideOfAShiftChange_InvitesWhoIsOnCallThereThen(string at, string site, string expected)
    {
        await using var service = await RunningService.StartAsync(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

        var incident = await service.OpenAsync(new { title = "edge 95 x", labels = new { site } });

        Assert.Equal(expected, Assert.Single(incident.People(), p => p != "dnsperson"));
    }

    [Theory]
    [InlineData("edge 75 x", "medium", "suggest")]
    [InlineData("edge 30 x", "medium", "triage")]
    [InlineData("edge 95 new x", "medium", "triage")]
    [InlineData("edge 95 x", "low", "act")]                  // low gets a message, never a room
    public async Task NotSureOrLow_TellsTriageChannelAndOpensNoRoom(string title, string severity, string decision)
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title, severity });

        Assert.Equal(decision, incident.Text("decision"));
        Assert.Empty(incident.GetProperty("rooms").EnumerateArray());
        Assert.Empty(incident.People());
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains(incident.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Info_IsStoredAndNobodyIsTold()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "info" });

        Assert.Empty(incident.GetProperty("rooms").EnumerateArray());
        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
    }

    [Fact]
    public async Task Critical_NotSure_OpensRoomWithTriageOnCallAndAQuestion()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 40 x", severity = "critical" });

        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Equal(["ingrid"], incident.People());
        Assert.Contains(await service.MessagesAsync(incident), m => m.Contains("Edge delivery?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task High_NotSure_MentionsTriageOnCallAndOpensTheRoomAfterTenMinutes()
    {
        await using var service = await RunningService.StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 75 x", severity = "high" });
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("@Ingrid Solheim", StringComparison.Ordinal));
        service.Clock.Advance(TimeSpan.FromMinutes(9));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Empty((await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms").EnumerateArray());

        service.Clock.Advance(TimeSpan.FromMinutes(2));

        var opened = await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.People().Length > 0);
        Assert.Equal(["ingrid"], opened.People());
    }

    [Fact]
    public async Task High_AnsweredInTime_OpensTheOwnersRoomOnce()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 75 x", severity = "high", labels = new { site = "osl1" } });
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/reassign", new { team = "shop" });
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await service.SettledAsync(incident.Text("id"));

        var opened = await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident.Text("id")}"), i => i.People().Length == 2);

        Assert.Equal(["dnsperson", "rafael"], opened.People());
        Assert.Single(opened.GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task SameKey_FiringAgain_JoinsAndCounts()
    {
        await using var service = await RunningService.StartAsync();
        var alert = new { title = "edge 95 x", dedup_key = "k" };

        var first = await service.OpenAsync(alert);
        var second = await service.OpenAsync(alert);

        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Equal(2, second.GetProperty("alert_count").GetInt32());
        Assert.Single(second.GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task SameKey_AfterResolve_IsTheNextEpisode()
    {
        await using var service = await RunningService.StartAsync();
        var first = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        Assert.Equal("resolved", (await service.GetAsync($"/v1/incidents/{first.Text("id")}")).Text("state"));
        Assert.Contains(await service.MessagesAsync(first), m => m.StartsWith("Resolved:", StringComparison.Ordinal));

        service.Clock.Advance(TimeSpan.FromMinutes(11));
        var second = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });

        Assert.NotEqual(first.Text("id"), second.Text("id"));
        Assert.Equal(2, second.GetProperty("episode").GetInt32());
    }

    [Fact]
    public async Task SameKey_SoonAfterResolve_IsTheSameIncidentInTheSameRoom()
    {
        await using var service = await RunningService.StartAsync();
        var first = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        service.Clock.Advance(TimeSpan.FromMinutes(9));

        var again = await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" });

        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.Equal("open", again.Text("state"));
        Assert.Equal(2, again.GetProperty("alert_count").GetInt32());
        Assert.Single(again.GetProperty("rooms").EnumerateArray());
        Assert.Contains(await service.MessagesAsync(again), m => m.StartsWith("Fires again:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndThatComesBeforeItsBegin_OpensNothing()
    {
        await using var service = await RunningService.StartAsync();
        var now = service.Clock.GetUtcNow();
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved", occurred_at = now });
        var late = await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", occurred_at = now.AddMinutes(-1) });

        Assert.Equal("decided", late.Text("state"));
        Assert.Equal(JsonValueKind.Null, late.GetProperty("incident").ValueKind);
        Assert.Empty((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task EndFromAClockThatIsAhead_DoesNotSilenceWhatFiresAfterIt()
    {
        await using var service = await RunningService.StartAsync();
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved", occurred_at = service.Clock.GetUtcNow().AddHours(2) });
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("open", (await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" })).Text("state"));
    }

    [Fact]
    public async Task SeverityRisesToCritical_OpensTheRoom()
    {
        await using var service = await RunningService.StartAsync();
        await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = "medium" });

        var risen = await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = "critical" });

        Assert.Equal("critical", risen.Text("severity"));
        Assert.Single(risen.GetProperty("rooms").EnumerateArray());
        Assert.Equal(["ingrid"], risen.People());
    }

    [Theory]
    [InlineData("info", "high")]        // nobody had been told
    [InlineData("medium", "high")]      // told, but nobody mentioned
    public async Task SeverityRisesToHigh_MentionsTriageOnCall(string before, string after)
    {
        await using var service = await RunningService.StartAsync();
        await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", severity = before });

        await service.OpenAsync(new { title = "edge 70 x", dedup_key = "k", labels = new { severity = after } });      // stated in a label alone

        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("@Ingrid Solheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeverityLoweredByAPerson_StopsTheTimedRoom()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 75 x", severity = "high" })).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/feedback", new { severity = "low" });

        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await Task.Delay(1500, TestContext.Current.CancellationToken);

        Assert.Empty((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task OneDelivery_ResolvedBesideFiring_IsOneIncident()
    {
        await using var service = await RunningService.StartAsync();
        static object Item(string status, string print) => new { status, labels = new { alertname = "x" }, annotations = new { summary = "edge 95 x" }, fingerprint = print };
        await service.PostAsync("/v1/alerts/alertmanager", new { groupKey = "g", status = "firing", alerts = new[] { Item("firing", "a") } });

        var (_, accepted) = await service.PostAsync("/v1/alerts/alertmanager", new { groupKey = "g", status = "firing", alerts = new[] { Item("resolved", "a"), Item("firing", "b") } });
        foreach (var id in accepted.GetProperty("alert_ids").EnumerateArray())
            await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{id.GetString()}"), a => a.Text("state") == "decided");

        var incident = Assert.Single((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
        Assert.Equal("open", incident.Text("state"));
        Assert.Equal(["resolved", "firing"], await StatusesAsync(service, accepted));      // ids in the order of the payload
    }

    private static async Task<List<string>> StatusesAsync(RunningService service, JsonElement accepted)
    {
        var statuses = new List<string>();
        foreach (var id in accepted.GetProperty("alert_ids").EnumerateArray())
            statuses.Add((await service.GetAsync($"/v1/alerts/{id.GetString()}")).Text("status"));
        return statuses;
    }

    [Fact]
    public async Task NoModel_AlertIsAcceptedAndGoesToTriage()
    {
        await using var service = await RunningService.StartAsync(scorer: new NoScorer());

        var incident = await service.OpenAsync(new { title = "edge 95 x" });

        Assert.Equal("triage", incident.Text("decision"));
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("model_version").ValueKind);
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("No model is loaded", StringComparison.Ordinal));
        var (status, problem) = await service.PostAsync("/v1/score", new { title = "x" });
        Assert.Equal((503, "/problems/no-model"), ((int)status, problem.Text("type")));
    }
}
