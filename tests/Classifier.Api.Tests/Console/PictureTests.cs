using System.Globalization;
using System.Text.Json;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Microsoft.Playwright;

namespace Classifier.Api.Tests.Console;

/// <summary>Takes the pictures of <c>Api/Console/pictures</c>: run it by hand after a page has changed, and look at them.</summary>
public sealed class PictureTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly DateTimeOffset Night = new(2026, 11, 24, 2, 14, 0, TimeSpan.Zero);

    private static readonly Story[] Stories =
    [
        new("Old DNS answers for api.larkmoor.example", "Resolvers in Singapore still answer with the old address.", "dns-change", "traffic-dns", "hosting", 0.95, "medium", "dns-auth", "ap-southeast-1", "sin1", 48, ["Old DNS answers"]),
        new("Settlement export two hours late", "The nightly export to the acquirer has not begun.", "queue-backlog", "payments", "data-platform", 0.94, "medium", "payment-gateway", "eu-west-1", "dub1", 112, ["Settlement export"]),
        new("Every request through waf-fra1 takes 900 ms longer", "p95 behind the WAF rose after a policy change.", "security-device", "perimeter", "edge-delivery", 0.93, "high", "waf", "eu-central-1", "fra1", 47, ["policy change"]),
        new("Ad cache in Frankfurt serves yesterday’s creatives", "A third of the banner slots show last week's creative.", "ad-asset-cache", "ad-platform", "edge-delivery", 0.96, "high", "ad-assets", "eu-central-1", "fra2", 26, ["serves yesterday’s creatives"]),
        new("Storage latency on the order database is over 40 ms", "Commit waits grow since the snapshot began.", "database-saturation", "data-platform", "hosting", 0.97, "high", "orders-db", "eu-central-1", "fra1", 24, ["order database"]),
        new("“The intranet is slow again”", "", "service-request", "service-desk", "hosting", 0.38, "low", "", "", "", 31, ["intranet"]),
        new("Access key found in a public repository", "Secret scanning reports a valid key with read access to order exports.", "leaked-credential", "data-platform", "security-response", 0.99, "critical", "reporting-dwh", "us-east-1", "iad1", 13, ["Access key", "public repository"]),
        new("Video creatives fail in Frankfurt", "Playback errors on half of the video slots.", "ad-asset-cache", "ad-platform", "edge-delivery", 0.52, "high", "ad-server", "eu-central-1", "fra2", 8, ["Video creatives"]),
        new("TLS certificate expired on shop.larkmoor.example", "Probe failed: https://shop.larkmoor.example certificate expired. notAfter=2026-11-24T02:00:00Z. x509: certificate has expired or is not yet valid. All checkout requests from eu-central fail TLS handshake since 02:00Z.", "certificate-expiry", "edge-delivery", "storefront-web", 0.92, "critical", "shop-web", "eu-central-1", "fra2", 11, ["certificate has expired", "certificate expired", "TLS handshake", "checkout"]),
        new("Search suggestions come back empty on phones", "The mobile index is older than the catalogue.", "deploy-regression", "storefront-web", "data-platform", 0.71, "medium", "product-search", "ap-southeast-1", "sin2", 9, ["Search suggestions"]),
        new("Script from cdn.reviewly.example breaks checkout", "Browser errors rose from 40 to 6100 a minute.", "third-party-script", "storefront-web", "edge-delivery", 0.84, "high", "checkout-api", "us-east-1", "iad4", 6, ["breaks checkout"]),
    ];

    [Fact(Explicit = true)]
    public async Task Take()
    {
        var home = new TestHome(await File.ReadAllTextAsync(Path.Combine(Home.Find().Root, "data", "directory.yaml"), TestContext.Current.CancellationToken));
        await using var service = await RunningService.StartAsync(Night.AddMinutes(-Stories.Max(s => s.MinutesAgo) - 1), home, new StoryScorer(Stories));
        var ids = await TellAsync(service);
        var folder = Directory.CreateDirectory(Path.Combine(Home.Find().Root, "Api", "Console", "pictures")).FullName;
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var (width, height) in ((int, int)[])[(1440, 900), (390, 844)])
            {
                await using var visit = await browser.OpenAsync(service, width, height, scheme, keepsRunning: true);
                await visit.Page.GotoAsync($"{service.Address}incidents");
                await visit.Page.Locator("button[name=person][value='yusuf.demir']").ClickAsync();
                var suffix = string.Create(CultureInfo.InvariantCulture, $"{width}-{scheme.ToString().ToLowerInvariant()}.png");
                await TakeAsync(visit.Page, Path.Combine(folder, $"incidents-{suffix}"));
                await visit.Page.GotoAsync($"{service.Address}incidents/{ids["TLS certificate expired on shop.larkmoor.example"]}");
                if (width > 1000)
                {
                    await Browser.LiveAsync(visit.Page);
                    await visit.Page.Keyboard.PressAsync("/");
                    await visit.Page.Keyboard.TypeAsync("/re");
                    await visit.Page.Locator("[role=option]").First.WaitForAsync();
                }
                await TakeAsync(visit.Page, Path.Combine(folder, $"incident-{suffix}"));
                foreach (var name in (string[])["times", "mutes"])
                {
                    await visit.Page.GotoAsync($"{service.Address}{name}");
                    await TakeAsync(visit.Page, Path.Combine(folder, $"{name}-{suffix}"));
                }
                await visit.Page.GotoAsync($"{service.Address}incidents/{ids["TLS certificate expired on shop.larkmoor.example"]}");
                if (Environment.GetEnvironmentVariable("PICTURES_WHOLE") is { Length: > 0 } more)
                    await TakeMoreAsync(service, visit.Page, more, ids, suffix);
            }
        }
        home.Dispose();
    }

    private static async Task TakeMoreAsync(RunningService service, IPage page, string folder, Dictionary<string, string> ids, string suffix)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"whole-{suffix}"), FullPage = true });
        if (page.ViewportSize!.Width < 600)
        {
            foreach (var part in (string[])["evidence", "people", "timeline"])
            {
                await page.Locator($".mtabs [data-part={part}]").ClickAsync();
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{part}-{suffix}"), FullPage = true });
            }
        }
        await page.GotoAsync($"{service.Address}incidents/{ids["Video creatives fail in Frankfurt"]}");
        await TakeAsync(page, Path.Combine(folder, $"waiting-{suffix}"));
        await page.Keyboard.PressAsync("r");
        await Task.Delay(600);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"reassign-{suffix}") });
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[title=More]").First.ClickAsync();
        await Task.Delay(600);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"menu-{suffix}") });
        await page.GotoAsync($"{service.Address}incidents?severity=high");
        await Browser.LiveAsync(page);
        await page.Locator(".chip").First.ClickAsync();
        await Task.Delay(600);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"filter-{suffix}") });
        await page.GotoAsync($"{service.Address}sign-in");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"signin-{suffix}") });
    }

    private static async Task TakeAsync(IPage page, string path)
    {
        await Browser.LiveAsync(page);
        await page.EvaluateAsync("document.fonts.ready");
        await Task.Delay(500);
        await page.ScreenshotAsync(new() { Path = path });
    }

    /// <summary>Lets the night happen: alerts by their time, people who come, talk and answer.</summary>
    private static async Task<Dictionary<string, string>> TellAsync(RunningService service)
    {
        var ids = new Dictionary<string, string>();
        service.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(40);      // so that what follows something is later
        foreach (var story in Stories.OrderByDescending(s => s.MinutesAgo))
        {
            service.Clock.SetUtcNow(Night.AddMinutes(-story.MinutesAgo));
            var labels = new Dictionary<string, string> { ["alertname"] = "Probe", ["service"] = story.Service, ["region"] = story.Region, ["site"] = story.Site };
            foreach (var empty in labels.Where(l => l.Value.Length == 0).Select(l => l.Key).ToList())
                labels.Remove(empty);
            string[] logs = ["2026-11-24T02:03:36.120Z lb-fra2-b14 TLS handshake error: remote error: tls: expired certificate", "2026-11-24T02:03:38.551Z acme: renewal of shop.larkmoor.example failed: dns01 token rejected"];
            var incident = await service.OpenAsync(new { title = story.Title, description = story.Description, severity = story.Severity, source = "alertmanager", labels, logs = story.Severity == "critical" ? logs : [], dedup_key = story.Title });
            ids[story.Title] = incident.Text("id");
            service.Clock.Advance(TimeSpan.FromSeconds(21));
            foreach (var person in incident.People().Take(2))
                await JoinAsync(service, incident.Text("id"), person);
        }
        await FollowUpAsync(service, ids);
        service.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        service.Clock.SetUtcNow(Night);
        return ids;
    }

    private static async Task FollowUpAsync(RunningService service, Dictionary<string, string> ids)
    {
        var tls = ids["TLS certificate expired on shop.larkmoor.example"];
        var owner = (await service.GetAsync($"/v1/incidents/{tls}")).GetProperty("responders")[0].Text("person");
        await SayAsync(service, tls, owner, "/reassign storefront-web because the certificate sits on the shop’s own ingress since Thursday’s move");
        await service.SettledAsync(tls);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        var responders = (await service.GetAsync($"/v1/incidents/{tls}")).GetProperty("responders").EnumerateArray().Where(r => r.GetProperty("left_at").ValueKind == JsonValueKind.Null).ToList();
        var next = responders.First(r => r.Text("role") == "owner").Text("person");
        await JoinAsync(service, tls, next);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await SayAsync(service, tls, next, "Confirmed, notAfter was 02:00 UTC. The renewal job failed on Sunday: its DNS token was revoked.");
        foreach (var title in (string[])["Settlement export two hours late", "Every request through waf-fra1 takes 900 ms longer", "Ad cache in Frankfurt serves yesterday’s creatives"])
            await service.PostAsync($"/v1/incidents/{ids[title]}/ack", new { });
        await service.PostAsync("/v1/mutes", new { @if = new { labels = new { service = "product-search" } }, @for = "6h", because = "The catalogue is indexed anew tonight." });
        await service.PostAsync($"/v1/incidents/{ids["Old DNS answers for api.larkmoor.example"]}/resolve", new { text = "zone pushed again" });
        await service.SettledAsync(tls);
    }

    private static Task JoinAsync(RunningService service, string id, string person) =>
        service.Get<IncidentActions>().JoinAsync(long.Parse(id.AsSpan(4), CultureInfo.InvariantCulture), ActorOf(service, person), TestContext.Current.CancellationToken);

    private static async Task SayAsync(RunningService service, string id, string person, string text)
    {
        var actor = ActorOf(service, person);
        var snapshot = await service.Get<IncidentReader>().FindAsync(id, actor, TestContext.Current.CancellationToken);
        await service.Get<RoomConversation>().SayAsync(snapshot!, actor, text, TestContext.Current.CancellationToken);
    }

    private static Actor ActorOf(RunningService service, string person) => new(person, service.Get<CurrentDirectory>().Value.Person(person), IsAdmin: false);
}
