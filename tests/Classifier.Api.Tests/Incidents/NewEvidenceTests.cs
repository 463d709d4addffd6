using Classifier.Alerts;
using Classifier.Api.Tests.Support;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Incidents;

/// <summary>More alerts of the same incident may point elsewhere: people are told once, and what a person said stands.</summary>
public sealed class NewEvidenceTests
{
    [Fact]
    public async Task Alert_ThatChangesTheLeader_PostsExactlyOneSuggestionToTheRoom()
    {
        await using var service = await RunningService.StartAsync(scorer: new CauseScorer());
        var incident = await service.OpenAsync(new { title = "Checkout fails", dedup_key = "k", severity = "critical" });

        for (var i = 0; i < 3; i++)
            await service.SendAsync(new { title = $"Pool {i} is empty", dedup_key = "k", labels = new { cause = "shop" } });

        Assert.Single(await service.MessagesAsync(incident), m => m.StartsWith("New alerts of it point to Shop platform (90 % sure) rather than Edge delivery", StringComparison.Ordinal));
        var after = await service.GetAsync($"/v1/incidents/{incident.Text("id")}");
        Assert.Equal(("edge", 4), (after.GetProperty("owning_team").Text("label"), after.GetProperty("alert_count").GetInt32()));
        Assert.Equal(incident.People(), after.People());
    }

    [Fact]
    public async Task Alert_AfterAPersonsAnswer_SuggestsNothing()
    {
        await using var service = await RunningService.StartAsync(scorer: new CauseScorer());
        var incident = await service.OpenAsync(new { title = "Checkout fails", dedup_key = "k", severity = "critical" });
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/reassign", new { team = "careful" });

        await service.SendAsync(new { title = "Pool is empty", dedup_key = "k", labels = new { cause = "shop" } });

        Assert.DoesNotContain(await service.MessagesAsync(incident), m => m.StartsWith("New alerts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alert_ThatOnlyRepeats_SuggestsNothing()
    {
        await using var service = await RunningService.StartAsync(scorer: new CauseScorer());
        var incident = await service.OpenAsync(new { title = "Checkout fails", dedup_key = "k", severity = "critical" });

        await service.SendAsync(new { title = "Checkout fails", dedup_key = "k" });

        Assert.DoesNotContain(await service.MessagesAsync(incident), m => m.StartsWith("New alerts", StringComparison.Ordinal));
    }

    /// <summary>Edge, until an alert names the shop as the cause.</summary>
    private sealed class CauseScorer : IAlertScorer
    {
        public AlertScores Score(Alert alert, ScoreParts include) => new KeywordScorer().Score(alert with { Title = alert.Labels.ContainsKey("cause") ? "shop 90" : "edge 75" }, include);
    }
}
