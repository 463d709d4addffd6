using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>What outcomes cost, in one unit of the company's choice (minutes of work, money).</summary>
/// <param name="WrongPage">A team is called whose problem it is not. Above 0.</param>
/// <param name="Triage">A person finds the owner without help. Above 0.</param>
/// <param name="Miss">The owner is not called at once but after a person has looked. 0 or more.</param>
/// <param name="Review">A person looks at a suggestion. Above 0 and at most <paramref name="Triage"/>.</param>
public sealed record DecisionCosts(double WrongPage, double Triage, double Miss, double Review)
{
    /// <summary>What acting is expected to cost: where it is wrong, a wrong call, and then triage all the same, late.</summary>
    public double OfActing(double trust) => (1 - trust) * (WrongPage + Triage + Miss);

    /// <summary>What suggesting is expected to cost: a look, the wait for it, and where it is wrong, triage.</summary>
    public double OfSuggesting(double trust) => Review + Miss + (1 - trust) * Triage;

    /// <summary>What triage costs, whatever the trust.</summary>
    public double OfTriage => Triage + Miss;

    /// <summary>The trust from which on each decision is expected to cost least.</summary>
    /// <remarks>
    /// Elkan, "The Foundations of Cost-Sensitive Learning", IJCAI 2001, equation 2: where the expected costs of two decisions
    /// are equal. It needs no figures of the model, since trust is calibrated.
    /// </remarks>
    public TrustThresholds Thresholds()
    {
        var suggest = Review / Triage;                                                // suggest against triage
        var actOverTriage = WrongPage / (WrongPage + Triage + Miss);
        var actOverSuggest = (WrongPage - Review) / (WrongPage + Miss);
        var act = Math.Clamp(Math.Max(actOverTriage, actOverSuggest), 0, 1);
        return new(act, Math.Min(suggest, act));
    }
}
