using Classifier.Decisions;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests;

public sealed class TrainingRunTests
{
    [Fact]
    public void Run_SameRowsAndSeed_GivesTheSameMetricsByteForByte() =>
        Assert.Equal(ModelWriting.MetricsJson(Train(Some.Rows(400))), ModelWriting.MetricsJson(Train(Some.Rows(400))));

    [Fact]
    public void Run_BothTargets_BeatsTheMajorityAndFlagsSecurity()
    {
        var model = Train(Some.Rows(600));
        Assert.Equal(TargetNames.All.Order(), model.Metrics.Targets.Keys);
        Assert.All(model.Metrics.Targets.Values, t => Assert.True(t.Figures.Accuracy > t.Baselines.Single(b => b.Name == "majority").Accuracy + 0.3));
        Assert.All(model.Metrics.Targets.Values, t => Assert.Equal(["majority", "keyword_rules", "nearest_neighbour"], t.Baselines.Select(b => b.Name)));
        Assert.True(model.Metrics.Security!.Recall > 0.9);
        Assert.Equal(["key_leak"], model.Card.Security!.IssueTypes);
        Assert.StartsWith("20260701-000000-", model.Card.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TrainedModel_LoadsAndScoresAsEvaluated()
    {
        using var folder = new TemporaryFolder();
        var rows = Some.Rows(500);
        var model = Model.Load(ModelWriting.Write(Train(rows), folder.Path, CancellationToken.None));
        var figures = new Evaluator(model).Evaluate(rows, CancellationToken.None);
        Assert.Equal(2, figures.Count);
        Assert.True(figures[TargetNames.OwningTeam].Accuracy > 0.9);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Evaluate_ClassNeverSeen_CountsAsWrong()
    {
        using var folder = new TemporaryFolder();
        var rows = Some.Rows(300);
        var model = Model.Load(ModelWriting.Write(Train(rows), folder.Path, CancellationToken.None));
        var strange = rows.Take(50).Select(r => r with { Ticket = r.Ticket with { OwningTeam = "strange" } }).ToList();
        var figures = new Evaluator(model).Evaluate(strange, CancellationToken.None)[TargetNames.OwningTeam];
        Assert.Equal((50, 50, 0.0), (figures.Rows, figures.UnknownClassRows, figures.Accuracy));
    }

    [Fact]
    public void Run_OnlyTeams_LearnsOneTarget()
    {
        using var folder = new TemporaryFolder();
        var model = Model.Load(ModelWriting.Write(Train(Some.Rows(300, withTypes: false)), folder.Path, CancellationToken.None));
        Assert.Null(model.IssueType);
        var scores = new ModelScorer(model, null).Score(new() { Title = "disk full", OccurredAt = default, DedupKey = "k" }, ScoreParts.All);
        Assert.Same(Ranking.Empty, scores.IssueType);
        Assert.Equal("storage", scores.OwningTeam.Top);
    }

    [Fact]
    public void Run_ClassesThatCanBeHeldBack_TellsNewThingsAndNeverActsOnThem()
    {
        // Sixteen teams with words of their own; the words of the last two come after training.
        List<Training.Preparation.TrainingRow> rows = [.. Enumerable.Range(0, 900).Select(i => Row(i, i % 16))];
        using var folder = new TemporaryFolder();
        var model = Model.Load(ModelWriting.Write(Train([.. rows.Where(r => r.Ticket.OwningTeam is not ("team-14" or "team-15"))]), folder.Path, CancellationToken.None));
        var novelty = model.OwningTeam!.Card.Novelty;
        Assert.True(novelty.Auroc > 0.8);
        Assert.True(novelty.NewFrom >= novelty.VariantFrom);
        var figures = new Evaluator(model).Evaluate(rows, CancellationToken.None)[TargetNames.OwningTeam];
        Assert.True(figures.NoveltyAuroc > 0.8);
    }

    [Fact]
    public void Run_CompanyWithParentsAndPrecisionsOfItsOwn_CardHoldsTheirThresholds()
    {
        var terms = new DecisionTerms
        {
            Asked = new(0.93, 0.50),
            AskedByTeam = new Dictionary<string, AskedOfAnswers> { ["storage"] = AskedOfAnswers.Default with { Costs = new(9, 1, 0, 0.5) } },
            Teams = new(new Dictionary<string, string> { ["storage"] = "platform", ["network"] = "platform" }),
        };

        var card = Train(Some.Rows(400), Some.Options with { Terms = terms }).Card;
        var (type, team) = (card.Targets.Single(t => t.Name == TargetNames.IssueType), card.Targets.Single(t => t.Name == TargetNames.OwningTeam));

        Assert.Equal([0.95, 0.9444, 0.93, 0.90, 0.60, 0.50], team.Thresholds.Select(t => Math.Round(t.Asked, 4)));
        Assert.Equal(["network", "storage"], Assert.Single(team.Parents!.Members).Value);
        Assert.Equal(team.Thresholds.Select(t => t.Asked), team.Parents.Thresholds.Select(t => t.Asked));
        Assert.Null(type.Parents);
    }

    [Fact]
    public void Run_NoRowsOrOneClass_IsRefused()
    {
        Assert.Throws<InputException>(() => Train([]));
        Assert.Throws<InputException>(() => Train([.. Some.Rows(50, withTypes: false).Where(r => r.Ticket.OwningTeam == "storage")]));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var model = Train(Some.Rows(200));
        Assert.Throws<OperationCanceledException>(() => ModelWriting.Write(model, folder.Path, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Report_OfAModel_NamesBaselinesAndCandidates()
    {
        var model = Train(Some.Rows(300));
        var report = new Report(model.Card, model.Metrics);
        Assert.Contains("nearest\\_neighbour", report.Full(), StringComparison.Ordinal);
        Assert.Contains("svm\\_naive\\_bayes", report.Full(), StringComparison.Ordinal);
        Assert.Contains("<td>owning_team: majority</td>", ReportPage.Of(report.Full(), report.Pictures), StringComparison.Ordinal);
    }

    private static Training.Preparation.TrainingRow Row(int i, int team)
    {
        var random = new Training.Learners.SplitMix((ulong)i);
        var words = Enumerable.Range(0, 6).Select(_ => random.Next(3) == 0 ? $"common{(char)('a' + random.Next(8))}" : $"{(char)('a' + team)}word{(char)('a' + random.Next(12))}");
        return new(new() { Id = $"r-{i}", OpenedAt = Some.Start.AddHours(i), Title = string.Join(' ', words), Description = "", OwningTeam = $"team-{team:00}" }, 1);
    }

    private static TrainedModel Train(IReadOnlyList<Training.Preparation.TrainingRow> rows, TrainingOptions? options = null) =>
        new TrainingRun(options ?? Some.Options, Some.Progress, new FakeTimeProvider(new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero))).Run(rows, null, CancellationToken.None);
}
