using System.Text.Json;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Scoring;

/// <summary>What would be done, through the route: all four outcomes, and what the directory's rules and parents make of them.</summary>
public sealed class DecisionTests
{
    private const string Version = "20260101-000000-aaaaaaa";

    private const string Rules = """

        rules:
          - { name: Shop pages, if: { labels: { service: shop-* } }, team: shop }
          - { name: Careful first, if: { text: [vault] }, team: careful }
          - { name: Not edge, if: { text: [basket] }, never: [edge] }
          - { name: By hand, if: { sources: [nagios] }, never_act: true }
          - { name: Keys, if: { text: [vault door] }, issue_type: leaked-credential }
        """;

    [Theory]
    [InlineData("edge 95 x", false, "act")]
    [InlineData("edge 90 x", false, "act")]
    [InlineData("edge 89 x", false, "suggest")]
    [InlineData("edge 60 x", false, "suggest")]
    [InlineData("edge 59 x", false, "triage")]
    [InlineData("edge 95 new x", true, "triage")]
    [InlineData("edge 95 short", true, "ask")]
    [InlineData("edge 95 short", false, "triage")]
    public async Task Score_EachOutcome_IsReachedAndNoneBelowItsBar(string title, bool hasReporter, string expected)
    {
        await using var service = await RunningService.StartAsync();

        Assert.Equal(expected, (await ScoreAsync(service, new { title, reporter = hasReporter ? "ola" : null })).Text("decision"));
    }

    [Fact]
    public async Task Score_NothingTheChampionKnows_IsTriageAndTooLittleIsAsked()
    {
        using var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await using var service = await RunningService.StartAsync(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), home, withChampion: true);
        string[] nothing = ["🔥🔥🔥 👩‍🚒", "100 200 300 400 500", "Ωμέ жшщ אבג ابت अआइ กขฃ あいう 一丁七 ሀሁሂ აბგ", new string('界', 400), new string('q', 200_000)];

        foreach (var title in nothing)
            Assert.Equal("triage", (await ScoreAsync(service, new { title })).Text("decision"));
        Assert.Equal("ask", (await ScoreAsync(service, new { title = "disk full", reporter = "emre.yildiz" })).Text("decision"));
        Assert.Equal("triage", (await ScoreAsync(service, new { title = "disk full" })).Text("decision"));
        Assert.Equal(413, (int)(await service.PostAsync("/v1/score", new { title = new string('q', 1 << 20) })).Status);
    }

    [Theory]
    [InlineData("help", false)]
    [InlineData("page down", false)]
    [InlineData("nothing works", false)]
    [InlineData("we got hacked", true)]
    [InlineData("key leaked", true)]
    [InlineData("virus", true)]
    public async Task Score_AWordOrTwo_IsPrivateWhereItNamesACompromise(string title, bool isPrivate)
    {
        using var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await using var service = await RunningService.StartAsync(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), home, withChampion: true);

        Assert.Equal(isPrivate, (await ScoreAsync(service, new { title })).GetProperty("security").GetBoolean());
    }

    [Fact]
    public async Task Score_APinnedTeam_WinsAndIsTheFirstReason()
    {
        await using var service = await WithRulesAsync();

        var score = await ScoreAsync(service, new { title = "edge 30 x", labels = new { service = "shop-web" } });

        Assert.Equal(("act", "shop", 1.0), (score.Text("decision"), score.GetProperty("owning_team").Text("label"), score.GetProperty("trust").GetDouble()));
        Assert.Equal(("rule", "Shop pages"), (score.GetProperty("explanation")[0].Text("kind"), score.GetProperty("explanation")[0].Text("evidence")));
        Assert.Empty((await ScoreAsync(service, new { title = "edge 30 x", labels = new { service = "shop-web" }, include = Array.Empty<string>() })).GetProperty("explanation").EnumerateArray());
    }

    [Theory]
    [InlineData("edge 95 vault", "api", "suggest", "careful")]      // its mode is suggest
    [InlineData("edge 95 basket", "api", "triage", "shop")]         // what is left is a guess between two
    [InlineData("edge 95 x", "nagios", "suggest", "edge")]
    public async Task Score_RulesThatHoldBack_SuggestAtMost(string title, string source, string decision, string team)
    {
        await using var service = await WithRulesAsync();

        var score = await ScoreAsync(service, new { title, source });

        Assert.Equal((decision, team), (score.Text("decision"), score.GetProperty("owning_team").Text("label")));
        Assert.Contains(score.GetProperty("explanation").EnumerateArray(), e => e.Text("kind") == "rule");
    }

    [Fact]
    public async Task Alert_APinnedTeam_RoomTraceAndIncidentSayRule()
    {
        await using var service = await WithRulesAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 new x", labels = new { service = "shop-web" } });

        Assert.Equal(("act", "shop", "rule"), (incident.Text("decision"), incident.GetProperty("owning_team").Text("label"), incident.GetProperty("owning_team").Text("source")));
        Assert.Equal("model", incident.GetProperty("issue_type").Text("source"));
        Assert.Contains("rafael", incident.People());
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Contains("Shop pages", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}/trace")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains(await service.MessagesAsync(incident), m => m.Contains("Rule “Shop pages”: Shop platform", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alert_ATypeThatMeansCompromise_PinnedIsPrivate()
    {
        await using var service = await WithRulesAsync();

        var incident = await service.OpenAsync(new { title = "edge 95 vault door" });

        Assert.True(incident.GetProperty("private").GetBoolean());
        Assert.Equal(("leaked-credential", "rule"), (incident.GetProperty("issue_type").Text("label"), incident.GetProperty("issue_type").Text("source")));
        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
    }

    [Fact]
    public async Task Alert_SpreadOverSiblings_ParentIsSuggestedAndItsOnCallComes()
    {
        await using var service = await RunningService.StartAsync(scorer: new SpreadScorer());

        var incident = await service.OpenAsync(new { title = "x", severity = "high" });

        Assert.Equal(("suggest", "platform", "model"), (incident.Text("decision"), incident.GetProperty("owning_team").Text("label"), incident.GetProperty("owning_team").Text("source")));
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("its teams edge (50 %), shop (45 %)", StringComparison.Ordinal));
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"!accept {incident.Text("id")}" });
        await service.SettledAsync(incident.Text("id"));
        Assert.Contains("pia", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).People());
    }

    private static async Task<RunningService> WithRulesAsync() => await RunningService.StartAsync(home: new TestHome(Some.DirectoryYaml + Rules));

    private static async Task<JsonElement> ScoreAsync(RunningService service, object alert)
    {
        var (status, body) = await service.PostAsync("/v1/score", alert);
        Assert.Equal(200, (int)status);
        return body;
    }
}
