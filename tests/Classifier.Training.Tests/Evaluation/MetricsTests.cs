using Classifier.Models;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Tests.Evaluation;

public sealed class MetricsTests
{
    // By falling trust: right, right, wrong, right (tie with the one before), wrong.
    private static readonly Judgement[] Five =
    [
        Some.Judged("a", "a", 0.95), Some.Judged("b", "b", 0.85), Some.Judged("b", "a", 0.5), Some.Judged("a", "a", 0.5), Some.Judged("c", "b", 0.1),
    ];

    [Fact]
    public void Of_FiveAnswers_GivesTheFiguresOfTheDefinitions()
    {
        var figures = Metrics.Of(Five, [new(0.9, 0.6, new Dictionary<string, double>(), []), new(0.6, 0.5, new Dictionary<string, double>(), [])]);
        Assert.Equal(0.6, figures.Accuracy, 12);
        // a: 2·2/(3+2), b: 2·1/(2+2), c: 0.
        Assert.Equal((0.8 + 0.5 + 0) / 3, figures.MacroF1, 12);
        // Bins .95 | .85 | .5, .5 | .1: (.05 + .15 + |1 − 1| + .1) / 5.
        Assert.Equal(0.3 / 5, figures.Ece, 12);
        // Risks 0, 0, 1/3, 1/4, 2/5.
        Assert.Equal((1.0 / 3 + 1.0 / 4 + 2.0 / 5) / 5, figures.Aurc, 12);
        // At .75 the tie is taken as a whole; alone its first row would end below.
        Assert.Equal(0.8, Metrics.CoverageAt(Five, 0.75), 12);
        Assert.Equal(0.4, figures.CoverageAt90, 12);
        var asked = Assert.Single(figures.AskedPrecision);
        Assert.Equal((0.9, 0.4, 1.0), (asked.Asked, asked.ActShare, asked.Precision));
    }

    [Fact]
    public void Of_NothingActed_PrecisionIsNull() =>
        Assert.Null(Metrics.Of(Five, [new(0.9, AskedThreshold.Never, new Dictionary<string, double>(), ["*"])]).AskedPrecision[0].Precision);
}
