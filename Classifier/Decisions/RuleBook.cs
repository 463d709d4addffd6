using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>Scores after the rules that pin and forbid.</summary>
/// <param name="Scores">With the answers that rules leave or give.</param>
/// <param name="Pin">The rule that names the owning team; null when the model is asked.</param>
/// <param name="Forbid">The first rule that took a team out of the ranking; null when none did.</param>
/// <param name="IsTopForbidden">Whether that was the model's own answer, for which alone trust was learned.</param>
internal sealed record RuledScores(AlertScores Scores, DecisionRule? Pin, DecisionRule? Forbid, bool IsTopForbidden);

/// <summary>Applies rules: pure, and before anything is weighed.</summary>
internal static class RuleBook
{
    /// <summary>Pins the type first, so that rules for a type hold for a pinned one too; then forbids and pins teams. What is forbidden cannot be pinned.</summary>
    public static RuledScores Apply(Alert alert, AlertScores scores, DecisionTerms terms, DecisionTrace trace)
    {
        if (terms.Rules.Count == 0)
            return new(scores, null, null, false);
        scores = PinType(alert, scores, terms, trace);
        List<DecisionRule> fitting = [.. terms.Rules.Where(r => (r.Team is not null || r.Never.Count > 0) && r.If.Fits(alert, scores))];
        var forbidden = fitting.SelectMany(r => r.Never).ToHashSet(StringComparer.Ordinal);
        var (before, after) = (scores.OwningTeam, Without(scores.OwningTeam, forbidden));
        var forbid = after.Classes.Count < before.Classes.Count ? fitting.First(r => before.Classes.Any(c => r.Never.Contains(c.Label))) : null;
        var isTopForbidden = before.Top != after.Top;
        if (forbid is not null)
            trace.Note("Does a rule forbid a team?", $"yes, {forbid.Name}{(isTopForbidden ? $": not {before.Top}" : "")}");
        if (isTopForbidden)
            scores = scores with { Explanation = [Reason(forbid!, 1)] };        // the other reasons were for the forbidden team
        if (fitting.Find(r => r.Team is { } team && !forbidden.Contains(team)) is { Team: { } pinned } pin)
            return new(scores with { OwningTeam = Pinned(after, pinned), Explanation = ReasonsFor(pin, pinned, after.Top, scores.Explanation) }, pin, forbid, isTopForbidden);
        return new(scores with { OwningTeam = after }, null, forbid, isTopForbidden);
    }

    /// <summary>The rule by which an answer may not be acted on; null when none forbids it.</summary>
    public static DecisionRule? Cap(Alert alert, AlertScores scores, DecisionTerms terms) => terms.Rules.FirstOrDefault(r => r.NeverAct && r.If.Fits(alert, scores));

    /// <summary>The rule as a reason.</summary>
    public static Evidence Reason(DecisionRule rule, double weight) => new(EvidenceKind.Rule, rule.Name, null, null, weight);

    private static AlertScores PinType(Alert alert, AlertScores scores, DecisionTerms terms, DecisionTrace trace)
    {
        if (terms.Rules.FirstOrDefault(r => r.IssueType is not null && r.If.Fits(alert, scores)) is not { IssueType: { } type } rule)
            return scores;
        trace.Note("Does a rule name the issue type?", $"yes, {rule.Name}: {type}");
        return scores with
        {
            IssueType = Pinned(scores.IssueType, type),
            IsSecurity = scores.IsSecurity || terms.SecurityTypes.Contains(type, StringComparer.Ordinal),
            Explanation = [.. scores.Explanation, Reason(rule, 0)],
        };
    }

    private static Ranking Pinned(Ranking ranking, string label) => ranking with
    {
        Classes = [new(label, 1), .. ranking.Classes.Where(c => c.Label != label)],
        By = AnsweredBy.Rule,
        Trust = 1,
        Thresholds = TrustThresholds.Default,
    };

    /// <summary>The ranking as if the forbidden classes were not there: what is left sums to 1 again.</summary>
    private static Ranking Without(Ranking ranking, HashSet<string> forbidden)
    {
        List<ClassScore> left = [.. ranking.Classes.Where(c => !forbidden.Contains(c.Label))];
        if (left.Count == ranking.Classes.Count)
            return ranking;
        var sum = left.Sum(c => c.Probability);
        if (sum <= 0)
            return Ranking.Empty;
        left = left.ConvertAll(c => c with { Probability = c.Probability / sum });
        return ranking with { Classes = left, Trust = left[0].Label == ranking.Top ? ranking.Trust : left[0].Probability };
    }

    private static IReadOnlyList<Evidence> ReasonsFor(DecisionRule pin, string pinned, string? modelsTop, IReadOnlyList<Evidence> reasons) =>
        pinned == modelsTop ? [Reason(pin, 1), .. reasons] : [Reason(pin, 1), .. reasons.Where(r => r.Kind == EvidenceKind.Rule)];
}
