using System.Diagnostics;
using Classifier.Api.Health;
using Classifier.Api.Scoring;
using Classifier.Models;
using Classifier.Storage;

namespace Classifier.Api.Models;

/// <summary>
/// A first start without any model trains one from the sample history, in a child process, while alerts are already taken.
/// The service is ready when it answers.
/// </summary>
internal sealed class FirstTraining(Home home, StorageSettings storage, ModelStore models, CurrentScorer scorer, ChampionWatcher watcher, Readiness readiness, ILogger<FirstTraining> logger) : BackgroundService
{
    private const int Seed = 42;

    private string History => Path.Combine(home.Data, "history.jsonl");

    private bool IsNeeded => !scorer.HasModel && readiness.Degraded is null && models.List().Count == 0 && File.Exists(History);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsNeeded)
            readiness.Training = "the first champion trains from the sample history";
        else if (!scorer.HasModel)
            readiness.Degraded ??= "no model is promoted; alerts go to triage";
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (readiness.Training is null)
            return;
        try
        {
            await RunAsync(["train", "--data", History, "--out", home.Models, "--seed", $"{Seed}", "--budget", "small"], stoppingToken);
            models.Promote(models.List()[0].Version);
            watcher.Refresh();
            logger.FirstChampion(scorer.Version ?? "none");
        }
        catch (Exception error) when (error is InvalidOperationException or ModelRefusedException or System.ComponentModel.Win32Exception)
        {
            readiness.Degraded = $"the first training failed: {error.Message}";
            logger.ModelRefused(readiness.Degraded);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C while training: the child has ended too, and nothing is left half-written.
        }
        readiness.Training = null;
    }

    private async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var program = TrainingProgram.Find() ?? throw new InvalidOperationException("the training program is not beside the service");
        using var process = Process.Start(TrainingProgram.StartInfo(program, home, storage, arguments))!;
        process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) logger.TrainingSays(text); };
        process.BeginErrorReadLine();
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"exit code {process.ExitCode} {output}".TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
