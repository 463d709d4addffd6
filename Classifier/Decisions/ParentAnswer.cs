using System.Globalization;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>The parent that could answer for teams among which probability is spread.</summary>
/// <param name="scores">What the model says of the teams.</param>
/// <param name="parent">The parent.</param>
/// <param name="needed">What its probability must reach.</param>
internal sealed class ParentAnswer(AlertScores scores, ParentScore parent, TrustThresholds needed)
{
    private const int MostNamed = 4;

    public string Label => parent.Label;

    public double Probability => parent.Probability;

    public TrustThresholds Needed => needed;

    public bool Acts => Probability >= needed.Act;

    public bool Suggests => Probability >= needed.Suggest;

    /// <summary>The parent that could answer; null where no team has one.</summary>
    public static ParentAnswer? Of(AlertScores scores, DecisionTerms terms) => terms.Teams.Leading(scores.OwningTeam.Classes) is { } parent
        ? new(scores, parent, terms.AskedOf(parent.Label).Of(scores.OwningTeam.Learned, parent)) : null;

    /// <summary>The parent stands first with the sum as its trust; its teams stay among the alternatives. The model's reasons stay where they were for one of them.</summary>
    public AlertScores Decided => scores with
    {
        OwningTeam = scores.OwningTeam with
        {
            Classes = [new(Label, Probability), .. scores.OwningTeam.Classes.Where(c => c.Label != Label)],
            By = AnsweredBy.Parent,
            Trust = Probability,
            Thresholds = needed,
        },
        Explanation = parent.Members.Any(m => m.Label == scores.OwningTeam.Top) ? [Reason, .. scores.Explanation] : [Reason],
    };

    private Evidence Reason => new(EvidenceKind.Rule, $"its teams {Members()}", null, null, 1);

    private string Members() => string.Join(", ", parent.Members.Where(m => m.Label != Label).Take(MostNamed)
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Label} ({100 * m.Probability:F0} %)")));
}
