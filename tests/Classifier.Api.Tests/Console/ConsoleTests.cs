using System.Net;
using Classifier.Api.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Classifier.Api.Tests.Console;

/// <summary>What people do in the console, in a real browser against the real service.</summary>
public sealed class ConsoleTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Alert_ArrivesLive_IsOpenedAndReassigned_AndOwnerPeopleAndTopicMove()
    {
        await using var service = await RunningService.StartAsync();
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;
        await Expect(page.GetByText("No incident is open")).ToBeVisibleAsync();

        await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1" }, severity = "high" });
        var row = page.Locator("table.list tbody tr[id]");
        await Expect(row).ToContainTextAsync("edge 95 TLS certificate expired");
        await Expect(row).ToContainTextAsync("0 of 2 here");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page.Locator(".answers")).ToContainTextAsync("Edge delivery");
        await Expect(page.Locator("#people")).ToContainTextAsync("here since");       // whoever was invited and looks has come
        await Expect(page.Locator("[data-focus-key='/']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("/rea");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-composer] textarea")).ToHaveValueAsync("/reassign ");
        await page.Keyboard.TypeAsync("shop because the shop's own ingress");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".answers .a").Nth(1)).ToHaveTextAsync("Shop platform");
        await Expect(page.Locator(".answers .by")).ToContainTextAsync("Set by Ola Nordmann");
        await Expect(page.Locator(".answers .trust")).ToContainTextAsync("95 % sure");     // the model's first answer stays beside it
        await Expect(page.Locator(".topic")).ToContainTextAsync("owner Shop platform");
        await Expect(page.Locator("#people")).ToContainTextAsync("Rafael Sousa");
        await Expect(page.Locator("#people")).ToContainTextAsync("left 13:00");
        await Expect(page.Locator("[role=log] .cmd")).ToHaveTextAsync("/reassign shop because the shop's own ingress");
    }

    [Fact]
    public async Task Keys_MoveOpenAndAcknowledge()
    {
        await using var service = await RunningService.StartAsync();
        var first = await service.OpenAsync(new { title = "edge 95 first", severity = "high" });
        var second = await service.OpenAsync(new { title = "edge 95 second", severity = "medium" });
        await using var visit = await browser.SignInAsync(service, "kari");
        var page = visit.Page;

        await Expect(page.Locator("[data-row]")).Not.ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator($"#{first.Text("id")} [data-row]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator($"#{second.Text("id")} [data-row]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("edge 95 first");

        await page.Keyboard.PressAsync("a");

        await Expect(page.Locator(".bar .state")).ToContainTextAsync("Acknowledged, Kari Nordmann has it");
        Assert.Equal("acknowledged", (await service.GetAsync($"/v1/incidents/{first.Text("id")}")).Text("state"));
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("acknowledge");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("i");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Incidents");
    }

    [Fact]
    public async Task Private_IsThereForAMember_AndNowhereForAnother()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 leak canary7f3a", severity = "high", labels = new { site = "osl1" } });

        await using var memberVisit = await browser.SignInAsync(service, "farah");
        var member = memberVisit.Page;
        await Expect(member.Locator("table.list tr.private")).ToContainTextAsync("canary7f3a");
        await Expect(member.Locator("table.list tr.private")).ToContainTextAsync("Private, 3 members");
        await using var otherVisit = await browser.SignInAsync(service, "ingrid");
        var other = otherVisit.Page;
        await Expect(other.GetByText("No incident is open")).ToBeVisibleAsync();
        Assert.DoesNotContain("canary7f3a", await other.ContentAsync(), StringComparison.Ordinal);
        var answer = await other.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");

        Assert.Equal(404, answer!.Status);
        await Expect(other.Locator("h1")).ToHaveTextAsync("No such incident, or not for you");
        Assert.DoesNotContain("canary7f3a", await other.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandingRooms_TriageIsReadAndAnsweredByAll_SecurityIsThereForItsGroupAlone()
    {
        await using var service = await RunningService.StartAsync();
        var secret = await service.OpenAsync(new { title = "edge 95 leak canary7f3a", severity = "high" });
        await using var memberVisit = await browser.SignInAsync(service, "farah");
        var member = memberVisit.Page;
        await member.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Triage" }).ClickAsync();
        await Expect(member.GetByText("Nothing was told here yet.")).ToBeVisibleAsync();

        var incident = await service.OpenAsync(new { title = "edge 75 x", severity = "high", labels = new { site = "osl1" } });
        Assert.NotEmpty(await service.StandingMessagesAsync("standing:triage"));
        var log = member.Locator("[role=log]");
        await Expect(log.Locator(".brief")).ToContainTextAsync($"{incident.Text("id")}: ");        // live
        await log.GetByRole(AriaRole.Button, new() { Name = "Accept Edge delivery" }).ClickAsync();
        await Expect(log.Locator(".quiet-line")).ToContainTextAsync($"{incident.Text("id")}: Edge delivery it is. (Farah");
        await service.SettledAsync(incident.Text("id"));
        Assert.NotEmpty(await service.MessagesAsync(incident));        // its room is open

        // About a private incident the channel hears nothing; the writer is answered.
        await Expect(member.Locator("[data-focus-key='/']")).ToBeVisibleAsync();
        await member.Keyboard.PressAsync("/");
        await member.Keyboard.TypeAsync($"!ack {secret.Text("id")}");
        await member.Keyboard.PressAsync("Enter");
        await Expect(log.Locator(".reply")).ToContainTextAsync("has it");
        Assert.DoesNotContain(await service.StandingMessagesAsync("standing:triage"), m => m.Contains(secret.Text("id"), StringComparison.Ordinal));
        await member.Keyboard.TypeAsync($"!ack {incident.Text("id")}");
        await member.Keyboard.PressAsync("Enter");
        await Expect(log.Locator(".msg .text").Last).ToContainTextAsync($"{incident.Text("id")}: Farah");
        await log.GetByRole(AriaRole.Link, new() { Name = incident.Text("id") }).Last.ClickAsync();
        await Expect(member.Locator("h1")).ToHaveTextAsync("edge 75 x");

        await using var otherVisit = await browser.SignInAsync(service, "ingrid");
        var other = otherVisit.Page;
        await Expect(other.Locator(".nav")).ToContainTextAsync("Triage");
        await Expect(other.Locator("a[href*='/rooms/security']")).ToHaveCountAsync(0);
        var answer = await other.GotoAsync($"{service.Address}rooms/security-triage");
        Assert.Equal(404, answer!.Status);
        await Expect(other.Locator("h1")).ToHaveTextAsync("No such room, or not for you");
        await member.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Security" }).ClickAsync();
        await Expect(member.Locator("h1")).ToHaveTextAsync("Security");
    }

    [Fact]
    public async Task Messages_TheReporterIsAskedAndAnswers_AndAnOwnersAnswerIsAccepted()
    {
        await using var service = await RunningService.StartAsync();
        await using var visit = await browser.SignInAsync(service, "pia");
        var page = visit.Page;
        await page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Messages" }).ClickAsync();
        await Expect(page.GetByText("Nothing was told here yet.")).ToBeVisibleAsync();

        var asked = await service.OpenAsync(new { title = "short edge 75", reporter = "pia@example.eu" });
        var log = page.Locator("[role=log]");
        await Expect(log).ToContainTextAsync($"You reported “short edge 75” ({asked.Text("id")})");      // live
        await Expect(page.Locator("[data-focus-key='/']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("the checkout page stays white");
        await page.Keyboard.PressAsync("Enter");
        await Expect(log.Locator(".msg .text").Last).ToContainTextAsync("Thank you.");
        await LookAsync(page, "messages");

        await page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Triage" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Triage");
        await Expect(page.Locator("[data-focus-key='/']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("/owner edge 75 certificate of the shop");
        await page.Keyboard.PressAsync("Enter");
        await Expect(log.Locator(".msg .text").Last).ToContainTextAsync("Shall they be called?");
        await LookAsync(page, "owner");
        await log.GetByRole(AriaRole.Button, new() { Name = "Right, call Edge delivery" }).ClickAsync();
        await Expect(log.Locator(".quiet-line").Last).ToContainTextAsync("Edge delivery it is. (Pia Lund)");

        await page.SetViewportSizeAsync(390, 844);
        await LookAsync(page, "phone");
    }

    /// <summary>Keeps a picture to be looked at, where one is asked for.</summary>
    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PICTURES_WHOLE") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    [Fact]
    public async Task Row60_HostileText_IsShownAsText()
    {
        const string Hostile = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = $"edge 95 {Hostile}", description = Hostile, labels = new { host = Hostile }, logs = new[] { Hostile }, severity = "high" });
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;

        await Expect(page.Locator("table.list")).ToContainTextAsync(Hostile);
        await page.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");
        await Browser.LiveAsync(page);
        await Expect(page.Locator("[data-focus-key='/']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(Hostile);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[role=log] .text").Last).ToHaveTextAsync(Hostile);
        await Expect(page.Locator("#evidence .alert-text")).ToContainTextAsync(Hostile);
        Assert.Equal(0, await page.Locator("img, main script").CountAsync());
        Assert.StartsWith($"{incident.Text("id")} edge 95 <img", await page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoRoom_IsSaidAndAnAnswerOpensIt()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 75 x", severity = "high", labels = new { site = "osl1" } });
        await using var visit = await browser.SignInAsync(service, "ingrid");
        var page = visit.Page;
        await page.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");
        await Browser.LiveAsync(page);
        await Expect(page.Locator("#room")).ToContainTextAsync("No room yet");
        await Expect(page.Locator(".answers .trust")).ToContainTextAsync("75 % likely");

        await page.Keyboard.PressAsync("r");
        await page.Locator(".mud-dialog input").First.FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reassign to Shop platform" }).ClickAsync();

        await Expect(page.Locator("#room .brief")).ToContainTextAsync("Shop platform");
        Assert.Equal("shop", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("owning_team").Text("label"));
    }

    [Fact]
    public async Task NewRows_WaitInAPillWhilePaused_AndFiltersStandInTheAddress()
    {
        await using var service = await RunningService.StartAsync();
        await service.OpenAsync(new { title = "edge 95 first", severity = "high" });
        await using var visit = await browser.SignInAsync(service, "ola");
        var page = visit.Page;
        await Expect(page.Locator("table.list tbody tr[id]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("p");
        await Expect(page.GetByText("Paused")).ToBeVisibleAsync();

        await service.OpenAsync(new { title = "edge 95 second", severity = "medium" });
        await Expect(page.Locator(".pill-new")).ToHaveTextAsync("1 new");
        await Expect(page.Locator("table.list tbody tr[id]")).ToHaveCountAsync(1);
        await page.Locator(".pill-new").ClickAsync();
        await Expect(page.Locator("table.list tbody tr[id]")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Severity" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Medium" }).ClickAsync();
        await Expect(page.Locator("table.list tbody tr[id]")).ToHaveCountAsync(1);
        await Expect(page.Locator("table.list")).ToContainTextAsync("edge 95 second");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?severity=medium$"));
    }

    [Fact]
    public async Task Phone_AnswersComeFirstAndTabsShowTheRest()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1" }, severity = "high" });
        await using var visit = await browser.SignInAsync(service, "ola", width: 390, height: 844);
        var page = visit.Page;
        await page.Locator(".mcard").ClickAsync();
        await Expect(page.Locator(".answers")).ToBeVisibleAsync();
        await Expect(page.Locator("#evidence")).ToBeHiddenAsync();

        await page.Locator(".mtabs [data-part=evidence]").ClickAsync();
        await Expect(page.Locator("#evidence")).ToBeVisibleAsync();
        await Expect(page.Locator("#room")).ToBeHiddenAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Locator(".tabbar.act").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(page.Locator(".bar .state")).ToContainTextAsync("Acknowledged");
        Assert.Equal("acknowledged", (await service.GetAsync($"/v1/incidents/{incident.Text("id")}")).Text("state"));
    }

    [Fact]
    public async Task Theme_FollowsTheSystemUntilChosen_ThenIsRemembered()
    {
        await using var service = await RunningService.StartAsync();
        await using var visit = await browser.SignInAsync(service, "ola", scheme: ColorScheme.Dark);
        var page = visit.Page;
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark or light" }).First.ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Page_AsksNobodyElseAndBreaksNoPolicy()
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "high" });
        await using var visit = await browser.OpenAsync(service);
        var page = visit.Page;
        var foreign = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith(service.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) foreign.Add(request.Url); };
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        await page.GotoAsync($"{service.Address}incidents/{incident.Text("id")}");
        await page.Locator("button[name=person][value='ola']").ClickAsync();
        await Browser.LiveAsync(page);
        await Expect(page.Locator("h1")).ToHaveTextAsync("edge 95 x");       // back where one wanted to go

        Assert.Empty(foreign);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task InProduction_TheConsoleIsNotThere()
    {
        using var home = new TestHome();
        await using var app = await ServiceBuilder.BuildAsync(["--home", home.Root, "--urls", "http://127.0.0.1:0", "--environment", "Production", "--Identity:AdminKey", new string('k', 32), "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };

        foreach (var path in (string[])["/", "/incidents", "/incidents/inc-1", "/rooms/triage", "/times", "/mutes", "/sign-in"])
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task WithoutCookie_PagesLeadToSignIn_AndTheApiStaysClosed()
    {
        await using var service = await RunningService.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Http.BaseAddress };

        foreach (var path in (string[])["/", "/incidents", "/incidents/inc-1", "/rooms/security-triage", "/times", "/mutes"])
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1/incidents", TestContext.Current.CancellationToken)).StatusCode);
    }
}
