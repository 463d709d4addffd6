using System.Text.Json;
using Classifier.Api.Chat;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;
using Classifier.Responses;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The service on a Slack that others wrote: what an answer left unclear is looked up by the step runner.</summary>
public sealed class SlackServiceTests : IAsyncLifetime
{
    private readonly string _own = $"q{Guid.NewGuid():N}"[..10];
    private SlackWorkspace _slack = null!;
    private TestHome _home = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackWorkspace.StartAsync();
        var people = _slack.People(2);
        // Channels of an own name: all tests share the workspace.
        _home = new(Some.DirectoryYaml
            .Replace("channel: triage", $"channel: triage-{_own}", StringComparison.Ordinal)
            .Replace("name: Ola Nordmann, team: edge, time_zone: Europe/Oslo", $"name: Ola Nordmann, team: edge, time_zone: Europe/Oslo, handles: {{ slack: {people[0]} }}", StringComparison.Ordinal)
            .Replace("name: Dana Nash, time_zone: Europe/Oslo", $"name: Dana Nash, time_zone: Europe/Oslo, handles: {{ slack: {people[1]} }}", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("conversations.create")]
    [InlineData("conversations.setPurpose")]
    [InlineData("conversations.invite")]
    [InlineData("conversations.setTopic")]
    [InlineData("chat.postMessage")]
    public async Task Alert_AnAnswerIsLost_RoomPeopleAndBriefAreThereOnce(string method)
    {
        await using var service = await StartAsync();
        _slack.Proxy.Plan(new(FaultKind.ResetAfter, method));

        var id = (await AcceptAsync(service, $"edge 95 {_own}")).Text("incident");
        await SettledAsync(service, id);

        var room = Assert.Single((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray());
        var seen = await _slack.LookAsync(new("slack", room.Text("external_id"), room.Text("name")));
        Assert.Equal(1, await _slack.CountRoomsAsync(new(RoomKind.Incident, seen.Name, $"incident:{id[4..]}:", IsPrivate: false)));
        Assert.Equal(_slack.People(2).Order(), seen.Members.Order());
        Assert.Single(seen.Posts, p => p.Text.Contains("Certificate expiry", StringComparison.Ordinal) && p.HasBlocks);
        Assert.Equal(seen.Posts.Distinct().Count(), seen.Posts.Count);
    }

    [Fact]
    public async Task Alert_RoomNameIsSomebodyElses_OpensTheNextName()
    {
        await using var service = await StartAsync();
        await _slack.OpenAsync($"inc-1001-edge-95-{_own}");

        var id = (await AcceptAsync(service, $"edge 95 {_own}")).Text("incident");
        await SettledAsync(service, id);

        Assert.Equal($"inc-1001-2-edge-95-{_own}", Assert.Single((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray()).Text("name"));
    }

    /// <summary>A guest is named in the room and on the incident; nobody else is left out.</summary>
    [Fact]
    public async Task Alert_OneIsAGuest_IsSaidInTheRoom()
    {
        await using var service = await StartAsync();
        _slack.Proxy.Guests.Add(_slack.People(2)[1]);

        var id = (await AcceptAsync(service, $"edge 95 {_own}")).Text("incident");
        await SettledAsync(service, id);

        var incident = await service.GetAsync($"/v1/incidents/{id}");
        var room = incident.GetProperty("rooms")[0];
        var seen = await _slack.LookAsync(new("slack", room.Text("external_id"), room.Text("name")));
        Assert.Equal([_slack.People(1)[0]], seen.Members);
        Assert.Single(seen.Posts, p => p.Text.Contains("Dana Nash (DNS) could not be invited: is a guest who may not join", StringComparison.Ordinal));
    }

    /// <summary>The channel is opened anew though the first call that finds it closed is an invitation.</summary>
    [Fact]
    public async Task Announcement_TriageChannelWasClosedByAPerson_IsSaidInANewOne()
    {
        await using var service = await StartAsync();
        await SettledAsync(service, (await AcceptAsync(service, $"edge 75 {_own} one", "medium")).Text("incident"));
        var triage = new RoomRequest(RoomKind.Standing, $"triage-{_own}", "standing:triage", IsPrivate: false);
        var first = await _slack.Connect().EnsureRoomAsync(triage, Token);
        await _slack.RenameAsync(first, $"{triage.Name}-old");
        await _slack.ArchiveAsync(first);

        await SettledAsync(service, (await AcceptAsync(service, $"edge 75 {_own} two", "medium")).Text("incident"));

        var second = await _slack.Connect().EnsureRoomAsync(triage, Token);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Single((await _slack.LookAsync(second)).Posts, p => p.Text.Contains("two", StringComparison.Ordinal));
    }

    private Task<RunningService> StartAsync() => RunningService.StartAsync(home: _home, settings: new Dictionary<string, string>
    {
        ["Chat:Connectors:0"] = "slack",
        ["Chat:Slack:BotToken"] = _slack.BotToken,
        ["Chat:Slack:SigningSecret"] = "8f742231b10e8888abcd99yyyzzz85a5",
        ["Chat:Slack:ApiUrl"] = _slack.Proxy.ApiUrl.ToString(),
        ["Chat:Slack:LimitFactor"] = "1000",
    });

    private static async Task<JsonElement> AcceptAsync(RunningService service, string title, string severity = "high")
    {
        var (_, accepted) = await service.PostAsync("/v1/alerts", new { title, severity, labels = new { site = "osl1" } });
        return await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided");
    }

    /// <summary>Moves the clock past the waits before further attempts, until nothing is left that is due.</summary>
    private static Task<bool> SettledAsync(RunningService service, string incident) => Eventually.GetAsync(async () =>
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return await service.Get<IStepStore>().HasPendingAsync(long.Parse(incident.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), Token);
    }, pending => !pending);
}
