using Classifier.Api.Tests.Support;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;

namespace Classifier.Api.Tests.Console;

/// <summary>The system's chromium, started once for a class of tests; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int Patience = 90_000;     // milliseconds
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page of somebody who has signed in by picking a name; each with cookies of its own.</summary>
    internal async Task<Visit> SignInAsync(RunningService service, string person, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await OpenAsync(service, width, height, scheme);
        var page = visit.Page;
        await page.GotoAsync($"{service.Address}incidents");
        await page.Locator($"button[name=person][value='{person}']").ClickAsync();
        await LiveAsync(page);
        return visit;
    }

    /// <summary>An empty page.</summary>
    internal async Task<Visit> OpenAsync(RunningService service, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool keepsRunning = false)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            Timeout = Patience,
            ExecutablePath = Require.Program("chromium", "chromium"),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await (await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce })).NewPageAsync();
        page.SetDefaultTimeout(Patience);
        return new(page, keepsRunning ? null : service);
    }

    /// <summary>Keeps pictures of a page to be looked at, light and dark and as on a phone, where a folder for them is named.</summary>
    internal static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PICTURES_WHOLE") is not { Length: > 0 } folder)
            return;
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var wide in (int[])[width, 390])
            {
                await page.SetViewportSizeAsync(wide, 844);
                await Task.Delay(300);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{wide}-{scheme.ToString().ToLowerInvariant()}.png") });
            }
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(width, height);
    }

    /// <summary>Waits until the page answers to what one does.</summary>
    internal static Task LiveAsync(IPage page) => page.Locator(".shell[data-live=yes]").WaitForAsync();
}

/// <summary>A page that is closed before the service that it looks at ends.</summary>
internal sealed class Visit(IPage page, RunningService? service) : IAsyncDisposable
{
    public IPage Page { get; } = page;

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        service?.Get<IHostApplicationLifetime>().StopApplication();
    }
}
