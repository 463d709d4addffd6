using Classifier.Decisions;
using Classifier.Scoring;
using Classifier.Tests.Support;

namespace Classifier.Tests.Decisions;

/// <summary>When the model cannot tell sibling teams apart, their parent answers: only as far as training showed that it may.</summary>
public sealed class ParentAnswerTests
{
    private static readonly DecisionTerms Terms = new() { Teams = new(new Dictionary<string, string> { ["edge"] = "platform", ["dns"] = "platform" }) };
    private static readonly IReadOnlyList<string> Members = ["dns", "edge"];

    [Theory]
    [InlineData(0.50, 0.46, DecisionKind.Act)]         // .96 over the parent's .95
    [InlineData(0.50, 0.40, DecisionKind.Suggest)]     // .90 over its .80
    [InlineData(0.40, 0.35, DecisionKind.Triage)]
    public void Decide_SpreadOverSiblings_ParentAnswersByItsOwnThresholds(double edge, double dns, DecisionKind expected)
    {
        var decision = Some.Decide(Spread(edge, dns, Learned(Members)), Terms);

        Assert.Equal(expected, decision.Kind);
        Assert.Equal(expected == DecisionKind.Triage ? "edge" : "platform", decision.Scores.OwningTeam.Top);
    }

    [Fact]
    public void Decide_ParentAnswers_SumIsItsTrustAndItsTeamsAreAlternatives()
    {
        var decision = Some.Decide(Spread(0.50, 0.46, Learned(Members)), Terms);

        Assert.Equal(0.96, decision.Trust, 1e-9);
        Assert.Equal(["platform", "edge", "dns", "shop"], decision.Scores.OwningTeam.Classes.Select(c => c.Label));
        Assert.Equal(AnsweredBy.Parent, decision.Scores.OwningTeam.By);
        Assert.Equal(new("Parent platform at least its own threshold?", "96 % ≥ 95 %", true), decision.Trace[^1]);
        Assert.Equal(new(EvidenceKind.Rule, "its teams edge (50 %), dns (46 %)", null, null, 1), decision.Scores.Explanation[0]);
    }

    [Fact]
    public void Decide_ATeamThatIsSureEnough_AnswersItself() =>
        Assert.Equal("edge", Some.Decide(Spread(0.97, 0.02, Learned(Members)), Terms).Scores.OwningTeam.Top);

    [Fact]
    public void Decide_TeamsOtherThanInTraining_ParentNeverActsAndSuggestsLate()
    {
        Assert.Equal(DecisionKind.Suggest, Some.Decide(Spread(0.50, 0.46, Learned(["edge"])), Terms).Kind);
        Assert.Equal(DecisionKind.Triage, Some.Decide(Spread(0.50, 0.38, Learned(["edge"])), Terms).Kind);
    }

    [Fact]
    public void Decide_NoParents_IsAsBefore()
    {
        var scores = Spread(0.50, 0.46, Learned(Members));

        Assert.Equal("edge", Some.Decide(scores, DecisionTerms.Default).Scores.OwningTeam.Top);
    }

    [Fact]
    public void Decide_New_NoParentAnswers() =>
        Assert.Equal(DecisionKind.Triage, Some.Decide(Spread(0.50, 0.46, Learned(Members)) with { Novelty = Novelty.New }, Terms).Kind);

    private static AlertScores Spread(double edge, double dns, LearnedThresholds learned)
    {
        var scores = Some.Scores();
        return scores with { OwningTeam = new() { Classes = [new("edge", edge), new("dns", dns), new("shop", 1 - edge - dns)], Trust = edge, Learned = learned } };
    }

    private static LearnedThresholds Learned(IReadOnlyList<string> members) => new(Some.TargetCard(
        [Some.Asked(0.90, 0.90), Some.Asked(0.60, 0.60)], new(new Dictionary<string, IReadOnlyList<string>> { ["platform"] = members }, [Some.Asked(0.90, 0.95), Some.Asked(0.60, 0.80)])));
}
