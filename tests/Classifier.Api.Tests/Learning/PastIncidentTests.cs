using System.Text.Json;
using Classifier.Api.Scoring;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Storage;
using Dapper;

namespace Classifier.Api.Tests.Learning;

/// <summary>What ends is found by the next alert, without training: with what helped, for everybody who may see it, and after a restart.</summary>
public sealed class PastIncidentTests
{
    private const string Champion = "20260101-000000-aaaaaaa";

    private static readonly object First = new { title = "Basket totals wrong after voucher", description = "Voucher service rounds twice in basket-api, totals differ by a cent", dedup_key = "first", labels = new { service = "basket-api" } };

    private static readonly object Next = new { title = "Basket totals wrong after voucher again", description = "Voucher service rounds twice in basket-api", dedup_key = "next", labels = new { service = "basket-api" } };

    [Fact]
    public async Task Resolved_TheNextAlertFindsIt_WithOwnerFixAndWhy_AlsoAfterARestart()
    {
        using var home = SampleHome.WithModels(Champion);
        await using (var service = await StartAsync(home))
        {
            var id = (await service.OpenAsync(First)).Text("id");
            await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "payments" });
            await service.PostAsync($"/v1/incidents/{id}/resolve", new { text = "rounded once, in the voucher service" });

            var similar = await FindAsync(service, Next, id);

            Assert.Equal(("payments", "rounded once, in the voucher service"), (similar.Text("owning_team"), similar.Text("fix")));
            Assert.InRange(similar.GetProperty("similarity").GetDouble(), 0.6, 1);
            Assert.Contains(similar.GetProperty("shared").EnumerateArray(), s => s.Text("evidence").Contains("voucher", StringComparison.OrdinalIgnoreCase));
            var next = await service.OpenAsync(Next);
            var (_, answer) = await service.PostAsync($"/v1/incidents/{next.Text("id")}/messages", new { text = "!similar" });
            Assert.Contains("Fix: rounded once, in the voucher service", answer.Text("reply"), StringComparison.Ordinal);
            Assert.Contains("Shared: “Basket totals wrong after voucher", answer.Text("reply"), StringComparison.Ordinal);
        }
        await using var restarted = await StartAsync(home);
        await FindAsync(restarted, Next, "inc-1001");
    }

    [Fact]
    public async Task NotAnIncident_IsNotFound()
    {
        using var home = SampleHome.WithModels(Champion);
        await using var service = await StartAsync(home);
        var none = (await service.OpenAsync(First)).Text("id");
        await service.PostAsync($"/v1/incidents/{none}/feedback", new { not_an_incident = true });
        await ResolvedMarkerAsync(service);

        Assert.DoesNotContain(await SimilarAsync(service, Next), s => s.Text("id") == none);
    }

    [Fact]
    public async Task Private_IsNeverFound_NorStaysWhereItWasFoundBefore()
    {
        using var home = SampleHome.WithModels(Champion);
        await using var service = await StartAsync(home);
        var id = (await service.OpenAsync(First)).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { });
        await FindAsync(service, Next, id);
        var next = (await service.OpenAsync(Next)).Text("id");
        Assert.Contains((await service.GetAsync($"/v1/incidents/{next}/similar")).GetProperty("items").EnumerateArray(), s => s.Text("id") == id);

        await MakePrivateAsync(service, id);

        Assert.DoesNotContain((await service.GetAsync($"/v1/incidents/{next}/similar")).GetProperty("items").EnumerateArray(), s => s.Text("id") == id);
        await Eventually.GetAsync(() => SimilarAsync(service, Next), found => found.All(s => s.Text("id") != id));
    }

    [Fact]
    public async Task AnotherChampion_IsToldWhatEndedBefore()
    {
        using var home = SampleHome.WithModels(Champion);
        await using var service = await StartAsync(home);
        var id = (await service.OpenAsync(First)).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { });
        await FindAsync(service, Next, id);

        service.Get<CurrentScorer>().Replace(Scorer(home), "20260106-000000-abcdef0");

        await FindAsync(service, Next, id);
    }

    /// <summary>The similar incident of that id, as soon as it is found.</summary>
    private static async Task<JsonElement> FindAsync(RunningService service, object alert, string id) =>
        (await Eventually.GetAsync(() => SimilarAsync(service, alert), found => found.Any(s => s.Text("id") == id))).First(s => s.Text("id") == id);

    private static async Task<IReadOnlyList<JsonElement>> SimilarAsync(RunningService service, object alert)
    {
        var body = JsonSerializer.SerializeToNode(alert)!.AsObject();
        body["include"] = new System.Text.Json.Nodes.JsonArray("similar");
        var (_, score) = await service.PostRawAsync("/v1/score", body.ToJsonString());
        return [.. score.GetProperty("similar").EnumerateArray()];
    }

    /// <summary>Waits until what ended before was taken in, by something that ends after it.</summary>
    private static async Task ResolvedMarkerAsync(RunningService service)
    {
        object marker = new { title = "Forklift battery charger sparks in hall 7", dedup_key = "marker" };
        var id = (await service.OpenAsync(marker)).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/resolve", new { });
        await FindAsync(service, marker, id);
    }

    // As making it private will do: the state and a line of the timeline in one transaction.
    private static Task<bool> MakePrivateAsync(RunningService service, string id) => service.Get<IDatabase>().WriteAsync(async transaction =>
    {
        var number = long.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);
        await transaction.Connection.ExecuteAsync("UPDATE incident SET is_private = 1 WHERE number = @number", new { number }, transaction.Transaction);
        await transaction.Connection.ExecuteAsync(
            "INSERT INTO timeline (id, incident, at_us, who, what, why) VALUES ('private-1', @number, 0, 'farah', 'made_private', '')", new { number }, transaction.Transaction);
        return true;
    }, TestContext.Current.CancellationToken);

    private static Task<RunningService> StartAsync(TestHome home) => RunningService.StartAsync(home: home, scorer: Scorer(home));

    private static ModelScorer Scorer(TestHome home) => new(Model.Load(Path.Combine(home.Root, "models", Champion)), places: null);
}
