using System.CommandLine;
using Classifier.Models;
using Classifier.Training.Import;
using Classifier.Training.Labelling;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>report VERSION --to-label N</c>: what a person should answer next.</summary>
/// <param name="verb">What all verbs share.</param>
internal sealed class LabelQueueCommand(Verb verb)
{
    public Option<int> Count { get; } = new("--to-label") { Description = "Show so many incidents without an owner whose answers would teach most." };

    /// <summary>Prints the queue.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">History files; empty for the database.</param>
    /// <param name="zone">Time zone of times without an offset.</param>
    /// <param name="folder">The version's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(ParseResult parsed, string[]? files, TimeZoneInfo zone, string folder, CancellationToken cancellationToken)
    {
        var (home, model) = (verb.Home(parsed), Model.Load(folder));
        var unanswered = new UnansweredRows(model);
        var rows = await TrainingData.Of(home).ReadWithUndecidedAsync(files, verb.Reader(zone), home, cancellationToken);
        var ignored = model.Card.LeftOutAttributes.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var asked = unanswered.MostUseful(rows.Select(r => r.Without(ignored)), parsed.GetValue(Count), cancellationToken);
        if (asked.Count == 0)
            throw new InputException($"{(files is { Length: > 0 } ? string.Join(", ", files) : home.DatabaseFile)}: every incident has its {unanswered.Target}, there is nothing to ask");
        await parsed.InvocationConfiguration.Output.WriteAsync(new LabelQueueReport(model.Card.Version, unanswered.Target, asked).Text());
    }
}
