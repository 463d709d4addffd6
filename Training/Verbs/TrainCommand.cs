using System.CommandLine;
using System.Text.Json;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Redaction;
using Classifier.Training.Evaluation;
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
            var options = new TrainingOptions(parsed.GetValue(seed), parsed.GetValue(budget), Targets(parsed.GetValue(targets)!), company.SecurityTypes, company.Attributes) { Teams = company.Teams, Places = company.Places, Terms = company.Terms };
            var rows = await new TrainingData(company, RedactionFile.Load(home)).ReadAsync(parsed.GetValue(data), verb.Reader(Zones.Read(parsed, zone)), home, cancellationToken);
            var model = ConsoleProgress.Run(parsed.InvocationConfiguration.Error, progress => Train(verb, options, verb.Models(parsed), rows, progress, cancellationToken));
            var folder = ModelWriting.Write(model, parsed.GetValue(directory) is { } given ? home.Resolve(given) : home.Models, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                await output.WriteLineAsync(JsonSerializer.Serialize(model.Card, TrainingJson.Readable.ModelCard));
            else
                await output.WriteLineAsync($"{new Report(model.Card, model.Metrics).Head()}Written to {folder}");
        });
    }

    private static TrainedModel Train(Verb verb, TrainingOptions options, ModelStore models, IReadOnlyList<TrainingRow> rows, IProgressLog progress, CancellationToken cancellationToken)
    {
        var model = new TrainingRun(options, progress, verb.Clock).Run(rows, models.Champion()?.Version, cancellationToken);
        progress.Step("comparing with the champion");
        return model with { Card = model.Card with { Previous = new PreviousModel(models).Compare(model.Targets, rows) } };
    }

    private static string[] Targets(string given)
    {
        var targets = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (targets.Length == 0 || targets.Except(TargetNames.All).Any())
            throw new InputException($"--targets {given}: the targets are {string.Join(" and ", TargetNames.All)}");
        return targets;
    }
}
