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

    private static readonly Dictionary<string, int> Fitted = new() { ["a"] = 20, ["b"] = 21, ["d"] = 2 };

    [Fact]
    public void Of_FiveAnswers_GivesTheFiguresOfTheDefinitions()
    {
        var figures = Metrics.Of(Five, [new(0.9, 0.6, new Dictionary<string, double>(), []), new(0.6, 0.5, new Dictionary<string, double>(), [])], Fitted);
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
    public void ClassSizes_EachRow_CountsByTheFittedRowsOfItsClass()
    {
        var sizes = Metrics.Of(Five, [], Fitted).ClassSizes;
        Assert.Equal(["lone", "rare", "middling", "large"], sizes.Select(s => s.Size));
        // a has 20 fitted rows and both of its own right, b has 21 and one of two; of c none was fitted.
        Assert.Equal([(0, 0, null), (1, 2, 1), (1, 2, 0.5), (0, 0, (double?)null)], sizes.Select(s => (s.Found, s.Rows, s.Recall)));
        Assert.Equal([null, 1, 0.5, (double?)null], sizes.Select(s => s.Top3Recall));
    }

    [Fact]
    public void Of_NothingActed_PrecisionIsNull() =>
        Assert.Null(Metrics.Of(Five, [new(0.9, AskedThreshold.Never, new Dictionary<string, double>(), ["*"])], Fitted).AskedPrecision[0].Precision);
}
