using System.Globalization;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>From scores to a decision. Pure: the same scores give the same decision.</summary>
public static class DecisionPolicy
{
    /// <summary>Decides by trust; a tie with a threshold is in its favour. New never acts.</summary>
    /// <param name="scores">What the model says; an empty ranking is triage.</param>
    /// <param name="hasReporter">Whether somebody can be asked for more.</param>
    public static Decision Decide(AlertScores scores, bool hasReporter)
    {
        var team = scores.OwningTeam;
        var trace = new List<DecisionStep>();
        bool Settles(bool settles, string question, string answer)
        {
            trace.Add(new(question, answer, settles));
            return settles;
        }

        DecisionKind kind;
        if (Settles(team.Top is null, "Is a model loaded?", team.Top is null ? "no, so triage" : scores.ModelVersion ?? "yes"))
            kind = DecisionKind.Triage;
        else if (Settles(scores.Novelty == Novelty.New, "New to the model?", scores.Novelty == Novelty.New ? "almost nothing of it was seen before, so triage" : Word(scores.Novelty)))
            kind = DecisionKind.Triage;
        else if (Settles(scores.IsTooShort && hasReporter, "Enough text to judge by?", scores.IsTooShort ? hasReporter ? "no, so ask the reporter" : "little, and nobody to ask" : "yes"))
            kind = DecisionKind.Ask;
        else if (Settles(team.Trust >= team.Thresholds.Act, $"Trust at least {team.Top}’s threshold?", Compare(team.Trust, team.Thresholds.Act)))
            kind = DecisionKind.Act;
        else if (Settles(team.Trust >= team.Thresholds.Suggest, "Trust enough to suggest?", Compare(team.Trust, team.Thresholds.Suggest)))
            kind = DecisionKind.Suggest;
        else
            kind = DecisionKind.Triage;
        return new(kind, team.Trust, trace);
    }

    private static string Compare(double trust, double threshold) => threshold > 1
        ? "no trust is enough for this team yet"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * trust:F0} % {(trust >= threshold ? "≥" : "<")} {100 * threshold:F0} %");

    private static string Word(Novelty novelty) => novelty == Novelty.Variant ? "a variant of what is known" : "known";
}
