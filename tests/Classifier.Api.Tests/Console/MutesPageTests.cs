using System.Text.Json;
using Classifier.Api.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Classifier.Api.Tests.Console;

/// <summary>Mutes and planned maintenance, as people see, set and end them.</summary>
public sealed class MutesPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Mute_IsSetWithItsReason_HoldsBack_IsListed_AndEndsEarly()
    {
        using var home = new TestHome(Some.DirectoryYaml + """

            maintenance:
              - { name: Upgrade, from: 2026-01-05T15:30, until: 2026-01-05T16:00, time_zone: Europe/Oslo, if: { labels: { service: shop-web } } }
            """);
        await using var service = await RunningService.StartAsync(home: home);      // noon UTC, 13:00 in Oslo
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;
        await page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Mutes" }).ClickAsync();
        var lines = page.Locator(".mutes li");
        await Expect(lines).ToHaveCountAsync(1);
        await Expect(lines).ToContainTextAsync("service=shop-web");
        await Expect(lines).ToContainTextAsync("begins 15:30");
        await Expect(lines).ToContainTextAsync("Planned in the directory as “Upgrade”, without a reason");
        await Expect(lines.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);      // what stands in a file is ended there

        await page.Keyboard.PressAsync("n");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say which alerts");
        await dialog.GetByLabel("Label").FillAsync("service=edge-*");
        await dialog.GetByLabel("Owning team").SelectOptionAsync("edge");
        await dialog.GetByLabel("Because").FillAsync("kernel upgrade");
        await dialog.GetByLabel("For how long").FillAsync("soon");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The length is such as 30m, 2h or 1d.");
        await Browser.LookAsync(page, "mute");
        await Expect(dialog.GetByLabel("Because")).ToHaveValueAsync("kernel upgrade");       // what was typed is kept
        await dialog.GetByLabel("For how long").FillAsync("2h");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();

        await Expect(lines).ToHaveCountAsync(2);
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(lines.First).ToContainTextAsync("service=edge-*, of Edge delivery");
        await Expect(lines.First).ToContainTextAsync("Ola Nordmann: kernel upgrade");
        await Expect(lines.First).ToContainTextAsync("ends 15:00in 2 h");
        await Browser.LookAsync(page, "mutes");
        var held = await service.SendAsync(new { title = "edge 95 x", labels = new { service = "edge-proxy" } });
        Assert.Equal(JsonValueKind.Null, held.GetProperty("incident").ValueKind);
        await page.SetViewportSizeAsync(390, 844);
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.Keyboard.PressAsync("n");
        await dialog.GetByLabel("Label").FillAsync("service=db-*");
        await dialog.GetByLabel("Begins").FillAsync("2026-04-20T09:00");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("later than in 90 days");
        await dialog.GetByLabel("Begins").FillAsync("2026-01-06T09:00");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(3);
        await Expect(lines.Filter(new() { HasText = "service=db-*" })).ToContainTextAsync("begins 6 Jan 09:00");
        await Expect(lines.Filter(new() { HasText = "service=db-*" })).ToContainTextAsync("ends 6 Jan 11:00");
        await lines.Filter(new() { HasText = "service=db-*" }).GetByRole(AriaRole.Button, new() { Name = "Drop" }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(2);

        await lines.First.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(1);
        await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{held.Text("id")}"), a => a.GetProperty("incident").ValueKind == JsonValueKind.String);
    }
}
