using System.Net;
using Classifier.Api.Operations;
using Classifier.Api.Responses;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Classifier.Incidents;
using Classifier.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Operations;

public sealed class OperationsTests
{
    [Fact]
    public async Task Outbound_Stopped_DecidesButSendsNothing_AndGoesOnWhenStarted()
    {
        await using var service = await RunningService.StartAsync();
        var (status, body) = await service.PostAsync("/v1/outbound", new { enabled = false });
        Assert.Equal((HttpStatusCode.OK, false), (status, body.GetProperty("enabled").GetBoolean()));

        var (_, accepted) = await service.PostAsync("/v1/alerts", new { title = "edge 95 x", severity = "critical" });
        var alert = await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided");
        await Task.Delay(1500, TestContext.Current.CancellationToken);      // longer than a worker's scan
        var waiting = await service.GetAsync($"/v1/incidents/{alert.Text("incident")}");
        Assert.Equal("act", waiting.Text("decision"));
        Assert.Empty(waiting.GetProperty("responders").EnumerateArray());
        Assert.Equal("degraded", (await service.GetAsync("/health/ready")).Text("status"));

        await service.PostAsync("/v1/outbound", new { enabled = true });
        await service.SettledAsync(alert.Text("incident"));
        Assert.NotEmpty((await service.GetAsync($"/v1/incidents/{alert.Text("incident")}")).GetProperty("responders").EnumerateArray());
    }

