using System.Text.Json;
using Classifier.Api.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Classifier.Api.Tests.Console;

/// <summary>Two incidents made one, and one made two, in the browser.</summary>
public sealed class MergeSplitPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Merge_GoesOnInTheOther_AndARefusalIsSaidInTheDialog()
    {
        await using var service = await RunningService.StartAsync();
        var into = await service.OpenAsync(new { title = "shop 95 checkout is slow", dedup_key = "1" });
        var gone = await service.OpenAsync(new { title = "secops 95 odd logins", dedup_key = "2" });
        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", dedup_key = "3", labels = new { site = "osl1" } });
        await using var visit = await OpenAsync(service, incident);
        var page = visit.Page;

        await MoreAsync(page, "Merge into another…");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Option, new() { Name = "odd logins" }).ClickAsync();
        await service.PostAsync($"/v1/incidents/{gone.Text("id")}/resolve", new { });
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Merge into {gone.Text("id")}" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync($"{gone.Text("id")} is resolved already; nothing can become part of it.");
        await Browser.LookAsync(page, "merge");

        await dialog.Locator("input").FillAsync("checkout");
        await Expect(dialog).ToContainTextAsync($"{incident.Text("id")} ends. Its alerts and people go to {into.Text("id")}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Merge into {into.Text("id")}" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("shop 95 checkout is slow");
        await Expect(page.Locator("#timeline")).ToContainTextAsync($"Ola Nordmann: took over {incident.Text("id")}");
        var merged = await service.GetAsync($"/v1/incidents/{incident.Text("id")}");
        Assert.Equal(("merged", into.Text("id")), (merged.Text("state"), merged.Text("merged_into")));
    }

    [Fact]
    public async Task Split_ChosenAlertsBecomeAnIncidentOfTheirOwn_TheFirstIsNotOffered()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", dedup_key = "1", labels = new { site = "osl1", service = "edge-proxy" } });
        var joined = await service.OpenAsync(new { title = "shop 95 checkout is slow", dedup_key = "2", labels = new { site = "osl1", service = "edge-proxy" } });
        Assert.Equal(incident.Text("id"), joined.Text("id"));       // the same service
        await using var visit = await OpenAsync(service, incident);
        var page = visit.Page;

        await MoreAsync(page, "Split off alerts…");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(1);
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "checkout is slow" }).CheckAsync();
        await Browser.LookAsync(page, "split");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Split off 1 alert" }).ClickAsync();

        await Expect(page.Locator("#timeline")).ToContainTextAsync("Ola Nordmann: 1 alert is now inc-1002");
        var split = await service.GetAsync("/v1/incidents/inc-1002");
        Assert.Equal(("shop 95 checkout is slow", "shop"), (split.Text("title"), split.GetProperty("owning_team").Text("label")));
        Assert.Equal(1, (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("alert_count").GetInt32());
    }

    [Fact]
    public async Task Merge_OffersNothingPrivateToOthers_AndNothingIsOfferedOfWhatHasEnded()
    {
        await using var service = await RunningService.StartAsync();
        var secret = await service.OpenAsync(new { title = "edge 95 leak canary7f3a", dedup_key = "1", labels = new { site = "osl1" } });
        Assert.DoesNotContain("kari", secret.People());
        var incident = await service.OpenAsync(new { title = "shop 95 checkout is slow", dedup_key = "2" });
        await using var visit = await OpenAsync(service, incident, "kari");      // of the owner's team, and not called
        var page = visit.Page;

        await MoreAsync(page, "Merge into another…");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("No other incident is open.");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await service.PostAsync($"/v1/incidents/{incident.Text("id")}/resolve", new { });

        await Expect(page.Locator(".bar .state")).ToContainTextAsync("Resolved");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More" })).ToHaveCountAsync(0);
    }

    private async Task<Visit> OpenAsync(RunningService service, JsonElement incident, string person = "ola")
    {
        var visit = await browser.SignInAsync(service, person);
        await visit.Page.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");
        await Browser.LiveAsync(visit.Page);
        return visit;
    }

    private static async Task MoreAsync(IPage page, string item)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
    }
}
