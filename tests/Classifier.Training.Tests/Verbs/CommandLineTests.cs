using System.Text.Json;
using Classifier.Training.Verbs;

namespace Classifier.Training.Tests.Verbs;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Train_ThenPromoteAndEvaluate_PrintsTheFiguresAsync()
    {
        var data = _home.File("history.jsonl", [.. Some.Rows(300).Select(r => Some.Jsonl(r.Ticket))]);
        Assert.Equal(0, (await RunAsync("train", "--data", data, "--budget", "small")).Code);
        var version = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(_home.Path, "models")).Single());
        Assert.Equal(0, (await RunAsync("promote", version)).Code);
        Assert.Contains($"* {version}", (await RunAsync("models")).Output, StringComparison.Ordinal);
        var (code, output, _) = await RunAsync("evaluate", "--model", Path.Combine("models", version), "--data", data, "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["issue_type", "owning_team"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["rows", "unknown_class_rows", "accuracy", "macro_f1", "top3_accuracy", "ece", "aurc", "coverage_at_90", "coverage_at_95", "asked_precision", "novelty_auroc", "new_share", "class_sizes"],
            json.RootElement.GetProperty("owning_team").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Replay_TheChampion_PrintsWhatWouldHaveBeenDoneAndHowLongItTookThenAsync()
    {
        const string Moved = """{"id":"m-1","opened_at":"2026-02-01T08:00:00Z","title":"disk full volume","owning_team":"storage","resolved_at":"2026-02-01T20:00:00Z","changes":[{"at":"2026-02-01T16:00:00Z","field":"owning_team","from":"network","to":"storage"}]}""";
        var data = _home.File("history.jsonl", [.. Some.Rows(300).Select(r => Some.Jsonl(r.Ticket)), Moved]);
        Directory.CreateDirectory(Path.Combine(_home.Path, "data"));
        _home.File(Path.Combine("data", "directory.yaml"), ["triage: { team: storage, channel: triage }", "teams: [ { key: storage, name: Storage, mode: auto } ]"]);
        Assert.Equal(2, (await RunAsync("replay", "--data", data)).Code);       // nothing is champion
        Assert.Equal(0, (await RunAsync("train", "--data", data, "--budget", "small")).Code);
        var folder = Directory.EnumerateDirectories(Path.Combine(_home.Path, "models")).Single();
        Assert.Equal(0, (await RunAsync("promote", Path.GetFileName(folder))).Code);

        var (code, output, _) = await RunAsync("replay", "--data", data);

        Assert.Equal(0, code);
        Assert.Contains("301 tickets from 2026-01-01 to 2026-02-01", output, StringComparison.Ordinal);
        Assert.Contains("note: 301 of them are no newer than what the model learned from", output, StringComparison.Ordinal);
        Assert.Contains("1 of 301 tickets were filed with another team or none, and reached the right one after 8.0 h (median)", output, StringComparison.Ordinal);
        using var card = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "card.json"), TestContext.Current.CancellationToken));
        Assert.Equal("""{"tickets":301,"right_team":{"count":1,"median_seconds":28800,"p90_seconds":28800},"resolved":{"count":1,"median_seconds":43200,"p90_seconds":43200}}""",
            JsonSerializer.Serialize(card.RootElement.GetProperty("times")));
    }

    [Fact]
    public async Task Report_LearningCurve_PrintsBothSplitsShowsProgressAndWritesAPageAsync()
    {
        var data = _home.File("history.jsonl", [.. Some.Rows(300).Select(r => Some.Jsonl(r.Ticket))]);
        Assert.Equal(0, (await RunAsync("train", "--data", data, "--budget", "small")).Code);
        var version = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(_home.Path, "models")).Single());

        var (code, output, error) = await RunAsync("report", version, "--learning-curve", "--data", data);

        Assert.Equal(0, code);
        Assert.Contains("| newest | 240 | 60 |", output, StringComparison.Ordinal);
        Assert.Contains("| random | 240 | 60 |", output, StringComparison.Ordinal);
        Assert.Contains("owning_team: svm_balanced on 24 newest rows", error, StringComparison.Ordinal);
        Assert.DoesNotContain("are not those that", error, StringComparison.Ordinal);
        Assert.Contains("<svg ", await File.ReadAllTextAsync(Path.Combine(_home.Path, "var", "reports", $"{version}-learning-curve.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("| owning\\_team: accuracy |", (await RunAsync("report", version, version)).Output, StringComparison.Ordinal);
        Assert.StartsWith($"# Model {version}", (await RunAsync("report", version)).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("report", version, version, "--learning-curve", "--data", data)).Code);
    }

    [Fact]
    public async Task Benchmark_AModel_PrintsOneObjectAndRanksWithoutAllocatingAsync()
    {
        var data = _home.File("history.jsonl", [.. Some.Rows(300).Select(r => Some.Jsonl(r.Ticket))]);
        Assert.Equal(0, (await RunAsync("train", "--data", data, "--budget", "small")).Code);
        var model = Directory.EnumerateDirectories(Path.Combine(_home.Path, "models")).Single();

        var (code, output, _) = await RunAsync("benchmark", "--model", model, "--data", data, "--json");

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["rank_p50_us", "rank_p99_us", "score_p50_us", "score_p99_us", "rows_per_s", "allocated_bytes_per_row", "load_ms", "peak_rss_mb"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["one_thread", "all_threads"], json.RootElement.GetProperty("rows_per_s").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, json.RootElement.GetProperty("allocated_bytes_per_row").GetDouble());
        File.WriteAllText(Path.Combine(model, "manifest.json"), "{}");
        Assert.Equal(2, (await RunAsync("benchmark", "--model", model, "--data", data)).Code);
    }

    [Fact]
    public async Task Train_BadRow_EndsWithTwoAndOneLineAndWritesNothingAsync()
    {
        var data = _home.File("history.jsonl", """{"id":"1","title":"a","owning_team":"x"}""", "{");
        var (code, output, error) = await RunAsync("train", "--data", data);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"{data}:2: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_home.Path, "models")));
    }

    [Fact]
    public async Task Train_OneClass_EndsWithTwoAsync()
    {
        var data = _home.File("history.jsonl", """{"id":"1","title":"a","owning_team":"x"}""", """{"id":"2","title":"b","owning_team":"x"}""");
        Assert.Equal(2, (await RunAsync("train", "--data", data)).Code);
        Assert.False(Directory.Exists(Path.Combine(_home.Path, "models")));
    }

    [Fact]
    public async Task Import_CheckOnly_CountsRowsAsync()
    {
        var data = _home.File("history.jsonl", """{"id":"1","title":"a"}""", """{"id":"2"}""");
        var (code, output, _) = await RunAsync("import", data, "--check");
        Assert.Equal(0, code);
        Assert.Contains(":2: title and description are both empty", output, StringComparison.Ordinal);
        Assert.Contains("2 rows read, 0 added, 1 refused", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("import", data, "--check", "--strict")).Code);
    }

    [Theory]
    [InlineData("train", "--data", "missing.jsonl")]
    [InlineData("promote", "20260101-000000-abcdef0")]
    [InlineData("rollback")]
    [InlineData("report", "../x")]
    [InlineData("benchmark", "--model", "models/20260101-000000-abcdef0", "--data", "missing.jsonl")]
    public async Task Verb_BadInput_EndsWithTwoAndOneLineAsync(params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--home", _home.Path], TimeProvider.System, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
