using System.Diagnostics;
using System.Text.Json;
using Classifier.Api.Models;
using Classifier.Api.Scoring;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Learning;

/// <summary>The loop closes: what people answer in rooms is learned, and the next alert of the kind goes right.</summary>
public sealed class LoopTests
{
    private const string Owner = "identity";

    /// <summary>A kind that history does not hold, told in eight ways.</summary>
    private static readonly (string Title, string Description, string Host)[] Taught =
    [
        ("Badge reader at gate B rejects all cards", "Turnstile stays red since 06:40, people queue outside", "osl-gate-02"),
        ("Turnstile controller offline, door 14", "controller 10.3.4.7 does not answer, badges not read", "door-ctl-14"),
        ("Employees cannot badge in", "Access cards are read but the turnstile does not open. Reader firmware 4.2", "gate-7"),
        ("Badge system: 312 cards deactivated over night", "after the sync the card readers refuse every second badge", "badge-sync-01"),
        ("Door access panel in warehouse dead", "no light on the card reader, badge has no effect", "wh-door-03"),
        ("Visitor badges expire at noon", "reception prints visitor cards, the readers refuse them after 12:00", "reception-1"),
        ("Turnstile 3 beeps but stays locked", "badge accepted according to the log, motor does not turn", "gate-3"),
        ("Card reader garage: wrong door opens", "badging at the garage reader opens the side door", "garage-rd-1"),
    ];

    [Fact]
    public async Task CorrectedInRooms_Retrained_NextOneIsRoutedRightAndOthersGetNoWorse()
    {
        using var home = new TestHome(await File.ReadAllTextAsync(Sample("directory.yaml"), TestContext.Current.CancellationToken));
        var (history, heldOut) = await SplitAsync(home.Root);
        await TrainingAsync(home, "import", history);
        var first = await TrainAsync(home);
        var before = await AccuracyAsync(home, first, heldOut);
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);

        var wrong = await service.OpenAsync(Alert(Taught[0]));
        Assert.NotEqual(Owner, wrong.GetProperty("owning_team").Text("label"));
        await CorrectAsync(service, wrong);
        foreach (var story in Taught.Skip(1))
            await CorrectAsync(service, await service.OpenAsync(Alert(story)));
        var second = await TrainAsync(home);
        await Eventually.GetAsync(() => Task.FromResult(service.Get<CurrentScorer>().Version), version => version == second);      // without restart

        var next = await service.OpenAsync(Alert(("Readers at the north entrance refuse staff cards", "since 7:55 nobody gets through the turnstiles, 40 people wait with valid badges", "north-ent-9")));

        Assert.Equal(second, next.Text("model_version"));
        Assert.Equal(Owner, next.GetProperty("owning_team").Text("label"));
        Assert.True(await AccuracyAsync(home, second, heldOut) >= before - 0.01, "other types got worse");
    }

    private static object Alert((string Title, string Description, string Host) story) =>
        new { title = story.Title, description = story.Description, labels = new { host = story.Host }, severity = "critical", dedup_key = story.Title };

    private static async Task CorrectAsync(RunningService service, JsonElement incident)
    {
        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"!reassign {Owner} because badges are theirs" });
        Assert.StartsWith("Owner is now", answer.Text("reply"), StringComparison.Ordinal);
    }

    /// <summary>Every eighth ticket to learn from, as many others to measure on.</summary>
    private static async Task<(string History, string HeldOut)> SplitAsync(string folder)
    {
        var lines = await File.ReadAllLinesAsync(Sample("history.jsonl"), TestContext.Current.CancellationToken);
        var (history, heldOut) = (Path.Combine(folder, "history.jsonl"), Path.Combine(folder, "held-out.jsonl"));
        await File.WriteAllLinesAsync(history, lines.Where((_, i) => i % 8 == 0), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(heldOut, lines.Where((_, i) => i % 16 == 5), TestContext.Current.CancellationToken);
        return (history, heldOut);
    }

    private static async Task<string> TrainAsync(TestHome home)
    {
        var card = JsonSerializer.Deserialize<JsonElement>(await TrainingAsync(home, "train", "--budget", "small", "--seed", "42", "--json"));
        await TrainingAsync(home, "promote", card.Text("version"));
        return card.Text("version");
    }

    private static async Task<double> AccuracyAsync(TestHome home, string version, string file)
    {
        var figures = JsonSerializer.Deserialize<JsonElement>(await TrainingAsync(home, "evaluate", "--model", $"models/{version}", "--data", file, "--json"));
        return figures.GetProperty("owning_team").GetProperty("accuracy").GetDouble();
    }

    private static async Task<string> TrainingAsync(TestHome home, params string[] arguments)
    {
        using var process = Process.Start(TrainingProgram.StartInfo(TrainingProgram.Find()!, new(home.Root), new(Classifier.Storage.StorageSettings.Sqlite, null), arguments))!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {await errors}");
        return output;
    }

    private static string Sample(string file) => Path.Combine(Home.Find().Data, file);
}
