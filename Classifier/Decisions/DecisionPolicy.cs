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
        var (kind, decided) = ruled.Pin is { } pin ? (ByRule(pin, terms, trace), ruled.Scores) : ByTrust(alert, ruled, terms, trace);
        if (kind == DecisionKind.Act && RuleBook.Cap(alert, decided, terms) is { } cap)
        {
            trace.Overrule("Does a rule forbid to act?", $"yes, {cap.Name}, so suggest");
            (kind, decided) = (DecisionKind.Suggest, decided with { Explanation = [.. decided.Explanation, RuleBook.Reason(cap, 0)] });
        }
        return new(kind, decided.OwningTeam.Trust, trace.Steps, decided);
    }

    private static DecisionKind ByRule(DecisionRule pin, DecisionTerms terms, DecisionTrace trace)
    {
        var acts = terms.AutoTeams.Contains(pin.Team!);
        trace.Settles(true, "Does a rule name the owner?", $"yes, {pin.Name}: {pin.Team}{(acts ? "" : ", which is asked first")}");
        return acts ? DecisionKind.Act : DecisionKind.Suggest;
    }

    private static (DecisionKind Kind, AlertScores Decided) ByTrust(Alert alert, RuledScores ruled, DecisionTerms terms, DecisionTrace trace)
    {
        if (BeforeTrust(alert, ruled, trace) is { } early)
            return (early, ruled.Scores);
        var needed = terms.AskedOf(ruled.Scores.OwningTeam.Top).Of(ruled.Scores.OwningTeam);
        var team = ruled.Scores.OwningTeam with { Thresholds = needed };
        var scores = ruled.Scores with { OwningTeam = team };
        if (trace.Settles(team.Trust >= needed.Act && !ruled.IsTopForbidden, $"Trust at least {team.Top}’s threshold?", ruled.IsTopForbidden ? "a second answer is never acted on" : Compare(team.Trust, needed.Act)))
            return (DecisionKind.Act, scores);
        // What rules took out is missing from the sum, and parents were not judged that way.
        var parent = ruled.Forbid is null ? ParentAnswer.Of(scores, terms) : null;
        if (parent is not null && trace.Settles(parent.Acts, $"Parent {parent.Label} at least its own threshold?", Compare(parent.Probability, parent.Needed.Act)))
            return (DecisionKind.Act, parent.Decided);
        if (trace.Settles(team.Trust >= needed.Suggest, "Trust enough to suggest?", Compare(team.Trust, needed.Suggest)))
            return (DecisionKind.Suggest, scores);
        if (parent is not null && trace.Settles(parent.Suggests, $"Parent {parent.Label} enough to suggest?", Compare(parent.Probability, parent.Needed.Suggest)))
            return (DecisionKind.Suggest, parent.Decided);
        return (DecisionKind.Triage, scores);
    }

    /// <summary>What is decided without looking at trust; null when trust decides.</summary>
    private static DecisionKind? BeforeTrust(Alert alert, RuledScores ruled, DecisionTrace trace)
    {
        var (scores, top) = (ruled.Scores, ruled.Scores.OwningTeam.Top);
        var (isNew, isShort, reporter) = (scores.Novelty == Novelty.New, scores.IsTooShort, alert.Reporter);
        if (ruled.Forbid is not null && trace.Settles(top is null, "Is a team left?", top is null ? "no, so triage" : "yes"))
            return DecisionKind.Triage;
        if (trace.Settles(top is null, "Is a model loaded?", top is null ? "no, so triage" : scores.ModelVersion ?? "yes"))
            return DecisionKind.Triage;
        if (trace.Settles(isNew, "New to the model?", isNew ? "almost nothing of it was seen before, so triage" : Word(scores.Novelty)))
            return DecisionKind.Triage;
        if (trace.Settles(isShort, "Enough text to judge by?", !isShort ? "yes" : reporter is null ? "no, and nobody to ask, so triage" : "no, so ask the reporter"))
            return reporter is null ? DecisionKind.Triage : DecisionKind.Ask;
        return null;
    }

    private static string Compare(double trust, double threshold) => threshold > 1
        ? "no trust is enough for this team yet"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * trust:F0} % {(trust >= threshold ? "≥" : "<")} {100 * threshold:F0} %");

    private static string Word(Novelty novelty) => novelty == Novelty.Variant ? "a variant of what is known" : "known";
}
