using System.Net;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Models;

/// <summary>The champion is followed without restart; a refused one is named and never replaces what answers.</summary>
public sealed class ChampionTests
{
    private const string A = "20260101-000000-aaaaaaa";
    private const string B = "20260102-000000-bbbbbbb";

    [Fact]
    public async Task PromoteAndRollBack_OverRest_AnswersWithoutRestart()
    {
        using var home = SampleHome.WithModels(A, B);
        home.Point(A);
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);
        Assert.Equal(A, await VersionAsync(service));

        var (_, promoted) = await service.PostAsync($"/v1/models/{B}/promote", new { });
        Assert.Equal((B, A), (promoted.Text("version"), promoted.Text("previous")));
        Assert.Equal(B, await VersionAsync(service));
        var (_, back) = await service.PostAsync("/v1/models/rollback", new { });
        Assert.Equal(A, back.Text("version"));
        Assert.Equal(A, await VersionAsync(service));

        var models = await service.GetAsync("/v1/models");
        Assert.Equal([B, A], models.GetProperty("items").EnumerateArray().Select(m => m.Text("version")));
        Assert.Equal([false, true], models.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("champion").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await service.PostAsync("/v1/models/20990101-000000-nothere/promote", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.PostAsync("/v1/models/..%2F..%2Fetc/promote", new { })).Status);
    }

    [Fact]
    public async Task Corrupt_AtStartWithoutPrevious_IsNamed_ScoreIs503_AlertsAreTriaged()
    {
        using var home = SampleHome.WithModels(A);
        home.Point(A);
        home.Corrupt(A, "owning_team.weights.i16");
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);

        var ready = await service.GetAsync("/health/ready");
        Assert.Equal("degraded", ready.Text("status"));
        Assert.Contains("owning_team.weights.i16", ready.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        var (status, problem) = await service.PostAsync("/v1/score", new { title = "x" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/no-model"), (status, problem.Text("type")));
        Assert.Equal("triage", (await service.OpenAsync(new { title = "Something broke" })).Text("decision"));
    }

    [Fact]
    public async Task Corrupt_AtStart_ThePreviousChampionAnswers()
    {
        using var home = SampleHome.WithModels(A, B);
        home.Point(B, previous: A);
        home.Corrupt(B, "card.json");
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);

        Assert.Equal(A, await VersionAsync(service));
        Assert.Contains("card.json", (await service.GetAsync("/health/ready")).GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrupt_WhileRunning_TheOldOneGoesOnAnswering()
    {
        using var home = SampleHome.WithModels(A, B);
        home.Point(A);
        home.Corrupt(B, "features.hashes.u64");
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);

        Assert.Equal(HttpStatusCode.Conflict, (await service.PostAsync($"/v1/models/{B}/promote", new { })).Status);
        Assert.Equal("ready", (await service.GetAsync("/health/ready")).Text("status"));
        home.Point(B, previous: A);         // as somebody who edits the pointer by hand
        var ready = await Eventually.GetAsync(() => service.GetAsync("/health/ready"), r => r.Text("status") == "degraded");

        Assert.Contains("features.hashes.u64", ready.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(A, await VersionAsync(service));
    }

    private static async Task<string> VersionAsync(RunningService service) => (await service.PostAsync("/v1/score", new { title = "TLS certificate expired" })).Body.Text("model_version");
}

/// <summary>A home with the sample directory and copies of the champion that ships.</summary>
internal static class SampleHome
{
    public static TestHome WithModels(params string[] versions)
    {
        var shipped = Home.Find();
        var home = new TestHome(File.ReadAllText(shipped.DirectoryFile));
        var champion = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(shipped.Models, "champion.json"))).Text("version");
        foreach (var version in versions)
        {
            var folder = Directory.CreateDirectory(Path.Combine(home.Root, "models", version));
            foreach (var file in Directory.GetFiles(Path.Combine(shipped.Models, champion)))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            home.Rewrite(version);
        }
        return home;
    }

    /// <summary>Replaces the pointer whole, so that no running service reads half of it.</summary>
    public static void Point(this TestHome home, string version, string? previous = null)
    {
        var file = Path.Combine(home.Root, "models", "champion.json");
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(new { version, previous, promoted_at = Some.Monday }));
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>Changes one byte, so that the length stays.</summary>
    public static void Corrupt(this TestHome home, string version, string file)
    {
        var path = Path.Combine(home.Root, "models", version, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Gives the copy its own version in card and manifest.</summary>
    private static void Rewrite(this TestHome home, string version)
    {
        var folder = Path.Combine(home.Root, "models", version);
        var (cardFile, manifestFile) = (Path.Combine(folder, "card.json"), Path.Combine(folder, "manifest.json"));
        var old = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(cardFile)).Text("version");
        var before = Hash(cardFile);
        File.WriteAllText(cardFile, File.ReadAllText(cardFile).Replace(old, version, StringComparison.Ordinal));
        File.WriteAllText(manifestFile, File.ReadAllText(manifestFile).Replace(before, Hash(cardFile), StringComparison.Ordinal));
    }

    private static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
}
