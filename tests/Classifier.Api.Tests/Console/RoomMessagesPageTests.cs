using Classifier.Api.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Classifier.Api.Tests.Console;

/// <summary>Single messages of a room: noted, edited and deleted, by pointer and by keyboard.</summary>
public sealed class RoomMessagesPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Message_IsNotedEditedAndDeleted_AndTheTimelineFollows()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1" }, severity = "high" });
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;
        await page.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");
        await Browser.LiveAsync(page);
        await page.Locator("[data-composer] textarea").FillAsync("Rolled back at build 7");
        await page.Keyboard.PressAsync("Enter");
        var message = page.Locator(".msg", new() { HasText = "Rolled back" });
        await Expect(message.Locator(".text")).ToHaveTextAsync("Rolled back at build 7");

        // By keyboard: the buttons can be focused, and are seen then.
        await message.GetByRole(AriaRole.Button, new() { Name = "Put on the timeline" }).FocusAsync();
        await Expect(message.Locator(".msg-menu")).ToHaveCSSAsync("opacity", "1");
        await Browser.LookAsync(page, "message");
        await page.Keyboard.PressAsync("Enter");
        await Expect(message.Locator(".noted")).ToHaveTextAsync("on the timeline");
        await Expect(page.Locator("#timeline")).ToContainTextAsync("Ola Nordmann noted: Rolled back at build 7");
        await Expect(message.GetByRole(AriaRole.Button, new() { Name = "Put on the timeline" })).ToHaveCountAsync(0);

        await message.HoverAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Locator(".editor textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(", and nothing");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".editor")).ToHaveCountAsync(0);
        await Expect(message.Locator(".text")).ToHaveTextAsync("Rolled back at build 7");
        await message.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.Locator(".editor textarea").FillAsync("Rolled back at build 8");
        await Browser.LookAsync(page, "editor");
        await page.Keyboard.PressAsync("Enter");
        await Expect(message.Locator(".text")).ToHaveTextAsync("Rolled back at build 8");
        await Expect(message.Locator(".said")).ToContainTextAsync("edited");
        await Expect(page.Locator("#timeline")).ToContainTextAsync("Ola Nordmann changed what was noted: Rolled back at build 8");

        // The brief is the service's own word.
        await Expect(page.Locator(".msg:has(.brief)")).ToHaveCountAsync(1);
        await Expect(page.Locator(".msg:has(.brief) .msg-menu")).ToHaveCountAsync(0);

        await message.HoverAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Expect(message).ToHaveCountAsync(1);
        await message.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(message).ToHaveCountAsync(0);
        await Expect(page.Locator("#timeline")).ToContainTextAsync("What was noted is deleted: Rolled back at build 8");
    }
}
