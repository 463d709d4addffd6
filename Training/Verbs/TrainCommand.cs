using System.CommandLine;
using System.Text.Json;
using Classifier.Scoring;
using Classifier.Training.Import;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>train</c>: learns a model and writes <c>DIR/version</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(Verb verb)
    {
        var data = new Option<string[]>("--data") { Description = "History files; without, the database.", AllowMultipleArgumentsPerToken = true };
        var directory = new Option<string?>("--out") { Description = "Folder of all versions; by default models in the home." };
        var seed = new Option<int>("--seed") { Description = "Of everything random.", DefaultValueFactory = _ => 1 };
        var targets = new Option<string>("--targets") { Description = "What to learn, separated by commas.", DefaultValueFactory = _ => string.Join(',', TargetNames.All) };
        var budget = new Option<Budget>("--budget") { Description = "How much to try.", DefaultValueFactory = _ => Budget.Normal };
        var json = new Option<bool>("--json") { Description = "Print the model card." };
        var zone = Zones.Option();
        return Verb.Of("train", "Learns a model from history.", [data, directory, seed, targets, budget, json, zone], async (parsed, cancellationToken) =>
        {
            var home = verb.Home(parsed);
            var company = CompanyFacts.Read(home.DirectoryFile);
            var options = new TrainingOptions(parsed.GetValue(seed), parsed.GetValue(budget), Targets(parsed.GetValue(targets)!), company.SecurityTypes, company.Attributes) { Terms = company.Terms };
            var reader = new TrainingData(company);
            var rows = parsed.GetValue(data) is { Length: > 0 } files
                ? reader.FromFiles(files, verb.Reader(Zones.Read(parsed, zone)), cancellationToken)
                : await FromDatabaseAsync(reader, home, cancellationToken);
            var parent = verb.Models(parsed).Champion()?.Version;
            var model = ConsoleProgress.Run(
                parsed.InvocationConfiguration.Error, progress => new TrainingRun(options, progress, verb.Clock).Run(rows, parent, cancellationToken));
            var folder = ModelWriting.Write(model, parsed.GetValue(directory) is { } given ? home.Resolve(given) : home.Models, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                await output.WriteLineAsync(JsonSerializer.Serialize(model.Card, TrainingJson.Readable.ModelCard));
            else
                await output.WriteLineAsync($"{new Report(model.Card, model.Metrics).Head()}Written to {folder}");
        });
    }

    private static async Task<IReadOnlyList<TrainingRow>> FromDatabaseAsync(TrainingData reader, Home home, CancellationToken cancellationToken)
    {
        await using var stores = await Stores.OpenAsync(home, cancellationToken);
        var rows = await reader.FromDatabaseAsync(stores, cancellationToken);
        return rows.Count > 0 ? rows : throw new InputException($"{home.DatabaseFile}: no history is imported and nothing is labelled yet; run import FILE first, or give --data");
    }

    private static string[] Targets(string given)
    {
        var targets = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (targets.Length == 0 || targets.Except(TargetNames.All).Any())
            throw new InputException($"--targets {given}: the targets are {string.Join(" and ", TargetNames.All)}");
        return targets;
    }
}
