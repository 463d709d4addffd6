using Classifier.Models;
using Classifier.Training.Calibration;

namespace Classifier.Training.Tests.Calibration;

public sealed class CalibrationTests
{
    // From the binomial distribution by hand: P(X >= 2 | n = 3, p = .5) = 4/8; P(X >= 1 | 4, .2) = 1 - .8^4.
    [Theory]
    [InlineData(2, 3, 0.5, 0.5)]
    [InlineData(1, 4, 0.2, 0.5904)]
    [InlineData(10, 10, 0.9, 0.34867844)]
    public void IncompleteBeta_OfATail_IsTheBinomialsSum(int right, int rows, double p, double expected) =>
        Assert.Equal(expected, BinomialBound.IncompleteBeta(right, rows - right + 1, p), 8);

    // All of n right: the bound is .16^(1/n).
    [Theory]
    [InlineData(1, 0.16)]
    [InlineData(20, 0.912444)]
    public void Lower_AllRight_IsTheRootOfAlpha(int rows, double expected) => Assert.Equal(expected, BinomialBound.Lower(rows, rows), 5);

    [Fact]
    public void Least_WrongAnswersBelowHalf_StopsThere()
    {
        var judgements = Enumerable.Range(0, 100).Select(i => Some.Judged("a", i < 50 ? "a" : "b", 1 - i / 100.0)).ToList();
        Assert.InRange(ThresholdSearch.Least([.. judgements.Select(j => new FoldAnswer(j, 0))], 0.9), 0.46, 0.51);
    }

    [Fact]
    public void Find_NeverRight_IsRefusedByName()
    {
        var judgements = Enumerable.Range(0, 200).Select(i => Some.Judged("a", "b", i / 200.0)).ToList();
        var threshold = ThresholdSearch.Find([judgements], 0.9, isOrdered: true);
        Assert.Equal(AskedThreshold.Never, threshold.For("b"));
        Assert.Equal(["*", "b"], threshold.Refused);
    }

    [Fact]
    public void Least_PeriodsThatDiffer_AsksForMoreThanTheirMean()
    {
        // 90 of 100 are right in one period and 100 of 100 in the other: .95 in the mean, and far more apart than chance allows.
        FoldAnswer[] answers = [.. Enumerable.Range(0, 200).Select(i => new FoldAnswer(Some.Judged(i < 10 ? "b" : "a", "a", 0.5), i < 100 ? 0 : 1))];
        Assert.Equal(AskedThreshold.Never, ThresholdSearch.Least(answers, 0.92));
        Assert.Equal(0.5, ThresholdSearch.Least([.. answers.Select(a => a with { Fold = 0 })], 0.92));
    }

    [Fact]
    public void Least_PeriodsThatDifferByChance_AsksForTheirMean()
    {
        // 47 and 48 of 50: with so few, that is what one precision of .95 gives.
        FoldAnswer[] answers = [.. Enumerable.Range(0, 100).Select(i => new FoldAnswer(Some.Judged(i < 3 || i > 97 ? "b" : "a", "a", 0.5), i < 50 ? 0 : 1))];
        Assert.Equal(0.5, ThresholdSearch.Least(answers, 0.90));
    }

    [Fact]
    public void Find_ClassWithItsOwnThreshold_DoesNotVouchForOthers()
    {
        List<Judgement> judgements = [.. Enumerable.Range(0, 200).Select(i => Some.Judged("a", "a", 0.9)), .. Enumerable.Range(0, 50).Select(i => Some.Judged("c", "b", 0.9))];
        var threshold = ThresholdSearch.Find([judgements], 0.6, isOrdered: false);
        Assert.Equal(0.9, threshold.For("a"));
        Assert.Equal(AskedThreshold.Never, threshold.For("b"));
    }

    [Fact]
    public void Temperature_ScoresTooSure_FlattensThem()
    {
        // Three of four right at a margin of 10: the honest margin is ln 3, so the temperature is 10 / ln 3.
        var scores = new FoldScores(["a", "b"], [.. Enumerable.Range(0, 400)], [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? "b" : "a")], [.. Enumerable.Repeat(new float[] { 10, 0 }, 400)]);
        Assert.Equal(10 / Math.Log(3), Temperature.Fit([scores]), 2);
    }

    [Fact]
    public void SecurityThreshold_LookAlikesBetween_TakesRecallFirst()
    {
        // Security rows score 0 … 4.95, the 200 others 0 … 1.99: one in a hundred of them may be flagged, or .97 of recall decides.
        var scores = new FoldScores(
            ["leak", "other"], [.. Enumerable.Range(0, 300)], [.. Enumerable.Repeat("leak", 100), .. Enumerable.Repeat("other", 200)],
            [.. Enumerable.Range(0, 100).Select(i => new float[] { i / 20f, 0 }), .. Enumerable.Range(0, 200).Select(i => new float[] { i / 100f, 0 })]);
        var types = new HashSet<string> { "leak" };

        var card = SecurityThreshold.Find([scores], 1, types);

        Assert.Equal(97, SecurityThreshold.Sums(scores, 1, types).Count(s => s.IsSecurity && s.Sum >= card.Threshold));
    }

    [Fact]
    public void SecurityThreshold_OthersFarAway_FlagsMoreThanRecallAsks()
    {
        var scores = new FoldScores(
            ["leak", "other"], [.. Enumerable.Range(0, 300)], [.. Enumerable.Repeat("leak", 100), .. Enumerable.Repeat("other", 200)],
            [.. Enumerable.Range(0, 100).Select(i => new float[] { i / 20f, 0 }), .. Enumerable.Range(0, 200).Select(i => new float[] { i < 10 ? 0.5f : -9, 0 })]);
        var types = new HashSet<string> { "leak" };

        var sums = SecurityThreshold.Sums(scores, 1, types).ToList();
        var card = SecurityThreshold.Find([scores], 1, types);

        Assert.True(sums.Count(s => s.IsSecurity && s.Sum >= card.Threshold) >= 97);
        Assert.True(sums.Count(s => !s.IsSecurity && s.Sum >= card.Threshold) <= 10);
    }
}
