using System.Globalization;
using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>From scores to a decision. Pure: the same alert, scores and terms give the same decision.</summary>
public static class DecisionPolicy
{
    /// <summary>
    /// Rules come first; then trust decides, a tie with a threshold in its favour. New never acts, and where the model cannot
    /// tell sibling teams apart, their parent may answer.
    /// </summary>
    /// <param name="alert">What is decided about.</param>
    /// <param name="scores">What the model says; an empty ranking is triage, unless a rule names the owner.</param>
    /// <param name="terms">What the company lays down.</param>
    public static Decision Decide(Alert alert, AlertScores scores, DecisionTerms terms)
    {
        var trace = new DecisionTrace();
        var ruled = RuleBook.Apply(alert, scores, terms, trace);
        scores = ruled.Scores;
        var kind = ruled.Pin is { } pin ? ByRule(pin, terms, trace) : ByTrust(alert, ruled, terms, trace, out scores);
        if (kind == DecisionKind.Act && RuleBook.Cap(alert, scores, terms) is { } cap)
        {
            trace.Overrule("Does a rule forbid to act?", $"yes, {cap.Name}, so suggest");
            return new(DecisionKind.Suggest, scores.OwningTeam.Trust, trace.Steps, scores with { Explanation = [.. scores.Explanation, RuleBook.Reason(cap, 0)] });
        }
        return new(kind, scores.OwningTeam.Trust, trace.Steps, scores);
    }

    private static DecisionKind ByRule(DecisionRule pin, DecisionTerms terms, DecisionTrace trace)
    {
        var acts = terms.AutoTeams.Contains(pin.Team!);
        trace.Settles(true, "Does a rule name the owner?", $"yes, {pin.Name}: {pin.Team}{(acts ? "" : ", which is asked first")}");
        return acts ? DecisionKind.Act : DecisionKind.Suggest;
    }

    private static DecisionKind ByTrust(Alert alert, RuledScores ruled, DecisionTerms terms, DecisionTrace trace, out AlertScores decided)
    {
        var scores = decided = ruled.Scores;
        var (team, isNew, isShort) = (scores.OwningTeam, scores.Novelty == Novelty.New, scores.IsTooShort);
        if (ruled.Forbid is not null && trace.Settles(team.Top is null, "Is a team left?", team.Top is null ? "no, so triage" : "yes"))
            return DecisionKind.Triage;
        if (trace.Settles(team.Top is null, "Is a model loaded?", team.Top is null ? "no, so triage" : scores.ModelVersion ?? "yes"))
            return DecisionKind.Triage;
        if (trace.Settles(isNew, "New to the model?", isNew ? "almost nothing of it was seen before, so triage" : Word(scores.Novelty)))
            return DecisionKind.Triage;
        if (trace.Settles(isShort, "Enough text to judge by?", !isShort ? "yes" : alert.Reporter is null ? "no, and nobody to ask, so triage" : "no, so ask the reporter"))
            return alert.Reporter is null ? DecisionKind.Triage : DecisionKind.Ask;

        var needed = terms.AskedOf(team.Top).Of(team);
        decided = scores with { OwningTeam = team with { Thresholds = needed } };
        if (trace.Settles(!ruled.IsTopForbidden && team.Trust >= needed.Act, $"Trust at least {team.Top}’s threshold?", ruled.IsTopForbidden ? "a second answer is never acted on" : Compare(team.Trust, needed.Act)))
            return DecisionKind.Act;
        // What rules took out is missing from sums and from what parents were judged by.
        var parent = ruled.Forbid is null ? ParentAnswer.Of(scores, terms) : null;
        if (parent is not null && trace.Settles(parent.Acts, $"Its parent {parent.Label} at least its own threshold?", Compare(parent.Probability, parent.Needed.Act)))
            return parent.Decide(DecisionKind.Act, out decided);
        if (trace.Settles(team.Trust >= needed.Suggest, "Trust enough to suggest?", Compare(team.Trust, needed.Suggest)))
            return DecisionKind.Suggest;
        if (parent is not null && trace.Settles(parent.Suggests, $"Parent {parent.Label} enough to suggest?", Compare(parent.Probability, parent.Needed.Suggest)))
            return parent.Decide(DecisionKind.Suggest, out decided);
        return DecisionKind.Triage;
    }

    private static string Compare(double trust, double threshold) => threshold > 1
        ? "no trust is enough for this team yet"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * trust:F0} % {(trust >= threshold ? "≥" : "<")} {100 * threshold:F0} %");

    private static string Word(Novelty novelty) => novelty == Novelty.Variant ? "a variant of what is known" : "known";
}
