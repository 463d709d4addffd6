using System.Text.RegularExpressions;
using Classifier.Models;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Reports;

public sealed partial class ReportTests
{
    private const int MostBytes = 400_000;

    private static readonly TrainedModel Model = new TrainingRun(Some.Options, Some.Progress, new FakeTimeProvider(Some.Start.AddYears(1))).Run(Some.Rows(600), null, CancellationToken.None);

    [Fact]
    public void Write_Pictures_AreFilesOfTheManifestThatTheMarkdownLinksTo()
    {
        using var folder = new TemporaryFolder();
        var path = ModelWriting.Write(Model, folder.Path, CancellationToken.None);
        var linked = Link().Matches(File.ReadAllText(Path.Combine(path, ModelFiles.Report))).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(8, linked.Count);
        var manifest = File.ReadAllText(Path.Combine(path, "manifest.json"));
        Assert.All(linked, file => Assert.Contains($"\"{file}\"", manifest, StringComparison.Ordinal));
        Assert.Equal(Model.Card.Version, Classifier.Models.Model.Load(path).Card.Version);
    }

    [Fact]
    public void Page_IsSmallAndNeedsNothingFromElsewhere()
    {
        var report = new Report(Model.Card, Model.Metrics);
        var page = ReportPage.Of(report.Full(), report.Pictures);
        Assert.Equal(8, Regex.Count(page, "<svg "));
        Assert.DoesNotMatch(@"src=|<link|<script|@import|url\(|href=""(?!#)", page);
        Assert.InRange(page.Length, 20_000, MostBytes);
        Assert.DoesNotContain("![", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_EveryPartOfEveryTarget_IsThere()
    {
        var text = new Report(Model.Card, Model.Metrics).Full();
        Assert.All(["Baselines", "Security, severity, place", "Data", "issue\\_type", "owning\\_team"], heading => Assert.Contains($"\n## {heading}\n", text, StringComparison.Ordinal));
        Assert.All(
            ["Asked precision", "Rare and large classes", "Classes", "Largest confusions", "Over time", "Slices", "What decides alone", "Learners"],
            heading => Assert.Equal(2, Regex.Count(text, $"\n### {heading}\n")));
        Assert.Contains("| language: en |", text, StringComparison.Ordinal);
        Assert.Contains("There was no champion to compare with.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ClassNameOfMarkup_StaysText()
    {
        var rows = Some.Rows(300).Select(r => new Training.Preparation.TrainingRow(r.Ticket with { OwningTeam = $"<b>|{r.Ticket.OwningTeam}" }, 1)).ToList();
        var model = new TrainingRun(Some.Options, Some.Progress, new FakeTimeProvider(Some.Start.AddYears(1))).Run(rows, null, CancellationToken.None);
        var report = new Report(model.Card, model.Metrics);
        Assert.DoesNotContain("<b>", report.Full(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", ReportPage.Of(report.Full(), report.Pictures), StringComparison.Ordinal);
        Assert.Contains("<td>&lt;b&gt;|storage</td>", ReportPage.Of(report.Full(), report.Pictures), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WithoutABaseline_FailsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var (name, figures) = Model.Metrics.Targets.First();
        var targets = new Dictionary<string, Training.Evaluation.TargetMetrics> { [name] = figures with { Baselines = [.. figures.Baselines.Skip(1)] } };
        var refused = Assert.Throws<InvalidOperationException>(() => ModelWriting.Write(Model with { Metrics = Model.Metrics with { Targets = targets } }, folder.Path, CancellationToken.None));
        Assert.Contains("majority", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [GeneratedRegex(@"^!\[[^\]]+\]\(([^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
