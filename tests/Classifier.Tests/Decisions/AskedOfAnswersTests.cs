using Classifier.Decisions;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Support;
using CsCheck;

namespace Classifier.Tests.Decisions;

/// <summary>Thresholds from a precision that training found, or from what outcomes cost.</summary>
public sealed class AskedOfAnswersTests
{
    private static readonly LearnedThresholds Learned = new(Some.TargetCard([Some.Asked(0.95, 0.88), Some.Asked(0.90, 0.44), Some.Asked(0.60, 0.10)]));

    [Theory]
    [InlineData(0.90, 0.60, 0.44, 0.10)]      // as trained
    [InlineData(0.93, 0.60, 0.88, 0.10)]      // the next higher that was trained
    [InlineData(0.97, 0.60, 0.97, 0.10)]      // above all: calibrated trust itself
    [InlineData(0.50, 0.40, 0.10, 0.10)]
    public void Of_APrecision_IsWhatTrainingFoundOrSafer(double act, double suggest, double actAt, double suggestAt) =>
        Assert.Equal(new(actAt, suggestAt), new AskedOfAnswers(act, suggest).Of(Ranking(Learned)));

    [Fact]
    public void Of_RefusedInTraining_StaysRefusedForAHigherPrecision() =>
        Assert.True(new AskedOfAnswers(0.97, 0.6).Of(Ranking(new(Some.TargetCard([Some.Asked(0.95, AskedThreshold.Never), Some.Asked(0.60, 0.1)])))).Act > 1);

    [Fact]
    public void Of_NothingLearned_TrustItselfIsTheMeasure() => Assert.Equal(new(0.8, 0.7), new AskedOfAnswers(0.8, 0.7).Of(Ranking(null)));

    [Fact]
    public void AskedOf_ATeamOfItsOwn_CountsForThatTeamAlone()
    {
        var terms = new DecisionTerms { AskedByTeam = new Dictionary<string, AskedOfAnswers> { ["edge"] = new(0.97, 0.6) } };

        Assert.Equal(DecisionKind.Suggest, Some.Decide(Some.Scores(0.95) with { OwningTeam = Ranking(Learned, 0.95) }, terms).Kind);
        Assert.Equal(DecisionKind.Act, Some.Decide(Some.Scores(0.95) with { OwningTeam = Ranking(Learned, 0.95) }, DecisionTerms.Default).Kind);
    }

    [Fact]
    public void Thresholds_AnyCosts_ChooseWhatIsExpectedToCostLeast() => Gen.Select(AnyCosts, Gen.Double[0, 1]).Sample((costs, trust) =>
    {
        var needed = costs.Thresholds();
        var chosen = trust >= needed.Act ? costs.OfActing(trust) : trust >= needed.Suggest ? costs.OfSuggesting(trust) : costs.OfTriage;

        Assert.True(chosen <= Math.Min(costs.OfActing(trust), Math.Min(costs.OfSuggesting(trust), costs.OfTriage)) + 1e-9);
        Assert.InRange(needed.Suggest, 0, needed.Act);
        Assert.InRange(needed.Act, 0, 1);
    });

    [Fact]
    public void Thresholds_WrongPageNineTimesTriage_ActsFromNineInTen() => Assert.Equal(0.90, new DecisionCosts(9, 1, 0, 0.9).Thresholds().Act, 1e-9);

    [Fact]
    public void Thresholds_ADearerWrongPage_NeverLowersTheBar() => Gen.Select(AnyCosts, Gen.Double[1, 10]).Sample((costs, factor) =>
        Assert.True((costs with { WrongPage = costs.WrongPage * factor }).Thresholds().Act >= costs.Thresholds().Act - 1e-9));

    private static Ranking Ranking(LearnedThresholds? learned, double trust = 0.5) => new() { Classes = [new("edge", trust), new("shop", 1 - trust)], Trust = trust, Learned = learned };

    private static Gen<DecisionCosts> AnyCosts =>
        Gen.Select(Gen.Double[0.01, 100], Gen.Double[0.01, 100], Gen.Double[0, 100], Gen.Double[0.01, 1]).Select((wrong, triage, miss, share) => new DecisionCosts(wrong, triage, miss, triage * share));
}
