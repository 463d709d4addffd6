using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Tests.Evaluation;

/// <summary>What pictures show leads back to the figures beside them.</summary>
public sealed class JudgedRowsTests
{
    private static readonly IReadOnlyList<Judgement> Answers =
        [.. Enumerable.Range(0, 400).Select(i => Some.Judged($"c{i % 23:00}", i % 5 == 0 ? $"c{(i + 1) % 23:00}" : $"c{i % 23:00}", i % 97 / 97.0))];

    [Fact]
    public void Reliability_Bins_LeadToEce()
    {
        var bins = ReliabilityBin.Of(Answers);
        Assert.Equal((15, 400), (bins.Count, bins.Sum(b => b.Rows)));
        Assert.Equal(Metrics.Ece(Answers), bins.Where(b => b.Rows > 0).Sum(b => b.Rows * Math.Abs(b.Trust!.Value - b.Accuracy!.Value)) / 400, 12);
    }

    [Fact]
    public void Curve_LastPoint_IsAllRowsAtTheirAccuracy()
    {
        var curve = CoveragePoint.Of(Answers);
        Assert.InRange(curve.Count, 50, 101);
        Assert.Equal((1, Metrics.Accuracy(Answers)), (curve[^1].Coverage, curve[^1].Precision));
        Assert.Equal(curve.Select(p => p.Coverage).Order(), curve.Select(p => p.Coverage));
    }

    [Fact]
    public void Matrix_ManyClasses_KeepsEveryRowAndTheRightOnes()
    {
        var matrix = ConfusionMatrix.Of(Answers);
        Assert.Equal((16, 7, 17), (matrix.Classes.Count, matrix.Others, matrix.Rows.Count));
        Assert.Equal(400, matrix.Rows.Sum(r => r.Sum()));
        var figures = ClassFigures.Of(Answers).ToDictionary(c => c.Label);
        Assert.All(matrix.Classes.Index(), c => Assert.Equal(figures[c.Item].Right, matrix.Rows[c.Index][c.Index]));
    }

    [Fact]
    public void Matrix_Classes_BeginWithTheMostMistaken() =>
        Assert.Equal(["b", "c", "a"], ConfusionMatrix.Of([Some.Judged("a", "a", 1), Some.Judged("b", "c", 1), Some.Judged("c", "b", 1), Some.Judged("b", "b", 1)]).Classes);
}
