using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>evaluate</c>: scores a labelled file with a model.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Verb verb)
    {
        var model = new Option<string>("--model") { Description = "Folder of a version.", Required = true };
        var data = new Option<string[]>("--data") { Description = "Labelled history files.", Required = true, AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var zone = Zones.Option();
        return Verb.Of("evaluate", "Scores a labelled file with a model.", [model, data, json, zone], async (parsed, cancellationToken) =>
        {
            var home = verb.Home(parsed);
            var loaded = Model.Load(home.Resolve(parsed.GetValue(model)!));
            var rows = TrainingData.Of(home).FromFiles(parsed.GetValue(data)!, verb.Reader(Zones.Read(parsed, zone)), cancellationToken);
            var figures = new Evaluator(loaded).Evaluate(rows, cancellationToken);
            if (figures.Count == 0)
                throw new InputException($"{string.Join(", ", parsed.GetValue(data)!)}: no row has a label that the model learned");
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                await output.WriteLineAsync(JsonSerializer.Serialize(figures, TrainingJson.Readable.IReadOnlyDictionaryStringFigures));
            else
                await WriteAsync(output, figures);
        });
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyDictionary<string, Figures> figures)
    {
        foreach (var (target, f) in figures)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{target}: {f.Rows} rows ({f.UnknownClassRows} of unknown classes), accuracy {f.Accuracy:0.000}, macro-F1 {f.MacroF1:0.000}, top 3 {f.Top3Accuracy:0.000}, ECE {f.Ece:0.000}, AURC {f.Aurc:0.000}, coverage {f.CoverageAt90:0.000} at .90, {f.CoverageAt95:0.000} at .95"));
            foreach (var a in f.AskedPrecision)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  asked {a.Asked:0.00}: act share {a.ActShare:0.000}, precision {MarkdownPage.Number(a.Precision)}"));
            foreach (var s in f.ClassSizes.Where(s => s.Rows > 0))
                await output.WriteLineAsync($"  {ClassSizeReport.Name(s)}: {s.Rows} rows of {s.Classes} classes, {s.Found} of them found, recall {MarkdownPage.Number(s.Recall)}, top 3 {MarkdownPage.Number(s.Top3Recall)}");
        }
    }
}
