using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Evaluation;

public sealed class PreviousModelTests : IDisposable
{
    private static readonly IReadOnlyList<TrainingRow> Rows = Some.Rows(600);

    private readonly TemporaryFolder _folder = new();

    private ModelStore Store => new(_folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_NoChampion_IsNull() => Assert.Null(new PreviousModel(Store).Compare(Train(Rows).Targets, Rows));

    [Fact]
    public void Compare_ChampionOlderThanTheKeptBackRows_AnswersThem()
    {
        Promote([.. Rows.Take(400)]);
        var previous = new PreviousModel(Store).Compare(Train(Rows).Targets, Rows)!;
        Assert.Equal("newer_rows", previous.How);
        Assert.All(previous.Targets, t => Assert.Equal(120, t.Rows));
        Assert.All(previous.Targets, t => Assert.True(t.Accuracy > 0.8 && t.NewAccuracy > 0.8));
    }

    [Fact]
    public void Compare_ChampionKnowsTheKeptBackRows_BringsItsOwnFigures()
    {
        var champion = Promote(Rows);
        var previous = new PreviousModel(Store).Compare(Train(Rows).Targets, Rows)!;
        Assert.Equal(("own_figures", 2), (previous.How, previous.Targets.Count));
        Assert.All(previous.Targets, t => Assert.Equal((champion.Metrics.Targets[t.Target].Figures.Accuracy, null), (t.Accuracy, t.NewAccuracy)));
    }

    [Fact]
    public void Compare_ChampionOfAnotherCompanyOrDamaged_IsNoBaseline()
    {
        var version = Promote([.. Rows.Select(r => new TrainingRow(r.Ticket with { OwningTeam = "x-" + r.Ticket.OwningTeam, IssueType = "x-" + r.Ticket.IssueType }, 1))]).Card.Version;
        var targets = Train(Rows).Targets;
        Assert.Equal("not_comparable", new PreviousModel(Store).Compare(targets, Rows)!.How);
        File.WriteAllText(Path.Combine(_folder.Path, version, "manifest.json"), "{}");
        Assert.StartsWith("it could not be loaded", new PreviousModel(Store).Compare(targets, Rows)!.Why, StringComparison.Ordinal);
    }

    private TrainedModel Promote(IReadOnlyList<TrainingRow> rows)
    {
        var model = Train(rows);
        ModelWriting.Write(model, _folder.Path, CancellationToken.None);
        Store.Promote(model.Card.Version);
        return model;
    }

    private static TrainedModel Train(IReadOnlyList<TrainingRow> rows) =>
        new TrainingRun(Some.Options, Some.Progress, new FakeTimeProvider(Some.Start.AddYears(1))).Run(rows, null, CancellationToken.None);
}
