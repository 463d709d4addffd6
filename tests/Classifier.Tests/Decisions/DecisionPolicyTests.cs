using Classifier.Decisions;
using Classifier.Scoring;
using Classifier.Tests.Support;

namespace Classifier.Tests.Decisions;

public sealed class DecisionPolicyTests
{
    [Theory]
    [InlineData(0.90, DecisionKind.Act)]
    [InlineData(0.89, DecisionKind.Suggest)]
    [InlineData(0.60, DecisionKind.Suggest)]
    [InlineData(0.59, DecisionKind.Triage)]
    public void Decide_AtAndBelowEachThreshold_ReturnsKind(double trust, DecisionKind expected) =>
        Assert.Equal(expected, Some.Decide(Some.Scores(trust), hasReporter: true).Kind);

    [Fact]
    public void Decide_New_NeverActs() => Assert.Equal(DecisionKind.Triage, Some.Decide(Some.Scores(0.99, Novelty.New), hasReporter: true).Kind);

    [Theory]
    [InlineData(true, DecisionKind.Ask)]
    [InlineData(false, DecisionKind.Triage)]
    public void Decide_TooShort_AsksWhoCanAnswer(bool hasReporter, DecisionKind expected) =>
        Assert.Equal(expected, Some.Decide(Some.Scores(0.99, tooShort: true), hasReporter).Kind);

    [Fact]
    public void Decide_NoModel_IsTriage() =>
        Assert.Equal(DecisionKind.Triage, Some.Decide(Some.Scores() with { OwningTeam = Ranking.Empty, ModelVersion = null }, hasReporter: true).Kind);

    [Fact]
    public void Decide_RefusedThreshold_NeverActs()
    {
        var scores = Some.Scores(1.0);
        scores = scores with { OwningTeam = scores.OwningTeam with { Thresholds = new(2, 0.6) } };

        Assert.Equal(DecisionKind.Suggest, Some.Decide(scores, hasReporter: false).Kind);
    }

    [Fact]
    public void Decide_Trace_EndsWithWhatSettledIt()
    {
        var decision = Some.Decide(Some.Scores(0.95), hasReporter: false);

        Assert.Equal(new("Trust at least edge’s threshold?", "95 % ≥ 90 %", true), decision.Trace[^1]);
        Assert.Equal(1, decision.Trace.Count(s => s.IsDecisive));
    }
}