    [Fact]
    public async Task Audit_NothingAmiss_IsEmpty_AndFindsEachPlantedGap()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "critical" });
        var undecided = await service.SendAsync(new { title = "edge 95 y", severity = "critical" });
        Assert.Empty(await GapsAsync(service));

        await service.Get<IDatabase>().WriteAsync(async transaction =>
        {
            await transaction.Connection.ExecuteAsync("DELETE FROM step WHERE incident = 1001", transaction: transaction.Transaction);
            await transaction.Connection.ExecuteAsync("UPDATE inbox SET incident = 999 WHERE id = @Id", new { Id = undecided.Text("id") }, transaction.Transaction);
            return await transaction.Connection.ExecuteAsync("UPDATE step SET state = 'dead' WHERE incident = 1002", transaction: transaction.Transaction);
        }, TestContext.Current.CancellationToken);

        Assert.Equal([$"lost_incident {undecided.Text("id")}", $"unplanned {incident.Text("id")}", "dead_step inc-1002"], await GapsAsync(service));
    }

    [Fact]
    public async Task Retry_StepsThatWereGivenUp_RunAgainOnce()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "critical" });
        await service.Get<IDatabase>().WriteAsync(transaction => transaction.Connection.ExecuteAsync(
            "UPDATE step SET state = 'dead' WHERE incident = 1001", transaction: transaction.Transaction), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, (await service.PostAsync($"/v1/incidents/{incident.Text("id")}/retry", new { })).Status);
        await service.SettledAsync(incident.Text("id"));

        Assert.Equal(HttpStatusCode.Conflict, (await service.PostAsync($"/v1/incidents/{incident.Text("id")}/retry", new { })).Status);
        Assert.Single((await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms").EnumerateArray());
        Assert.Single(await service.MessagesAsync(incident), m => m.Contains("Edge delivery", StringComparison.Ordinal) && m.Contains("edge 95 x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_DeadAlert_IsDecided_AndAnAliveOneIsRefused()
    {
        await using var service = await RunningService.StartAsync();
        var alert = await service.SendAsync(new { title = "edge 95 x", severity = "critical" });
        Assert.Equal(HttpStatusCode.Conflict, (await service.PostAsync($"/v1/alerts/{alert.Text("id")}/replay", new { })).Status);
        await service.Get<IDatabase>().WriteAsync(transaction => transaction.Connection.ExecuteAsync(
            "UPDATE inbox SET state = 'dead', error = 'x' WHERE id = @Id", new { Id = alert.Text("id") }, transaction.Transaction), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, (await service.PostAsync($"/v1/alerts/{alert.Text("id")}/replay", new { })).Status);
        await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{alert.Text("id")}"), a => a.Text("state") == "decided");
    }

    [Fact]
    public async Task Replay_WhatASourceCouldNotMap_IsMappedByTheMendedFile_OnceEach()
    {
        using var home = new TestHome();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(home.Root, "data", "sources")).FullName, "own.yaml");
        await File.WriteAllTextAsync(file, """
            name: sensors
            each: readings
            fields: { title: "{{ item.label }}", dedup_key: "{{ item.name }}" }
            """, TestContext.Current.CancellationToken);
        List<string> dead;
        await using (var service = await RunningService.StartAsync(home: home))
        {
            var (_, accepted) = await service.PostRawAsync("/v1/alerts/sensors", """{"readings":[{"name":"edge 95 t1"},{"name":"t2","label":"shop 95 t2"},{"name":"edge 95 t3"}]}""");
            var (_, strange) = await service.PostRawAsync("/v1/alerts/sensors", """{"values":[{"name":"edge 95 t4"},{"name":"edge 95 t5"}]}""");
            dead = [.. accepted.GetProperty("alert_ids").EnumerateArray().Concat(strange.GetProperty("alert_ids").EnumerateArray()).Select(id => id.GetString()!)];
            Assert.Equal(["dead", "decided", "dead", "dead"], await Eventually.GetAsync(() => StatesAsync(service), s => !s.Contains("queued")));
            Assert.Equal(HttpStatusCode.Conflict, await ReplayAsync(service, dead[0]));       // the file is as it was
        }

        await File.WriteAllTextAsync(file, """
            name: sensors
            shapes:
              - when: root.values
                each: values
                fields: { title: "{{ item.name }}", dedup_key: "{{ item.name }}" }
              - each: readings
                fields: { title: "{{ item.label | default: item.name }}", dedup_key: "{{ item.name }}" }
            """, TestContext.Current.CancellationToken);
        await using var mended = await RunningService.StartAsync(home: home);
        foreach (var id in (string[])[dead[0], dead[2], dead[3]])
            Assert.Equal(HttpStatusCode.Accepted, await ReplayAsync(mended, id));

        Assert.Equal(["decided", "decided", "decided", "decided"], await Eventually.GetAsync(() => StatesAsync(mended), s => s.All(state => state == "decided")));
        var titles = (await mended.GetAsync("/v1/alerts")).GetProperty("items").EnumerateArray().Select(a => a.Text("title")).Order();
        Assert.Equal(["edge 95 t1", "edge 95 t3", "edge 95 t4", "edge 95 t5", "shop 95 t2"], titles);
        Assert.Equal(HttpStatusCode.Conflict, await ReplayAsync(mended, dead[0]));

        async Task<List<string>> StatesAsync(RunningService service)
        {
            var states = new List<string>();
            foreach (var id in dead)
                states.Add((await service.GetAsync($"/v1/alerts/{id}")).Text("state"));
            return states;
        }

        static async Task<HttpStatusCode> ReplayAsync(RunningService service, string id) => (await service.PostAsync($"/v1/alerts/{id}/replay", new { })).Status;
    }

    [Fact]
    public async Task Reconciler_RoomOfNobodyIsReported_AndALostOneIsTakenOver()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = FakeSlack.Token,
            ["Chat:Slack:ApiUrl"] = slack.ApiUrl.ToString(),
            ["Chat:Slack:LimitFactor"] = "1000",
        });
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "critical" });
        slack.Look(w =>
        {
            w.Create("planted", isPrivate: false, FakeWorkspace.Bot).Channel!.Purpose = "Opened by the incident classifier (incident:9999:public)";
            w.Create("twice", isPrivate: true, FakeWorkspace.Bot).Channel!.Purpose = $"Opened by the incident classifier (incident:{incident.Text("id")[4..]}:public)";
            return w.Create("theirs", isPrivate: false, "USOMEBODY").Channel!.Purpose = "Opened by the incident classifier (incident:9998:public)";
        });
        // As if the answer to the room's opening had been lost for good.
        await service.Get<IDatabase>().WriteAsync(transaction => transaction.Connection.ExecuteAsync(
            "UPDATE room SET external_id = NULL, state = 'planned'", transaction: transaction.Transaction), TestContext.Current.CancellationToken);

        var reconciler = service.Get<Reconciler>();
        await reconciler.LookAsync(TestContext.Current.CancellationToken);

        Assert.Single((await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("rooms").EnumerateArray());
        await reconciler.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["orphan_room slack: planted"], (await GapsAsync(service)).Where(g => !g.Contains("slack: C", StringComparison.Ordinal)));
        Assert.Equal(2, (await GapsAsync(service)).Count);       // the doubled one is private: by its id
    }

    [Fact]
    public async Task Retention_DeletesWhatIsOld_AndNoSettingIsGuessed()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Retention:AlertDays"] = "30", ["Retention:IncidentDays"] = "60" });
        var alert = await service.SendAsync(new { title = "edge 95 x", dedup_key = "k" });
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.SendAsync(new { title = "edge 95 x", dedup_key = "k", status = "resolved" });
        var retention = service.Get<Retention>();

        service.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await retention.DeleteAsync(TestContext.Current.CancellationToken));
        service.Clock.Advance(TimeSpan.FromDays(2));
        await retention.DeleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync($"/v1/alerts/{alert.Text("id")}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("resolved", (await service.GetAsync($"/v1/incidents/{alert.Text("incident")}")).Text("state"));

        service.Clock.Advance(TimeSpan.FromDays(30));
        await retention.DeleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync($"/v1/incidents/{alert.Text("incident")}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(await GapsAsync(service));
    }

    [Fact]
    public async Task Operations_WithoutAdminKey_AreRefused()
    {
        await using var service = await RunningService.StartAsync();
        using var http = await service.WithKeyAsync("incidents", "alerts");
        foreach (var path in (string[])["/v1/outbound", "/v1/audit"])
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Outbound_SameIdempotencyKeyTwice_SwitchesOnce()
    {
        await using var service = await RunningService.StartAsync();
        async Task<string> StopAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/outbound") { Content = new StringContent("""{"enabled":false}""", null, "application/json") };
            request.Headers.Add("Idempotency-Key", "stop-1");
            using var answer = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        var first = await StopAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(first, await StopAsync());
    }

    /// <summary>A host stops when a background service throws: the audit must outlive a store that is away.</summary>
    [Fact]
    public async Task Audit_StoreIsAway_LeavesTheServiceRunning()
    {
        var store = new AwayStore();
        await using var service = await RunningService.StartAsync(configure: services => services.AddSingleton<IAuditStore>(store));
        await Eventually.GetAsync(() =>
        {
            service.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(store.Looks);
        }, looks => looks > 1);
        Assert.Equal(HttpStatusCode.OK, (await service.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    private sealed class AwayStore : IAuditStore
    {
        private int _looks;

        public int Looks => _looks;

        public Task<IReadOnlyList<AuditGap>> FindGapsAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _looks);
            throw new StoreUnavailableException("away", new IOException());
        }
    }

    private static async Task<List<string>> GapsAsync(RunningService service) =>
        [.. (await service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray().Select(g => $"{g.Text("kind")} {g.Text("subject")}")];
}
