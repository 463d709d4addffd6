using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>What is done with an alert.</summary>
public enum DecisionKind
{
    /// <summary>New, unclear, or no model: people look at it without an owner stated as fact.</summary>
    Triage,

    /// <summary>Too little text, and a reporter who can answer.</summary>
    Ask,

    /// <summary>An owner is suggested, a person accepts.</summary>
    Suggest,

    /// <summary>The owner is sure enough to be called.</summary>
    Act,
}

/// <summary>One question that was asked on the way to a decision.</summary>
/// <param name="Question">In words for people.</param>
/// <param name="Answer">In words for people.</param>
/// <param name="IsDecisive">Whether the answer settled the matter.</param>
public sealed record DecisionStep(string Question, string Answer, bool IsDecisive);

/// <summary>What is done with an alert, and why.</summary>
/// <param name="Kind">One of the four.</param>
/// <param name="Trust">Probability that the owning team is right; 1 where a rule names it, 0 without a model.</param>
/// <param name="Trace">Every question asked, in order.</param>
/// <param name="Scores">The scores with the answers that count: what rules pin and forbid, and a parent where it answers for its teams.</param>
public sealed record Decision(DecisionKind Kind, double Trust, IReadOnlyList<DecisionStep> Trace, AlertScores Scores)
{
    /// <summary>The decision with what settled it, for people.</summary>
    public string InWords()
    {
        var word = Kind.ToString().ToLowerInvariant();
        return Trace.LastOrDefault(s => s.IsDecisive) is { } step ? $"{word}: {step.Question} {step.Answer}" : $"{word}: trust is too low to suggest an owner";
    }
}
