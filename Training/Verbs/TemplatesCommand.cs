using System.CommandLine;
using System.Globalization;
using Classifier.LogTemplates;
using Classifier.Training.Import;

namespace Classifier.Training.Verbs;

/// <summary><c>templates</c>: finds the templates of a log and prints each line's.</summary>
internal static class TemplatesCommand
{
    private const int LinesOfAStep = 1_000_000;

    public static Command Create()
    {
        var log = new Option<string>("--log") { Description = "A log, one entry a line, also as .gz.", Required = true };
        var column = new Option<string?>("--column") { Description = "The log is CSV with a header, and this column holds the entries." };
        return Verb.Of("templates", "Finds the templates of a log.", [log, column], async (parsed, cancellationToken) =>
        {
            var file = new LogFile(parsed.GetValue(log)!, parsed.GetValue(column));
            var templates = ConsoleProgress.Run(parsed.InvocationConfiguration.Error, progress => Mine(file, progress, cancellationToken));
            var rows = new TemplateRows(templates, parsed.InvocationConfiguration.Output);
            // Numbers given while reading are not final: the second reading finds what the first one learned.
            file.ForEach(rows.Add, cancellationToken);
            await rows.FlushAsync(cancellationToken);
        });
    }

    private static LogTemplateSet Mine(LogFile file, IProgressLog progress, CancellationToken cancellationToken)
    {
        var miner = new LogTemplateMiner();
        var lines = 0L;
        file.ForEach(
            line =>
            {
                miner.Learn(line);
                if (++lines % LinesOfAStep == 0)
                    progress.Step(string.Create(CultureInfo.InvariantCulture, $"{lines} lines read, {miner.Count} templates"));
            },
            cancellationToken);
        return miner.Freeze();
    }
}
