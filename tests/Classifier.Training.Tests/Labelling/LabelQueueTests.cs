using System.Globalization;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Labelling;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Labelling;

public sealed class LabelQueueTests
{
    private const int Seeds = 6;
    private const int Labelled = 200;
    private const int Pool = 800;
    private const int Tested = 500;
    private const int Asked = 100;

    [Fact]
    public void First_SureOrKnownOrCopied_ComesLater()
    {
        // Rows 0 and 1 are copies; 2 is like them and sure; 3 is new and 4 is not; 5 has nothing to compare.
        var rows = new SparseMatrix([0, 2, 4, 6, 8, 10, 10], [0, 1, 0, 1, 0, 2, 3, 4, 3, 5], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 6);
        var queue = new LabelQueue(rows, [0.2, 0.2, 0.9, 0.4, 0.4, 0], [1, 1, 1, 0.2, 1, 0]);
        var first = queue.First(10);
        Assert.Equal([3, 0, 4, 2, 1, 5], first.Select(q => q.Row));
        Assert.All(first.Skip(4), q => Assert.Equal(0, q.Usefulness, 6));
        Assert.Equal(first.Take(2), queue.First(2));
    }

    /// <summary>The same learner learns from what was labelled before and, paired by seed, from the queue's first or from random rows.</summary>
    [Theory]
    [InlineData(Scoring.TargetNames.OwningTeam)]
    [InlineData(Scoring.TargetNames.IssueType)]
    public void First_OnTheSample_TeachesMoreThanRandomRows(string target)
    {
        var sample = SampleRows();
        var gains = Enumerable.Range(1, Seeds).Select(seed => new Draw(sample, target, seed).Gain()).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target}: macro-F1 above random {gains.Average():0.000}, by seed {string.Join(' ', gains.Select(g => g.ToString("0.000", CultureInfo.InvariantCulture)))}"));
        Assert.True(gains.Average() > Math.Max(0.01, 2 * StandardError(gains)));
    }

    private static double StandardError(List<double> values) =>
        Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Count - 1) / values.Count);

    private static IReadOnlyList<TrainingRow> SampleRows()
    {
        var company = CompanyFacts.Read(Home.Find().DirectoryFile);
        var rows = new TrainingData(company).FromFiles([Path.Combine(Home.Find().Root, "data", "history.jsonl")], new HistoryReader(TimeZoneInfo.Utc, TimeProvider.System), CancellationToken.None);
        var leftOut = new AttributeScreening(company.Attributes).LeftOut(Split.InOrder(rows)).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Select(r => r.Without(leftOut))];
    }

    /// <summary>1,500 random tickets: the first are labelled, the next may be asked, the last are the test.</summary>
    private sealed class Draw
    {
        private static readonly LinearSvm Learner = new("svm_balanced", Balance: 1);

        private readonly TargetRows _target;
        private readonly FeatureCounts _counts;
        private readonly int _seed;

        public Draw(IReadOnlyList<TrainingRow> sample, string target, int seed)
        {
            var labelled = sample.Where(r => r.LabelOf(target) is not null).ToArray();
            new Random(seed).Shuffle(labelled);
            _target = new(target, labelled[..(Labelled + Pool + Tested)]);
            _counts = FeatureCounts.Read(_target.Rows, CancellationToken.None);
            _seed = seed;
        }

        public double Gain()
        {
            var others = Range(Labelled, Pool);
            new Random(_seed).Shuffle(others);
            return MacroF1(Queued()) - (MacroF1(others[..Asked]) + MacroF1(others[Asked..(2 * Asked)])) / 2;
        }

        private int[] Queued()
        {
            var pool = Fold(Range(0, Labelled), Range(Labelled, Pool));
            var (scores, temperature) = (Score(pool), Temperature.Fit([Score(Fold(Range(0, Labelled * 3 / 4), Range(Labelled * 3 / 4, Labelled / 4)))]));
            var trust = Enumerable.Range(0, scores.Rows).Select(i => scores.TopProbability(i, temperature)).ToList();
            return [.. new LabelQueue(pool.Evaluate, trust, [.. pool.KnownShares.Select(s => (double)s)]).First(Asked).Select(q => Labelled + q.Row)];
        }

        private double MacroF1(int[] asked) =>
            Metrics.MacroF1(Judging.Of(Score(Fold([.. Range(0, Labelled), .. asked], Range(Labelled + Pool, Tested))), temperature: 1));

        private FoldScores Score(FoldFeatures fold) => _target.Score(Learner, fold, _seed, CancellationToken.None);

        private FoldFeatures Fold(int[] fit, int[] evaluate) => new(_counts, new(fit, evaluate), isOrdered: false, limit: 1 << 20);

        private static int[] Range(int start, int count) => [.. Enumerable.Range(start, count)];
    }
}
