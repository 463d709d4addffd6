using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Where no channel may be opened, a thread in the fixed one is the incident's room in both directions, as long as the incident is public.</summary>
public sealed class TeamsThreadTests : IAsyncLifetime
{
    private FakeTeams _teams = null!;
    private TeamsDirectory _directory = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private TeamsDeliveries _deliveries = null!;
    private TenantChannel _fixed = null!;

    private string Ola => _directory.Users["ola"];

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeTeams.StartAsync();
        _directory = TeamsDirectory.Of(Some.DirectoryYaml, _teams);
        _home = new(_directory.Yaml);
        _fixed = _teams.Look(t => t.Open("General", "", isPrivate: false, []).Channel!);
        _teams.Look(t => t.Refusal = (403, "Forbidden", "Missing role permissions on the request."));
        _service = await RunningService.StartAsync(home: _home, settings: new Dictionary<string, string>(TeamsDeliveries.Settings(_teams, "teams")) { ["Chat:Teams:FixedChannelId"] = _fixed.Id });
        _deliveries = new(_service, _teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _teams.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Thread_ThatIsTheRoom_TakesCommandsOfItsIncident()
    {
        var (id, room) = await OpenAsync();
        Assert.StartsWith($"{_fixed.Id};messageid=", room, StringComparison.Ordinal);

        await _deliveries.SayAsync(Ola, room, "!ack");
        await _deliveries.WriteAsync(_directory.Users["rafael"], _fixed.Id, "!resolve");

        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");
        await Eventually.GetAsync(() => Task.FromResult(Said()), said => said.Any(s => s.Text.StartsWith("Outside its room", StringComparison.Ordinal)));
        Assert.Contains(Said(), s => s.Thread == room && s.Text.StartsWith("Certificate expiry", StringComparison.Ordinal));
    }

    /// <summary>A thread cannot be closed: people go on writing there when the incident was made private.</summary>
    [Fact]
    public async Task Thread_OfAnIncidentThatWasMadePrivate_IsItsRoomNoMore()
    {
        var (id, room) = await OpenAsync();
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!private" });
        await Eventually.GetAsync(() => Task.FromResult(Said()), said => said.Any(s => s.Text.Contains("Closed.", StringComparison.Ordinal)));
        var before = Said();

        await _deliveries.SayAsync(Ola, room, "!similar");
        await _deliveries.SayAsync(Ola, room, $"!similar {id}");

        await Eventually.GetAsync(() => Task.FromResult(_teams.Look(t => t.Direct(Ola).Select(m => TeamsCards.Text(TeamsCards.Of(m.Activity))).ToList())), said => said.Any(s => s.Contains("INC-77", StringComparison.Ordinal)));
        Assert.Equal(["Outside its room a command names its incident: similar inc-1042 …"], Said().Except(before).Select(s => s.Text));
    }

    private async Task<(string Id, string Room)> OpenAsync()
    {
        var incident = await _service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } });
        return (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
    }

    /// <summary>What our bot said in the fixed channel, and in which thread of it.</summary>
    private List<(string Thread, string Text)> Said() =>
        _teams.Look(_ => _fixed.Messages.Where(m => m.User is null).Select(m => ($"{_fixed.Id};messageid={m.Root ?? m.Id}", TeamsCards.Text(TeamsCards.Of(m.Activity)))).ToList());
}
