using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Evaluation;

/// <summary>The security flag on public post-mortems: few, told by other people, and most of a compromise is not in the words.</summary>
public sealed class PostmortemSecurityTests
{
    private const string Security = "Security";

    private static readonly TrainingData Data = new(new CompanyFacts(null));

    [Fact]
    public void Flag_OnPublicPostmortems_FindsCompromisesByModelAndByWords()
    {
        using var folder = new TemporaryFolder();
        var (train, test) = (Read("train"), Read("test"));
        var trained = Train(train);
        Assert.Contains("category", trained.Card.LeftOutAttributes.Select(a => a.Name));
        var scorer = new ModelScorer(Model.Load(ModelWriting.Write(trained, folder.Path, TestContext.Current.CancellationToken)), places: null);

        var model = Flagged(test, row => scorer.Score(AlertOf.Ticket(row.Ticket), ScoreParts.None).IsSecurity);
        var words = Flagged(test, row => SecurityRules.Suspects(AlertOf.Ticket(row.Ticket)));
        var wordsOfAll = Flagged([.. train, .. test], row => SecurityRules.Suspects(AlertOf.Ticket(row.Ticket)));

        foreach (var (by, figures) in new[] { ("model", model), ("model, last fold of training", trained.Metrics.Security!), ("words", words), ("words, all 200 rows", wordsOfAll) })
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{by}: recall {figures.Recall:0.000} of {figures.Flagged}, false-private {figures.FalsePrivateRate:0.000} of {figures.Others}"));
        Assert.Equal((3, 36), (model.Flagged, model.Others));
        Assert.True(model is { Recall: > 0.6, FalsePrivateRate: <= 0.15 }, model.ToString());
        Assert.True(words.FalsePrivateRate <= 0.05, words.ToString());
    }

    private static IReadOnlyList<TrainingRow> Read(string part) => Data.FromFiles(
        [Require.Shared("datasets", $"postmortems_graphrca.{part}.jsonl.gz")], new HistoryReader(TimeZoneInfo.Utc, TimeProvider.System), TestContext.Current.CancellationToken);

    private static TrainedModel Train(IReadOnlyList<TrainingRow> rows)
    {
        var options = Some.Options with { Seed = 1, Budget = Budget.Normal, Targets = [TargetNames.IssueType], SecurityTypes = new HashSet<string> { Security } };
        return new TrainingRun(options, Some.Progress, new FakeTimeProvider(Some.Start)).Run(rows, null, TestContext.Current.CancellationToken);
    }

    private static SecurityFigures Flagged(IReadOnlyList<TrainingRow> rows, Func<TrainingRow, bool> isFlagged) =>
        SecurityFigures.Of([.. rows.Select(r => (isFlagged(r) ? 1.0 : 0, r.Ticket.IssueType == Security))], [.. rows.Select(SecurityLookAlikes.Contains)], 0.5);
}
