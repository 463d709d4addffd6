using System.Net;
using Classifier.Api.Chat.Webhook;
using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;
using Classifier.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Webhook;

/// <summary>What a receiver is told: in order, once, again after a failure, and nothing that is not for it.</summary>
public sealed class WebhookConnectorTests : IAsyncLifetime
{
    private static readonly object Alert = new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } };
    private WebhookReceiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Incident_IsToldFromItsRoomToItsEnd()
    {
        await using var service = await StartAsync();

        var incident = await service.OpenAsync(Alert);
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/resolve", new { text = "renewed" });
        await service.SettledAsync(incident.Text("id"));

        Assert.Equal(["room.wanted", "room.topic", "people.invited", "message.posted", "message.updated", "message.posted"], _receiver.Deliveries.Select(d => d.Type));
        Assert.All(_receiver.Deliveries, d => Assert.Equal(("incident:1001:public", "inc-1001"), (d.Data.Text("room"), d.Data.Text("incident"))));
        Assert.Equal(_receiver.Deliveries.Count, _receiver.Taken.Count);
        var (wanted, people, brief, edited) = (_receiver.Deliveries[0].Data, _receiver.Deliveries[2].Data, _receiver.Deliveries[3], _receiver.Deliveries[4].Data);
        Assert.Equal(("incident", "inc-1001-edge-95-x", false), (wanted.Text("kind"), wanted.Text("name"), wanted.GetProperty("private").GetBoolean()));
        Assert.Equal(["dnsperson", "ola"], people.GetProperty("people").EnumerateArray().Select(p => p.GetString()).Order());
        Assert.Contains("Certificate expiry", brief.Data.Text("text"), StringComparison.Ordinal);
        Assert.Equal("brief", brief.Data.GetProperty("blocks")[0].Text("block"));
        Assert.Equal((brief.Id, brief.Id), (brief.Data.Text("message"), edited.Text("message")));
        Assert.Equal(2, incident.GetProperty("rooms").GetArrayLength());       // nobody can answer a webhook: the built-in chat is there too

        service.Clock.Advance(TimeSpan.FromHours(25));
        await Eventually.GetAsync(() => Task.FromResult(_receiver.Taken), taken => taken[^1].Type == "room.archived");
    }

    [Fact]
    public async Task Announcements_TellOfTheTriageRoomOnce()
    {
        await using var service = await StartAsync();

        await service.OpenAsync(new { title = "edge 75 one", dedup_key = "1" });
        await service.OpenAsync(new { title = "shop 75 two", dedup_key = "2" });

        Assert.Equal(["room.wanted", "people.invited", "message.posted", "message.posted"], _receiver.Taken.Select(d => d.Type));
        Assert.All(_receiver.Taken, d => Assert.Equal("standing:triage", d.Data.Text("room")));
    }

    /// <summary>The answer is lost in each call once: the delivery is repeated with its id, so that the receiver has it once.</summary>
    [Fact]
    public async Task AnswerIsLost_IsToldAgainWithTheSameId()
    {
        await using var service = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            _receiver.Plan(context =>
            {
                context.Abort();
                return Task.CompletedTask;
            });
            _receiver.Plan(200);
        }

        await SettledAsync(service, await AcceptAsync(service));

        Assert.Equal(["room.wanted", "room.topic", "people.invited", "message.posted"], _receiver.Taken.Select(d => d.Type));
        Assert.Equal(8, _receiver.Deliveries.Count);
        Assert.All(_receiver.Deliveries.GroupBy(d => d.Id), same => Assert.Single(same.Select(d => d.Data.ToString()).Distinct()));
    }

    /// <summary>The process ends while the receiver has the delivery and has not answered.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Restart_InTheMiddle_TellsAgainWithTheSameId(int call)
    {
        using var home = new TestHome();
        for (var i = 1; i < call; i++)
            _receiver.Plan(200);
        _receiver.Plan(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        string id;
        await using (var service = await StartAsync(home))
        {
            id = await AcceptAsync(service);
            await Eventually.GetAsync(() => Task.FromResult(_receiver.Deliveries.Count), count => count == call);
        }

        await using var again = await StartAsync(home);
        await SettledAsync(again, id);

        Assert.Equal(["room.wanted", "room.topic", "people.invited", "message.posted"], _receiver.Taken.Select(d => d.Type));
        Assert.Equal(5, _receiver.Deliveries.Count);
        Assert.Equal(_receiver.Deliveries[call - 1].Id, _receiver.Deliveries[call].Id);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task ReceiverSaysWhen_IsToldThenAndNotBefore(int status)
    {
        await using var service = await StartAsync();
        _receiver.Plan(status, "120");
        var id = await AcceptAsync(service);
        await Eventually.GetAsync(() => Task.FromResult(_receiver.Deliveries.Count), count => count == 1);
        await SettledOnAsync(service, "builtin", id);

        service.Clock.Advance(TimeSpan.FromSeconds(110));
        await Task.Delay(300, Token);
        Assert.Single(_receiver.Deliveries);

        service.Clock.Advance(TimeSpan.FromSeconds(11));
        await SettledAsync(service, id);
        Assert.Equal(4, _receiver.Taken.Count);
        Assert.Equal(5, _receiver.Deliveries.Count);
    }

    /// <summary>What would be refused again is given up at once and named; the other chat goes on; an operator has it sent again, with the same ids, once.</summary>
    [Theory]
    [InlineData(410)]
    [InlineData(401)]
    [InlineData(307)]
    public async Task ReceiverRefuses_IsGivenUp_AndReplayedByAnOperator(int status)
    {
        await using var service = await StartAsync();
        _receiver.Status = status;
        var id = await AcceptAsync(service);
        await SettledAsync(service, id);

        var given = Assert.Single(_receiver.Deliveries);
        Assert.Contains(await TimelineAsync(service, id), line => line.StartsWith($"opening the room on webhook: webhook: the receiver answered {status}", StringComparison.Ordinal));
        Assert.NotEmpty(await service.MessagesAsync(await service.GetAsync($"/v1/incidents/{id}")));

        _receiver.Status = 200;
        Assert.Equal(HttpStatusCode.Accepted, (await service.PostAsync($"/v1/incidents/{id}/retry", new { })).Status);
        await SettledAsync(service, id);
        Assert.Equal(["room.wanted", "room.topic", "people.invited", "message.posted"], _receiver.Taken.Select(d => d.Type));
        Assert.Equal(given.Id, _receiver.Deliveries[1].Id);
        Assert.Equal(HttpStatusCode.Conflict, (await service.PostAsync($"/v1/incidents/{id}/retry", new { })).Status);
    }

    [Fact]
    public async Task ReceiverIsAwayForGood_AttemptsAreBounded()
    {
        await using var service = await StartAsync();
        _receiver.Status = 503;
        var id = await AcceptAsync(service);
        await Eventually.GetAsync(() => Task.FromResult(_receiver.Deliveries.Count), count => count > 0);
        await service.Get<IDatabase>().WriteAsync(
            transaction => transaction.Connection.ExecuteAsync("UPDATE step SET attempt = 599 WHERE connector = 'webhook' AND state = 'pending'", transaction: transaction.Transaction), Token);

        await SettledAsync(service, id);
        var tried = _receiver.Deliveries.Count;
        service.Clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(300, Token);

        Assert.Equal(tried, _receiver.Deliveries.Count);
        Assert.Contains(await TimelineAsync(service, id), line => line.StartsWith("opening the room on webhook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneOfTwoReceiversIsAway_TheOtherIsTold()
    {
        await using var other = await WebhookReceiver.StartAsync();
        var settings = _receiver.Settings("webhook");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("Url", other.Url), ("Secret", WebhookReceiver.Secret), ("AllowInside:0", "127.0.0.1")])
            settings[$"Chat:Webhook:Receivers:cmdb:{name}"] = value;
        _receiver.Status = 503;
        await using var service = await RunningService.StartAsync(settings: settings);

        var id = await AcceptAsync(service);
        await SettledOnAsync(service, "webhook-cmdb", id);

        Assert.Equal(4, other.Taken.Count);
        Assert.Equal("room.wanted", Assert.Single(await Eventually.GetAsync(() => Task.FromResult(_receiver.Taken), taken => taken.Count > 0)).Type);
    }

    [Fact]
    public async Task PrivateIncident_WithoutPrivateRooms_IsNotTold_AndIsWithItsMembers()
    {
        await using var service = await StartAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 leak", severity = "high" });

        Assert.True(incident.GetProperty("private").GetBoolean());
        Assert.Empty(_receiver.Deliveries);
        Assert.Equal("builtin", Assert.Single(incident.GetProperty("rooms").EnumerateArray()).Text("connector"));
        Assert.NotEmpty(incident.People());
    }

    [Fact]
    public async Task MadePrivateAndPublicAgain_HearsOnlyThatTheRoomCloses()
    {
        await using var service = await StartAsync();
        var id = (await service.OpenAsync(Alert)).Text("id");
        var before = _receiver.Taken.Count;

        await SayAsync(service, id, "!private");
        await SayAsync(service, id, "!status the intruder is called quokka");
        Assert.Equal(["room.archived"], _receiver.Taken.Skip(before).Select(d => d.Type));

        await SayAsync(service, id, "!public");
        Assert.Equal(["room.wanted", "room.topic", "people.invited", "message.posted"], _receiver.Taken.Skip(before + 1).Select(d => d.Type).Take(4));
        Assert.DoesNotContain(_receiver.Deliveries, d => d.Body.Contains("quokka", StringComparison.Ordinal) || d.Data.Text("room").EndsWith(":private", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PrivateIncident_WithPrivateRooms_IsTold()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>(_receiver.Settings("webhook")) { ["Chat:Webhook:PrivateRooms"] = "true" });

        await service.OpenAsync(new { title = "edge 95 leak", severity = "high" });

        var wanted = _receiver.Taken[0].Data;
        Assert.Equal(("incident:1001:private", "inc-1001", true), (wanted.Text("room"), wanted.Text("name"), wanted.GetProperty("private").GetBoolean()));
        Assert.Contains(_receiver.Taken, d => d.Type == "message.posted");
    }

    [Fact]
    public async Task Reporter_IsAskedWhereTheyCanAnswer()
    {
        await using var service = await StartAsync();

        await service.OpenAsync(new { title = "edge short", reporter = "kari" });

        Assert.Single(await service.StandingMessagesAsync("direct:kari"));
        Assert.Empty(_receiver.Deliveries);
    }

    [Fact]
    public async Task Logs_ShowNeitherAddressNorSecret()
    {
        using var heard = new Telemetry();
        var settings = new Dictionary<string, string>(_receiver.Settings("webhook")) { ["Logging:LogLevel:Default"] = "Trace" };
        await using var service = await RunningService.StartAsync(settings: settings, configure: s => s.AddSingleton<ILoggerProvider>(heard.Logs));
        _receiver.Plan(500);
        _receiver.Plan(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var id = await AcceptAsync(service);
        await SettledAsync(service, id);

        var told = $"{heard.Logs.Text}\n{string.Join('\n', await TimelineAsync(service, id))}";
        Assert.Contains("the receiver answered 500", told, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.PathSecret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.Secret["whsec_".Length..], told, StringComparison.Ordinal);
        Assert.DoesNotContain($"url.full={_receiver.Url}", heard.Spans, StringComparison.Ordinal);      // the receiver's own spans have its path
    }

    [Theory]
    [InlineData("Url", "", "Chat:Webhook:Url is not set")]
    [InlineData("Url", "not an address", "Chat:Webhook:Url is not an address")]
    [InlineData("Secret", "", "Chat:Webhook:Secret is not set")]
    [InlineData("Secret", "whsec_c2hvcnQ=", "Chat:Webhook:Secret cannot be used")]
    [InlineData("Secret", "C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "Chat:Webhook:Secret cannot be used")]
    [InlineData("SecretFile", "/nowhere/at/all", "Chat:Webhook:SecretFile cannot be used")]
    [InlineData("Timeout", "00:01:00", "Chat:Webhook:Timeout has to be")]
    [InlineData("CallsPerMinute", "5", "Chat:Webhook:CallsPerMinute has to be 6 or more")]
    [InlineData("AllowInside:0", "10.0.0.0/33", "AllowInside: '10.0.0.0/33' is neither")]
    [InlineData("Receivers:Big One:Url", "https://hooks.example/x", "Chat:Webhook:Receivers:Big One has to be named")]
    public async Task Setting_IsWrong_StartIsRefusedWithItsName(string setting, string value, string said)
    {
        var settings = new Dictionary<string, string>(_receiver.Settings("webhook")) { [$"Chat:Webhook:{setting}"] = value };
        if (setting == "SecretFile")
            settings.Remove("Chat:Webhook:Secret");

        var refused = await Assert.ThrowsAsync<UnsafeDefaultsException>(() => RunningService.StartAsync(settings: settings));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.PathSecret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_SeveralAreWrong_AreAllNamed()
    {
        var refused = Assert.Throws<UnsafeDefaultsException>(() => new WebhookOptions { Url = "http://10.0.0.1/x", Secret = "x", Timeout = TimeSpan.Zero }.Checked());

        foreach (var setting in (string[])["Chat:Webhook:Url is inside (private)", "Chat:Webhook:Secret", "Chat:Webhook:Timeout"])
            Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }

    private Task<RunningService> StartAsync(TestHome? home = null) => RunningService.StartAsync(home: home, settings: _receiver.Settings("webhook"));

    private static async Task<string> AcceptAsync(RunningService service)
    {
        var (_, accepted) = await service.PostAsync("/v1/alerts", Alert);
        return (await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided")).Text("incident");
    }

    private static async Task SayAsync(RunningService service, string id, string text)
    {
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text });
        await service.SettledAsync(id);
    }

    private static async Task<IReadOnlyList<string>> TimelineAsync(RunningService service, string id) =>
        [.. (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Select(e => e.Text("why"))];

    /// <summary>Moves the clock past the waits before further attempts, until nothing is left that is due.</summary>
    private static Task<bool> SettledAsync(RunningService service, string incident) => Eventually.GetAsync(async () =>
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return await service.Get<Classifier.Responses.IStepStore>().HasPendingAsync(long.Parse(incident.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), Token);
    }, pending => !pending);

    /// <summary>Waits until nothing that is due is left for one of the chats.</summary>
    private static Task<long> SettledOnAsync(RunningService service, string connector, string incident) => Eventually.GetAsync(
        () => service.Get<IDatabase>().ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM step WHERE incident = @Incident AND connector = @Connector AND state = 'pending' AND is_timer = 0",
            new { Incident = long.Parse(incident.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), Connector = connector }), Token), left => left == 0);
}
