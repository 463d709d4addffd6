using Classifier.Scoring;
using Classifier.Training.Calibration;

namespace Classifier.Training.Tests.Calibration;

public sealed class GateTests
{
    // The top probability is twice as far from even as it should be; what is known says the rest.
    private static IReadOnlyList<IReadOnlyList<GateCase>> Folds(int rows, int seed) =>
        [.. Enumerable.Range(0, 3).Select(f => (IReadOnlyList<GateCase>)Cases(rows, new Random(seed + f)))];

    [Fact]
    public void Fit_TopProbabilityTooSure_LearnsHowOftenItIsRight()
    {
        var gate = GateLearning.Fit(Folds(400, seed: 1), seed: 1);
        var unseen = Cases(4000, new Random(9)).Select(gate.Judge).ToList();
        Assert.InRange(unseen.Average(j => j.Trust) - unseen.Count(j => j.IsRight) / 4000.0, -0.03, 0.03);
        Assert.True(unseen.Where(j => j.Trust > 0.9).Average(j => j.IsRight ? 1 : 0) > 0.85);
    }

    [Fact]
    public void TreeGate_TakenOutOfMlNet_TrustsAsTheAnswersAre()
    {
        var cases = Cases(3000, new Random(2));
        var gate = TreeGateLearning.Fit(ClassPrecisions.InputsOf(cases), [.. cases.Select(c => c.IsRight)], seed: 1);
        Assert.Equal("fast_tree", gate.Kind);
        var unseen = Cases(3000, new Random(3));
        var judged = unseen.Select(c => (Trust: gate.Trust(c.Inputs(0.5f)), c.IsRight)).ToList();
        double[] gaps = [.. new[] { 0.3, 0.5, 0.7, 0.8, 1.01 }.Select(t => judged.Where(j => j.Trust < t && j.Trust >= t - 0.2)).Where(b => b.Count() > 200).Select(b => b.Average(j => j.Trust - (j.IsRight ? 1 : 0)))];
        Assert.True(gaps.Length > 2);
        Assert.All(gaps, gap => Assert.InRange(gap, -0.1, 0.1));
        var again = TrustGate.Of(gate.Kind, gate.Numbers);
        Assert.All(unseen.Take(100), c => Assert.Equal(gate.Trust(c.Inputs(0.5f)), again.Trust(c.Inputs(0.5f))));
    }

    [Fact]
    public void Fit_AllRight_TrustsTheTopProbability()
    {
        var cases = Cases(50, new Random(1)).Select(c => c with { Answer = c.Truth }).ToList();
        var gate = LogisticRegression.Fit(ClassPrecisions.InputsOf(cases), [.. cases.Select(_ => true)], used: 3);
        Assert.Equal(cases[0].Probabilities.Max(), gate.Trust(cases[0].Inputs(0.5f)), 4);
    }

    [Fact]
    public void InputsOf_ClassThatIsRightOnce_DoesNotTellTheCaseItsOwnAnswer()
    {
        var cases = Cases(100, new Random(4));
        cases[7] = cases[7] with { Truth = "rare", Answer = "rare" };
        var others = new ClassPrecisions(cases.Where((_, i) => i % 5 != 2));
        Assert.Equal(cases[7].Inputs(others.Of("never seen")), ClassPrecisions.InputsOf(cases)[7]);
    }

    [Theory]
    [InlineData("logistic", 3)]
    [InlineData("fast_tree", 2)]
    [InlineData("forest", 9)]
    public void Of_NumbersThatDoNotFit_IsRefused(string kind, int numbers) =>
        Assert.Throws<FormatException>(() => TrustGate.Of(kind, new float[numbers]));

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Of_TreeThatLeadsOutOrRound_IsRefused(int child) =>
        Assert.Throws<FormatException>(() => TrustGate.Of("fast_tree", [1, 0, 1, 0, 0, 0.5f, child, child]));

    private static GateCase[] Cases(int rows, Random random) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        var logit = 4 * random.NextDouble();
        var known = random.NextDouble();
        var isRight = random.NextDouble() < 1 / (1 + Math.Exp(-(logit / 2 + 2 * known - 1)));
        var top = (float)(1 / (1 + Math.Exp(-logit)));
        return new GateCase
        {
            Truth = isRight ? "a" : "b",
            Answer = "a",
            IsInTopThree = true,
            IsKnown = true,
            Probabilities = [top, 1 - top],
            ClassShare = 0.5f,
            KnownShare = (float)known,
            Features = 10,
            Agreement = 0,
        };
    })];
}
