using System.Net;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>
/// Activities that others recorded from Teams, or that Microsoft's own playground sent, go through the real route. Only the service's
/// address and the playground's tenant are ours, which no such id can be.
/// </summary>
public sealed class TeamsRecordedTests : IAsyncLifetime
{
    private const string Channel = "19:d441d38c655c47a085215b2726e76927@thread.tacv2";
    private const string PlaygroundChannel = "channel-announcements-id";

    private static readonly string Directory = Some.DirectoryYaml
        .Replace("name: Ola Nordmann, team: edge, time_zone: Europe/Oslo", "name: Ola Nordmann, team: edge, time_zone: Europe/Oslo, handles: { teams: 00000000-1111-2222-3333-444444444444 }", StringComparison.Ordinal)
        .Replace("name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon", "name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon, handles: { teams: 00000000-0000-0000-0000-0000000000020 }", StringComparison.Ordinal)
        .Replace("name: Kari Nordmann, team: edge, time_zone: Europe/Oslo", "name: Kari Nordmann, team: edge, time_zone: Europe/Oslo, handles: { teams: 00000000-0000-0000-0000-0000000000021 }", StringComparison.Ordinal);

    private readonly CollectingLogs _logs = new();
    private FakeTeams _teams = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private TeamsDeliveries _deliveries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeTeams.StartAsync();
        _teams.Look(t =>
        {
            t.Channels.AddRange([new(Channel, "General", "", isPrivate: false), new(PlaygroundChannel, "Announcements", "", isPrivate: false)]);
            return true;
        });
        _home = new(Directory);
        _service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(_logs), settings: TeamsDeliveries.Settings(_teams, "builtin", "teams"));
        _deliveries = new(_service, _teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _teams.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("recorded-channel-mention", Channel, "1771290107407", "I do not know 'hey'.")]
    [InlineData("playground-channel-mention", PlaygroundChannel, "1795494665669", "Not sure. Perhaps Shop platform")]
    public async Task Mention_IsAnsweredInItsThread(string file, string channel, string root, string answer)
    {
        Assert.Equal("", await DeliverAsync(file));

        var said = await Eventually.GetAsync(() => Task.FromResult(_teams.Look(t => t.Channels.First(c => c.Id == channel).Messages.ToList())), m => m.Count == 1);
        Assert.Equal(root, said[0].Root);
        Assert.StartsWith(answer, TeamsCards.Text(TeamsCards.Of(said[0].Activity)), StringComparison.Ordinal);
    }

    /// <summary>Whose id in Entra does not come with it is nobody.</summary>
    [Fact]
    public async Task MentionWithoutAnIdInEntra_IsRefused()
    {
        await DeliverAsync("recorded-mention-personal");

        Assert.Contains("was refused: 29:1xXxFakeUser", _logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recorded-card-action")]
    [InlineData("recorded-reaction")]
    [InlineData("playground-card-submit")]
    [InlineData("playground-installation-update")]
    [InlineData("playground-members-added")]
    public async Task WhatIsNoCommandOfOurs_IsTakenAndNothingIsDone(string file)
    {
        var before = _teams.Calls.Count;

        Assert.Equal("", await DeliverAsync(file));

        Assert.Equal(before, _teams.Calls.Count);
        Assert.DoesNotContain("could not be", _logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_OfAnotherCard_IsAnswered_AndOneOfOursIsCarriedOut()
    {
        var id = (await _service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } })).Text("id");

        Assert.Equal("There is nothing to do.", (string?)JsonNode.Parse(await DeliverAsync("playground-adaptive-card-execute"))!["value"]);
        var answer = JsonNode.Parse(await DeliverAsync("playground-adaptive-card-execute", a =>
        {
            a["id"] = "another";
            a["value"]!["action"]!["data"] = new JsonObject { ["command"] = $"ack {id}" };
        }))!;

        Assert.Equal((200, "application/vnd.microsoft.activity.message", "Kari Nordmann has it."), ((int)answer["statusCode"]!, (string?)answer["type"], (string?)answer["value"]));
        Assert.Equal("acknowledged", (await _service.GetAsync($"/v1/incidents/{id}")).Text("state"));
    }

    private async Task<string> DeliverAsync(string file, Action<JsonNode>? change = null)
    {
        var text = await File.ReadAllTextAsync(Require.Shared("payloads", "teams-inbound", $"{file}.json"), Token);
        var activity = JsonNode.Parse(text.Replace("00000000-0000-0000-0000-0000000000001\"", $"{FakeTenant.TenantId}\"", StringComparison.Ordinal))!;
        activity["serviceUrl"] = $"{_teams.ServiceUrl}";
        change?.Invoke(activity);
        var (status, answer) = await _deliveries.SendAsync(activity.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        return answer;
    }
}
