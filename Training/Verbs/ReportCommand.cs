using System.CommandLine;
using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>report VERSION [VERSION]</c>: shows a report, or two versions side by side, or a version's learning curve, or what it should be taught next.</summary>
internal static class ReportCommand
{
    public static Command Create(Verb verb)
    {
        var versions = new Argument<string[]>("VERSION") { Description = "One version, or two to compare.", Arity = new(1, 2) };
        var (curve, queue) = (new LearningCurveCommand(verb), new LabelQueueCommand(verb));
        return Verb.Of("report", "Shows a report, or two versions side by side.", [versions, curve.Asked, curve.Data, curve.Page, curve.Zone, queue.Count], async (parsed, cancellationToken) =>
        {
            var store = verb.Models(parsed);
            if (parsed.GetValue(curve.Asked))
            {
                await curve.RunAsync(parsed, CardOf(store, parsed.GetValue(versions)!), cancellationToken);
                return;
            }
            if (parsed.GetValue(queue.Count) > 0)
            {
                await queue.RunAsync(parsed, parsed.GetValue(curve.Data), Zones.Read(parsed, curve.Zone), store.PathOf(OneOf(parsed.GetValue(versions)!, "--to-label")), cancellationToken);
                return;
            }
            var folders = parsed.GetValue(versions)!.Select(v => (Version: v, Path: store.PathOf(v))).ToList();
            var text = folders.Count == 1 ? Read(folders[0].Path, ModelFiles.Report) : Compare(folders);
            await parsed.InvocationConfiguration.Output.WriteAsync(text);
        });
    }

    private static ModelCard CardOf(ModelStore store, string[] versions)
    {
        var version = OneOf(versions, "--learning-curve");
        return store.List().FirstOrDefault(c => c.Version == version) ?? throw new InputException($"{store.PathOf(version)}: no such version");
    }

    private static string OneOf(string[] versions, string option) => versions.Length == 1 ? versions[0] : throw new InputException($"{option} is of one version");

    private static string Compare(List<(string Version, string Path)> folders)
    {
        var metrics = folders.ConvertAll(f => JsonSerializer.Deserialize(Read(f.Path, ModelFiles.Metrics), TrainingJson.Default.RunMetrics)!);
        var page = new MarkdownPage().Heading(1, $"{folders[0].Version} and {folders[1].Version}");
        page.Paragraph("Each version's own last fold: the rows are the same only where both were trained on the same history.");
        page.Table(["figure", folders[0].Version, folders[1].Version], metrics.SelectMany(m => m.Targets.Keys).Distinct().Order(StringComparer.Ordinal).SelectMany(t => Rows(t, metrics)));
        return page.ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string target, List<RunMetrics> metrics)
    {
        (string Name, Func<Figures, double?> Value)[] figures =
        [
            ("rows", f => f.Rows), ("accuracy", f => f.Accuracy), ("macro-F1", f => f.MacroF1), ("top 3", f => f.Top3Accuracy), ("ECE", f => f.Ece),
            ("AURC", f => f.Aurc), ("coverage at 90 %", f => f.CoverageAt90), ("coverage at 95 %", f => f.CoverageAt95),
        ];
        return figures.Select(f => (IReadOnlyList<string>)
            [$"{target}: {f.Name}", .. metrics.Select(m => m.Targets.TryGetValue(target, out var t) ? MarkdownPage.Number(f.Value(t.Figures)) : "–")]);
    }

    private static string Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllText(path) : throw new InputException($"{path}: no such report");
    }
}
