using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Where no channel may be opened, a thread in the fixed one is the incident's room in both directions, as long as the incident is public.</summary>
public sealed class TeamsThreadTests : TeamsServiceTests
{
    private TenantChannel _fixed = null!;

    private string Ola => People.Users["ola"];

    private protected override void Prepare(Dictionary<string, string> settings)
    {
        _fixed = Teams.Look(t => t.Open("General", "", isPrivate: false, []).Channel!);
        Teams.Look(t => t.Refusal = (403, "Forbidden", "Missing role permissions on the request."));
        settings["Chat:Teams:FixedChannelId"] = _fixed.Id;
    }

    [Fact]
    public async Task Thread_ThatIsTheRoom_TakesCommandsOfItsIncident()
    {
        var (id, room) = await OpenAsync();
        Assert.StartsWith($"{_fixed.Id};messageid=", room, StringComparison.Ordinal);

        await Deliveries.SayAsync(Ola, room, "!ack");
        await Deliveries.WriteAsync(People.Users["rafael"], _fixed.Id, "!resolve");

        await Eventually.GetAsync(() => Service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");
        await Eventually.GetAsync(() => Task.FromResult(Said()), said => said.Any(s => s.Text.StartsWith("Outside its room", StringComparison.Ordinal)));
        Assert.Contains(Said(), s => s.Thread == room && s.Text.StartsWith("Certificate expiry", StringComparison.Ordinal));
    }

    /// <summary>A thread cannot be closed: people go on writing there when the incident was made private.</summary>
    [Fact]
    public async Task Thread_OfAnIncidentThatWasMadePrivate_IsItsRoomNoMore()
    {
        var (id, room) = await OpenAsync();
        await Service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!private" });
        await Eventually.GetAsync(() => Task.FromResult(Said()), said => said.Any(s => s.Text.Contains("Closed.", StringComparison.Ordinal)));
        var before = Said();

        await Deliveries.SayAsync(Ola, room, "!similar");
        await Deliveries.SayAsync(Ola, room, $"!similar {id}");

        await Eventually.GetAsync(() => Task.FromResult(Teams.Look(t => t.Direct(Ola).Select(m => TeamsCards.Text(TeamsCards.Of(m.Activity))).ToList())), said => said.Any(s => s.Contains("INC-77", StringComparison.Ordinal)));
        Assert.Equal(["Outside its room a command names its incident: similar inc-1042 …"], Said().Except(before).Select(s => s.Text));
    }

    private async Task<(string Id, string Room)> OpenAsync()
    {
        var incident = await Service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } });
        return (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
    }

    /// <summary>What our bot said in the fixed channel, and in which thread of it.</summary>
    private List<(string Thread, string Text)> Said() =>
        Teams.Look(_ => _fixed.Messages.Where(m => m.User is null).Select(m => ($"{_fixed.Id};messageid={m.Root ?? m.Id}", TeamsCards.Text(TeamsCards.Of(m.Activity)))).ToList());
}
