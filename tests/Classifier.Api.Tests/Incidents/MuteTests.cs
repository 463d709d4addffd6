using System.Net;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Incidents;

public sealed class MuteTests
{
    private static readonly object OfShop = new { labels = new { service = "shop-*" } };

    [Fact]
    public async Task Muted_IsStoredAndNotTold_AndWhatStillFiresIsToldWhenItEnds()
    {
        await using var service = await RunningService.StartAsync();
        await MuteAsync(service, new { @if = OfShop, @for = "2h", because = "upgrade" });

        var muted = await service.SendAsync(Alert("k"));
        Assert.Equal(("decided", JsonValueKind.Null), (muted.Text("state"), muted.GetProperty("incident").ValueKind));
        Assert.Equal(service.Clock.GetUtcNow().AddHours(2), muted.GetProperty("muted_until").GetDateTimeOffset());
        Assert.Empty((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
        Assert.NotNull((await service.SendAsync(new { title = "edge 95 x", dedup_key = "other" })).Text("incident"));

        service.Clock.Advance(TimeSpan.FromHours(2));
        var told = await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{muted.Text("id")}"), a => a.GetProperty("incident").ValueKind == JsonValueKind.String);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("muted_until").ValueKind);
        Assert.Equal("open", (await service.GetAsync($"/v1/incidents/{told.Text("incident")}")).Text("state"));
    }

    [Fact]
    public async Task Muted_ThatEndedMeanwhile_IsNeverTold()
    {
        await using var service = await RunningService.StartAsync();
        await MuteAsync(service, new { @if = OfShop, @for = "30m" });
        var muted = await service.SendAsync(Alert("k"));
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await service.SendAsync(Alert("k", "resolved"));

        service.Clock.Advance(TimeSpan.FromMinutes(30));

        var done = await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{muted.Text("id")}"), a => a.GetProperty("muted_until").ValueKind == JsonValueKind.Null && a.Text("state") == "decided");
        Assert.Equal(JsonValueKind.Null, done.GetProperty("incident").ValueKind);
        Assert.Empty((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task EndedByHand_TellsAtOnce_AndTwiceIs404()
    {
        await using var service = await RunningService.StartAsync();
        var mute = await MuteAsync(service, new { @if = OfShop, @for = "1d" });
        var muted = await service.SendAsync(Alert("k"));
        Assert.Equal(mute.Text("id"), Assert.Single((await service.GetAsync("/v1/mutes")).GetProperty("items").EnumerateArray()).Text("id"));

        using var ended = await service.Http.DeleteAsync($"/v1/mutes/{mute.Text("id")}", TestContext.Current.CancellationToken);
        using var again = await service.Http.DeleteAsync($"/v1/mutes/{mute.Text("id")}", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{muted.Text("id")}"), a => a.GetProperty("incident").ValueKind == JsonValueKind.String);
        Assert.Empty((await service.GetAsync("/v1/mutes")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task SuspectedCompromise_IsToldAllTheSame()
    {
        await using var service = await RunningService.StartAsync();
        await MuteAsync(service, new { @if = new { sources = new[] { "*" } }, @for = "1h" });

        Assert.True((await service.OpenAsync(new { title = "edge 95 leak", dedup_key = "k" })).GetProperty("private").GetBoolean());
    }

    [Fact]
    public async Task Maintenance_OfTheDirectory_HoldsBackAtItsLocalTime()
    {
        using var home = new TestHome(Some.DirectoryYaml + """

            maintenance:
              - { name: Upgrade, from: 2026-01-05T13:30, until: 2026-01-05T14:00, time_zone: Europe/Oslo, if: { labels: { service: shop-web } } }
            """);
        await using var service = await RunningService.StartAsync(home: home);      // noon UTC, 13:00 in Oslo

        Assert.Equal("open", (await service.OpenAsync(Alert("before"))).Text("state"));
        service.Clock.Advance(TimeSpan.FromMinutes(31));
        var muted = await service.SendAsync(Alert("within"));

        Assert.Equal(("Upgrade", new DateTimeOffset(2026, 1, 5, 13, 0, 0, TimeSpan.Zero)), (muted.Text("muted_by"), muted.GetProperty("muted_until").GetDateTimeOffset()));
        Assert.Equal("directory", Assert.Single((await service.GetAsync("/v1/mutes")).GetProperty("items").EnumerateArray()).Text("by"));
    }

    [Theory]
    [InlineData("""{"for":"2h"}""", "/if")]
    [InlineData("""{"if":{},"for":"2h"}""", "/if")]
    [InlineData("""{"if":{"text":[" "]},"for":"2h"}""", "/if/text")]
    [InlineData("""{"if":{"severities":["awful"]},"for":"2h"}""", "/if/severities")]
    [InlineData("""{"if":{"sources":["*"]}}""", "/until")]
    [InlineData("""{"if":{"sources":["*"]},"for":"2h","until":"2026-01-06T00:00:00Z"}""", "/until")]
    [InlineData("""{"if":{"sources":["*"]},"for":"soon"}""", "/for")]
    [InlineData("""{"if":{"sources":["*"]},"until":"2026-01-04T00:00:00Z"}""", "/until")]
    [InlineData("""{"if":{"sources":["*"]},"until":"2027-01-04T00:00:00Z"}""", "/until")]
    [InlineData("""{"if":{"sources":["*"]},"for":"2h","why":"x"}""", "/why")]
    public async Task Bad_IsRefused_WithThePlace(string body, string member)
    {
        await using var service = await RunningService.StartAsync();

        var (status, problem) = await service.PostRawAsync("/v1/mutes", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, member), (status, problem.GetProperty("errors")[0].Text("pointer")));
    }

    private static object Alert(string key, string status = "firing") => new { title = "shop 95 x", dedup_key = key, status, labels = new { service = "shop-web" } };

    private static async Task<JsonElement> MuteAsync(RunningService service, object request)
    {
        var (status, mute) = await service.PostAsync("/v1/mutes", request);
        Assert.Equal(HttpStatusCode.Created, status);
        return mute;
    }
}
