using System.Diagnostics;
using System.Text.Json;
using Classifier.Api.Models;
using Classifier.Api.Scoring;
using Classifier.Api.Tests.Support;
using Classifier.Training.Demo;

namespace Classifier.Api.Tests.Learning;

/// <summary>The loop closes: what people answer in rooms is learned, and the next alert of the kind goes right.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task CorrectedInRooms_Retrained_NextOneIsRoutedRightAndOthersGetNoWorse()
    {
        using var home = new TestHome(await File.ReadAllTextAsync(Sample("directory.yaml"), TestContext.Current.CancellationToken));
        var (history, heldOut) = await SplitAsync(home.Root);
        await TrainingAsync(home, "import", history);
        var first = await TrainAsync(home);
        var before = await AccuracyAsync(home, first, heldOut);
        await using var service = await RunningService.StartAsync(home: home, withChampion: true);

        var wrong = await service.OpenAsync(Alert(NewTrouble.Taught[0]));
        Assert.NotEqual(NewTrouble.Owner, wrong.GetProperty("owning_team").Text("label"));
        await CorrectAsync(service, wrong);
        foreach (var story in NewTrouble.Taught.Skip(1))
            await CorrectAsync(service, await service.OpenAsync(Alert(story)));
        var second = await TrainAsync(home);
        await Eventually.GetAsync(() => Task.FromResult(service.Get<CurrentScorer>().Version), version => version == second);      // without restart

        var next = await service.OpenAsync(Alert(NewTrouble.Next));

        Assert.Equal(second, next.Text("model_version"));
        Assert.Equal(NewTrouble.Owner, next.GetProperty("owning_team").Text("label"));
        Assert.True(await AccuracyAsync(home, second, heldOut) >= before - 0.01, "other types got worse");
    }

    private static object Alert((string Title, string Description, string Host) story) =>
        new { title = story.Title, description = story.Description, labels = new { host = story.Host }, severity = "critical", dedup_key = story.Title };

    private static async Task CorrectAsync(RunningService service, JsonElement incident)
    {
        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"!reassign {NewTrouble.Owner} because badges are theirs" });
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
