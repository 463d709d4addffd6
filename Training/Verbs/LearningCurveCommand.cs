using System.CommandLine;
using Classifier.Models;
using Classifier.Redaction;
using Classifier.Training.Import;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>report VERSION --learning-curve</c>: learns again from parts of a version's rows.</summary>
/// <param name="verb">What all verbs share.</param>
internal sealed class LearningCurveCommand(Verb verb)
{
    public Option<bool> Asked { get; } = new("--learning-curve") { Description = "Learn from parts of the rows: newest and random ones. Takes about as long as training." };

    public Option<string[]> Data { get; } = new("--data") { Description = "History files for --learning-curve (the version's) and --to-label; without, the database.", AllowMultipleArgumentsPerToken = true };

    public Option<string?> Page { get; } = new("--out") { Description = "Where the learning curve's page goes; by default var/reports in the home." };

    public Option<string> Zone { get; } = Zones.Option();

    /// <summary>Prints the tables and writes the page.</summary>
    public async Task RunAsync(ParseResult parsed, ModelCard card, CancellationToken cancellationToken)
    {
        var home = verb.Home(parsed);
        var (company, output) = (CompanyFacts.Read(home.DirectoryFile), parsed.InvocationConfiguration.Output);
        var rows = await new TrainingData(company, RedactionFile.Load(home)).ReadAsync(parsed.GetValue(Data), verb.Reader(Zones.Read(parsed, Zone)), home, cancellationToken);
        var options = new TrainingOptions(card.Seed, Enum.Parse<Budget>(card.Budget, ignoreCase: true), [.. card.Targets.Select(t => t.Name)], company.SecurityTypes, company.Attributes);
        var ignored = card.LeftOutAttributes.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<TrainingRow> seen = [.. Split.InOrder(rows).Select(r => r.Without(ignored))];
        if (Snapshot.Of(seen) != card.Data.Snapshot)
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"these {rows.Count} rows are not those that {card.Version} learned from");
        var report = ConsoleProgress.Run(parsed.InvocationConfiguration.Error, progress => ReportOf(card, new(options, progress), seen, cancellationToken));
        var path = parsed.GetValue(Page) is { } given ? home.Resolve(given) : Path.Combine(home.Var, "reports", $"{card.Version}-learning-curve.html");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, report.Page(), cancellationToken);
        await output.WriteLineAsync($"{report.Text()}Written to {path}");
    }

    private static LearningCurveReport ReportOf(ModelCard card, LearningCurve curve, IReadOnlyList<TrainingRow> rows, CancellationToken cancellationToken)
    {
        var points = curve.Run(rows, cancellationToken);
        return points.Count > 0 ? new(card.Version, curve.Learner, points) : throw new InputException("the rows are of too few classes for a learning curve");
    }
}
