using Classifier.Api.Health;
using Classifier.Api.Identity;
using Classifier.Api.Scoring;

namespace Classifier.Api;

/// <summary>What the first screen says: where things are, and what to try.</summary>
internal static class FirstScreen
{
    /// <summary>Writes the screen; in Production only where the service listens.</summary>
    public static async Task WriteAsync(WebApplication app, TextWriter output)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        if (!app.Environment.IsDevelopment())
        {
            await output.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}");
            return;
        }
        var home = app.Services.GetRequiredService<Home>();
        var key = app.Services.GetRequiredService<DevelopmentKey>();
        var model = app.Services.GetRequiredService<CurrentScorer>().Version ?? app.Services.GetRequiredService<Readiness>().Training ?? "none; alerts go to triage";
        await output.WriteLineAsync($"""

              Console   {address}   pick a person and look around
              API       {address}/scalar
              Key       {await key.EnsureAsync(CancellationToken.None)}   (kept in {key.File})
              Model     {model}

            Send one of the five stories from another terminal, and watch its room open:

            """);
        foreach (var (file, story) in Stories)
            await output.WriteLineAsync($"  curl -s {address}/v1/alerts -H \"X-Api-Key: $(cat {key.File})\" -H 'Content-Type: application/json' -d @{Path.Combine(home.Data, "alerts", file)}   # {story}");
        await output.WriteLineAsync($"{Environment.NewLine}Ctrl-C ends.");
    }

    private static readonly (string File, string Story)[] Stories =
    [
        ("tls-certificate.json", "a TLS certificate expired"),
        ("ad-asset-cache.json", "the ad cache serves stale assets"),
        ("security-device.json", "a security device slows a site"),
        ("third-party-script.json", "a third-party script breaks pages"),
        ("leaked-access-key.json", "a leaked access key: private"),
    ];
}
