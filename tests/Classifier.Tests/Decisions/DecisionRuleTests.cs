using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Scoring;
using Classifier.Tests.Support;

namespace Classifier.Tests.Decisions;

/// <summary>What a rule says wins, and trace and reasons say so.</summary>
public sealed class DecisionRuleTests
{
    private static readonly RuleCondition Vault = new() { Labels = new Dictionary<string, string> { ["service"] = "card-*" } };
    private static readonly Alert FromVault = Some.Alert() with { Labels = new SortedDictionary<string, string> { ["service"] = "card-vault" } };

    [Theory]
    [InlineData(true, DecisionKind.Act)]
    [InlineData(false, DecisionKind.Suggest)]
    public void Decide_PinnedTeam_IsTheAnswerByTheTeamsMode(bool isAuto, DecisionKind expected)
    {
        var decision = Decide(0.99, new DecisionRule("cards", Vault) { Team = "payments" }, autoTeams: isAuto ? ["payments"] : []);

        Assert.Equal((expected, "payments", AnsweredBy.Rule, 1.0), (decision.Kind, decision.Scores.OwningTeam.Top, decision.Scores.OwningTeam.By, decision.Trust));
        Assert.Equal(new(EvidenceKind.Rule, "cards", null, null, 1), Assert.Single(decision.Scores.Explanation));
        Assert.StartsWith("yes, cards: payments", decision.Trace.Single(s => s.IsDecisive).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_PinnedTeam_CountsForWhatIsNewAndWithoutAModel()
    {
        var scores = Some.Scores(0.2, Novelty.New, tooShort: true) with { OwningTeam = Ranking.Empty, ModelVersion = null };

        Assert.Equal(DecisionKind.Act, Some.Decide(scores, Terms(["payments"], new DecisionRule("cards", Vault) { Team = "payments" }), alert: FromVault).Kind);
    }

    [Fact]
    public void Decide_RuleThatDoesNotFit_ChangesNothing() =>
        Assert.Equal("edge", Some.Decide(Some.Scores(), Terms([], new DecisionRule("cards", Vault) { Team = "payments" })).Scores.OwningTeam.Top);

    [Fact]
    public void Decide_ForbiddenTop_TheNextIsNeverActedOn()
    {
        var decision = Decide(0.30, new DecisionRule("not edge", Vault) { Never = ["edge"] });

        Assert.Equal((DecisionKind.Suggest, "shop"), (decision.Kind, decision.Scores.OwningTeam.Top));
        Assert.Equal(1, decision.Scores.OwningTeam.Classes.Sum(c => c.Probability), 1e-9);
        Assert.Equal("not edge", Assert.Single(decision.Scores.Explanation).Text);
        Assert.Contains(decision.Trace, s => s.Answer == "yes, not edge: not edge");
    }

    [Fact]
    public void Decide_ForbiddenAlternative_LeavesTheAnswerAndItsTrust()
    {
        var decision = Decide(0.95, new DecisionRule("not shop", Vault) { Never = ["shop"] });

        Assert.Equal((DecisionKind.Act, "edge", 0.95), (decision.Kind, decision.Scores.OwningTeam.Top, decision.Trust));
        Assert.DoesNotContain(decision.Scores.OwningTeam.Classes, c => c.Label == "shop");
    }

    [Fact]
    public void Decide_AllForbidden_IsTriage() => Assert.Equal(DecisionKind.Triage, Decide(0.95, new DecisionRule("nobody", Vault) { Never = ["edge", "shop"] }).Kind);

    [Fact]
    public void Decide_PinnedAndForbidden_ForbiddingWins()
    {
        var decision = Decide(0.95, new DecisionRule("pin", Vault) { Team = "shop" }, new DecisionRule("forbid", Vault) { Never = ["shop"] });

        Assert.Equal("edge", decision.Scores.OwningTeam.Top);
    }

    [Fact]
    public void Decide_NeverAct_CapsTheModelAndAPin()
    {
        var cap = new DecisionRule("with care", Vault) { NeverAct = true };
        var decision = Decide(0.99, cap);

        Assert.Equal((DecisionKind.Suggest, "edge"), (decision.Kind, decision.Scores.OwningTeam.Top));
        Assert.Equal(new("Does a rule forbid to act?", "yes, with care, so suggest", true), decision.Trace[^1]);
        Assert.Single(decision.Trace, s => s.IsDecisive);
        Assert.Contains(decision.Scores.Explanation, e => e is { Kind: EvidenceKind.Rule, Text: "with care" });
        Assert.Equal(DecisionKind.Suggest, Some.Decide(Some.Scores(), Terms(["shop"], cap, new DecisionRule("pin", Vault) { Team = "shop" }), alert: FromVault).Kind);
    }

    [Fact]
    public void Decide_NeverActForATeam_LooksAtTheAnswerThatCounts()
    {
        var cap = new DecisionRule("shop by hand", new() { Teams = ["shop"] }) { NeverAct = true };

        Assert.Equal(DecisionKind.Act, Decide(0.99, cap).Kind);
        Assert.Equal(DecisionKind.Suggest, Some.Decide(Some.Scores(), Terms(["shop"], cap, new DecisionRule("pin", Vault) { Team = "shop" }), alert: FromVault).Kind);
    }

    [Fact]
    public void Decide_PinnedType_CountsForRulesOfThatTypeAndSecurityStaysPrivate()
    {
        var terms = Terms(["secops"], new DecisionRule("type", Vault) { IssueType = "leaked-credential" }, new DecisionRule("owner", new() { IssueTypes = ["leaked-credential"] }) { Team = "secops" });
        var decision = Some.Decide(Some.Scores(), terms with { SecurityTypes = ["leaked-credential"] }, alert: FromVault);

        Assert.Equal(("leaked-credential", "secops", true), (decision.Scores.IssueType.Top, decision.Scores.OwningTeam.Top, decision.Scores.IsSecurity));
        Assert.True(Some.Decide(Some.Scores(security: true), Terms([], new DecisionRule("type", Vault) { IssueType = "disk-full" }), alert: FromVault).Scores.IsSecurity);
    }

    [Theory]
    [InlineData("card vault", "The CARD Vault is sealed", true)]
    [InlineData("card", "discard it", false)]
    [InlineData("card", "cards", false)]
    [InlineData("card", "discard (card)", true)]
    [InlineData("磁盘", "服务器磁盘已满", true)]
    [InlineData("c++", "c++ build", true)]
    public void Fits_Text_WholeWordsInAnyCase(string phrase, string title, bool expected) =>
        Assert.Equal(expected, new RuleCondition { Text = [phrase] }.Fits(Some.Alert(title), Some.Scores()));

    [Fact]
    public void Fits_EveryPart_MustFit()
    {
        var condition = new RuleCondition { Sources = ["prom*"], Severities = [Severity.Medium], Teams = ["edge"], IssueTypes = ["certificate-expiry"], Text = ["broke"] };
        var alert = Some.Alert() with { Source = "prometheus" };

        Assert.True(condition.Fits(alert, Some.Scores()));
        Assert.False(condition.Fits(alert with { Source = "api" }, Some.Scores()));
        Assert.False(condition.Fits(alert, Some.Scores() with { Severity = Severity.Low }));
        Assert.False(condition.Fits(alert with { Title = "fine" }, Some.Scores()));
    }

    private static Decision Decide(double trust, params DecisionRule[] rules) => Some.Decide(Some.Scores(trust), Terms(["edge", "shop"], rules), alert: FromVault);

    private static Decision Decide(double trust, DecisionRule rule, string[] autoTeams) => Some.Decide(Some.Scores(trust), Terms(autoTeams, rule), alert: FromVault);

    private static DecisionTerms Terms(string[] autoTeams, params DecisionRule[] rules) => new() { Rules = rules, AutoTeams = autoTeams.ToHashSet() };
}
