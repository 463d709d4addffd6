using System.Text.Json;
using Classifier.Api.Operations;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

/// <summary>A team's rooms open by themselves for as long as its answers turn out right.</summary>
public sealed class EarnedModeTests
{
    [Fact]
    public async Task Auto_AnswersAreOftenWrong_IsAskedFirstUntilTheyAreRightAgain()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Responses:RoomsPerMinute"] = "1000", ["Incidents:GroupWithin"] = "00:00:00" });
        Assert.Single(await AnswerAsync(service, 1, "!reassign shop because it is theirs"));
        Assert.Single(await AnswerAsync(service, 2, "!reassign shop because it is theirs"));

        Assert.Empty((await service.OpenAsync(new { title = "edge 95 three" })).GetProperty("rooms").EnumerateArray());
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("Edge delivery is asked first: of the last 2 answers for it 0 were right, and 90 % are asked for.", StringComparison.Ordinal));
        var gap = Assert.Single((await service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray(), g => g.Text("kind") == "mode_dropped");
        Assert.StartsWith("edge: 0 of its last 2 answers were right", gap.Text("subject"), StringComparison.Ordinal);

        for (var right = 10; right < 30; right++)
            await AnswerAsync(service, right, "!accept");

        Assert.Single((await service.OpenAsync(new { title = "edge 95 four" })).GetProperty("rooms").EnumerateArray());
    }

    [Fact]
    public async Task Earn_OpensRoomsFromTheTwentiethRightAnswerOn()
    {
        using var home = new TestHome(Some.DirectoryYaml.Replace("parent: platform\n    mode: auto\n    formerly: [cdn]", "parent: platform\n    mode: earn\n    formerly: [cdn]", StringComparison.Ordinal));
        await using var service = await RunningService.StartAsync(home: home, settings: new Dictionary<string, string> { ["Responses:RoomsPerMinute"] = "1000", ["Incidents:GroupWithin"] = "00:00:00" });

        for (var right = 0; right < 19; right++)
            await AnswerAsync(service, right, "!accept");
        Assert.Empty((await service.OpenAsync(new { title = "edge 95 before" })).GetProperty("rooms").EnumerateArray());
        await AnswerAsync(service, 19, "!accept");

        Assert.Single((await service.OpenAsync(new { title = "edge 95 after" })).GetProperty("rooms").EnumerateArray());
    }

    /// <returns>The rooms that were there before anybody answered.</returns>
    private static async Task<List<JsonElement>> AnswerAsync(RunningService service, int number, string answer)
    {
        var incident = await service.OpenAsync(new { title = $"edge 95 case no{number}", dedup_key = $"case-{number}" });
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = answer });
        await service.SettledAsync(incident.Text("id"));
        await service.Get<TrackRecords>().ReadAsync(TestContext.Current.CancellationToken);
        return [.. incident.GetProperty("rooms").EnumerateArray()];
    }
}
