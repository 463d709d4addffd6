using System.Diagnostics;

namespace Classifier.Training.Tests.Verbs;

/// <summary>The program itself, interrupted as by Ctrl-C while it learns.</summary>
public sealed class CancelledTrainingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("reading features")]
    [InlineData("owning_team: trying")]
    [InlineData("fitting svm_balanced on all rows")]
    public async Task Train_Interrupted_EndsWith130AndLeavesNothingAsync(string step)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "an interrupt is sent with kill, which other systems lack");
        var data = _home.File("history.jsonl", [.. Some.Rows(3000).Select(r => Some.Jsonl(r.Ticket))]);
        var before = Directory.GetFileSystemEntries(_home.Path);

        using var training = Process.Start(Start("train", "--data", data, "--budget", "large", "--home", _home.Path))!;
        Assert.True(await ReachesAsync(training, step), $"training ended before {step}");
        using var kill = Process.Start("kill", ["-INT", $"{training.Id}"]);
        using var waited = new CancellationTokenSource(Patience);
        await training.WaitForExitAsync(waited.Token);

        Assert.Equal(130, training.ExitCode);
        Assert.Equal("", await training.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        var models = Path.Combine(_home.Path, "models");
        Assert.Equal(before, Directory.GetFileSystemEntries(_home.Path).Where(e => e != models));
        Assert.False(Directory.Exists(models) && Directory.EnumerateFileSystemEntries(models).Any(), "a model or a part of one is there");
    }

    private static ProcessStartInfo Start(params string[] arguments) => new("dotnet", [typeof(Training.Verbs.CommandLine).Assembly.Location, .. arguments])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    };

    private static async Task<bool> ReachesAsync(Process training, string step)
    {
        using var waited = new CancellationTokenSource(Patience);
        while (await training.StandardError.ReadLineAsync(waited.Token) is { } line)
        {
            if (line.Contains(step, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
