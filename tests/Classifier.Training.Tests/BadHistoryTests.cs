using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests;

/// <summary>Histories that nobody would wish for: what comes out is a sound model, or one sentence that says why not.</summary>
public sealed class BadHistoryTests
{
    [Fact]
    public void Run_ClassesOfOneRowBesideLargeOnes_LearnsTheLargeOnes()
    {
        var rows = Some.Rows(200).Select((r, i) => i % 10 == 0 ? Owned(r, $"once-{i}") : r).ToList();
        var figures = Evaluated(rows);
        Assert.True(figures.Accuracy > 0.8);
    }

    [Fact]
    public void Run_HundredsOfClasses_NamesWhatItLeftOut()
    {
        var rows = Some.Rows(1200).Select((r, i) => Owned(r, $"team-{i % 1100}")).ToList();
        var card = Train(rows).Card.Targets.Single(t => t.Name == TargetNames.OwningTeam);
        Assert.Equal(1100, card.Classes.Count);
        Assert.Contains(card.LeftOut, l => l.Name == "svm_balanced" && l.Why.Contains("1100 classes", StringComparison.Ordinal));
        Assert.Equal(["*"], card.Thresholds.Single(t => t.Asked == 0.9).Refused);
    }

    [Fact]
    public void Run_SameTextsWithContradictingLabels_TrustsNoAnswer()
    {
        var rows = Some.Rows(400).Select((r, i) => Owned(r with { Ticket = r.Ticket with { Title = "it is broken", Description = "" } }, i % 2 == 0 ? "a" : "b")).ToList();
        var model = Loaded(rows);
        var scores = new ModelScorer(model, null).Score(new() { Title = "it is broken", OccurredAt = default, DedupKey = "k" }, ScoreParts.None);
        Assert.InRange(scores.OwningTeam.Trust, 0.3, 0.7);
        Assert.True(scores.OwningTeam.Trust < scores.OwningTeam.Thresholds.Act);
    }

    [Fact]
    public void Run_TextsWithoutWords_LearnsNothingAndActsOnNothing()
    {
        var rows = Some.Rows(200).Select((r, i) => Owned(r with { Ticket = r.Ticket with { Title = "🔥🔥", Description = "" } }, i % 3 == 0 ? "a" : "b")).ToList();
        var scores = new ModelScorer(Loaded(rows), null).Score(new() { Title = "🔥🔥", OccurredAt = default, DedupKey = "k" }, ScoreParts.None);
        Assert.True(scores.OwningTeam.Trust < scores.OwningTeam.Thresholds.Act || scores.Novelty == Novelty.New);
    }

    [Fact]
    public void Run_LabelsThatNeverChangeButOnce_IsStillAModel() =>
        Assert.InRange(Evaluated([.. Some.Rows(150, withTypes: false).Select((r, i) => Owned(r, i is 3 or 70 ? "rare" : "all"))]).Accuracy, 0.97, 1);

    private static TrainingRow Owned(TrainingRow row, string team) => new(row.Ticket with { OwningTeam = team }, row.Weight);

    private static Figures Evaluated(IReadOnlyList<TrainingRow> rows) => new Evaluator(Loaded(rows)).Evaluate(rows, CancellationToken.None)[TargetNames.OwningTeam];

    private static Model Loaded(IReadOnlyList<TrainingRow> rows)
    {
        using var folder = new TemporaryFolder();
        return Model.Load(ModelWriting.Write(Train(rows), folder.Path, CancellationToken.None));
    }

    private static TrainedModel Train(IReadOnlyList<TrainingRow> rows) =>
        new TrainingRun(Some.Options with { Budget = Budget.Normal, Targets = [TargetNames.OwningTeam] }, Some.Progress, new FakeTimeProvider(Some.Start.AddYears(1))).Run(rows, null, CancellationToken.None);
}
