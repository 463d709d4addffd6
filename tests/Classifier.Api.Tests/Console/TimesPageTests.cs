using Classifier.Api.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Classifier.Api.Tests.Console;

/// <summary>How long it takes, as people see it.</summary>
public sealed class TimesPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Times_ShowMediansTeamsAndWhatIsStatedOfBefore_AndGrowLive()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Operations:Before:RightTeam"] = "08:00:00", ["Operations:Before:Resolved"] = "1.06:00:00" });
        var first = await service.OpenAsync(new { title = "edge 95 first", labels = new { site = "osl1" }, severity = "high" });
        service.Clock.Advance(TimeSpan.FromSeconds(30));
        await service.PostAsync($"/v1/incidents/{first.Text("id")}/ack", new { });
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;
        await page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Times" }).ClickAsync();

        var figures = page.Locator(".figures > div");
        await Expect(figures.Nth(0)).ToHaveTextAsync("Alert to room0.0 s9 of 10 within 0.0 s; 1 of 1");
        await Expect(figures.Nth(1)).ToHaveTextAsync("To the right people–none of 1 yet");
        await Expect(figures.Nth(2)).ToHaveTextAsync("To acknowledged30 s9 of 10 within 30 s; 1 of 1");
        await Expect(page.Locator(".spans .before").First).ToContainTextAsync("Before: to the right team");
        await Expect(page.Locator(".spans .before").First).ToContainTextAsync("8 h");
        await Expect(page.GetByText("as the configuration states it: 8 h to the right team.")).ToBeVisibleAsync();

        service.Clock.Advance(TimeSpan.FromMinutes(4.5));
        await service.PostAsync($"/v1/incidents/{first.Text("id")}/resolve", new { });
        await Expect(figures.Nth(3)).ToHaveTextAsync("To resolved5 min9 of 10 within 5 min; 1 of 1");      // live
        await Expect(page.Locator("tbody tr")).ToHaveTextAsync("Edge delivery10.0 s, 0.0 s (1)–30 s, 30 s (1)5 min, 5 min (1)");
        await Browser.LookAsync(page, "times");

        await page.GetByRole(AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "7 days" })).ToHaveAttributeAsync("aria-current", "page");
        await page.SetViewportSizeAsync(390, 844);
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.GotoAsync($"{service.Address}incidents/{first.Text("id")}#timeline");
        await Expect(page.Locator(".took")).ToHaveTextAsync("After the first alert: room 0.0 s, right people 5 min, acknowledged 30 s, resolved 5 min");        // Ola is invited, and has just come
    }

    [Fact]
    public async Task Times_WithoutIncidentsAndWithoutAPast_SayWhy()
    {
        await using var service = await RunningService.StartAsync();
        await using var visit = await browser.SignInAsync(service, "ola");
        await visit.Page.GotoAsync($"{service.Address}times");

        await Expect(visit.Page.GetByText("No incident opened in the last 30 days.")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".spans, table")).ToHaveCountAsync(0);
    }
}
