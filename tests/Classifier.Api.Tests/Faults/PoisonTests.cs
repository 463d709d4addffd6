using System.Text.Json;
using Classifier.Alerts;
using Classifier.Api.Tests.Support;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Faults;

public sealed class PoisonTests
{
    [Fact]
    public async Task F22_AlertThatAlwaysFails_IsDeadAfterEightTries_AndItsNeighboursAreDecided()
    {
        var scorer = new PoisonedScorer();
        await using var service = await RunningService.StartAsync(scorer: scorer);
        var (_, poison) = await service.PostAsync("/v1/alerts", new { title = "edge 95 poison", dedup_key = "p" });

        Assert.Equal("act", (await service.OpenAsync(new { title = "edge 95 x", dedup_key = "k" })).Text("decision"));
        var dead = await Eventually.GetAsync(async () =>
        {
            service.Clock.Advance(TimeSpan.FromMinutes(10));
            return await service.GetAsync($"/v1/alerts/{poison.Text("alert_id")}");
        }, alert => alert.Text("state") == "dead");

        Assert.Equal(JsonValueKind.Null, dead.GetProperty("incident").ValueKind);
        Assert.Equal(8, scorer.Failures);
    }

    private sealed class PoisonedScorer : IAlertScorer
    {
        private readonly KeywordScorer _others = new();

        public int Failures { get; private set; }

        public AlertScores Score(Alert alert, ScoreParts include)
        {
            if (!alert.Title.Contains("poison", StringComparison.Ordinal))
                return _others.Score(alert, include);
            Failures++;
            throw new InvalidOperationException("poison");
        }
    }
}
