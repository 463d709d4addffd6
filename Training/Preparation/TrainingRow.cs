using Classifier.Features;
using Classifier.History;

namespace Classifier.Training.Preparation;

/// <summary>One row to learn from, as it was when filed and redacted.</summary>
/// <param name="Ticket">Its labels are the final ones.</param>
/// <param name="Weight">How much it counts; 1 for imported history.</param>
/// <param name="IsPrivate">Learned from, but never shown as a similar incident.</param>
internal sealed record TrainingRow(Ticket Ticket, float Weight, bool IsPrivate = false)
{
    /// <summary>What features are read from.</summary>
    public IncidentText Text => IncidentText.From(Ticket);

    /// <summary>The row without some attributes.</summary>
    public TrainingRow Without(IReadOnlySet<string> keys) => Ticket.Attributes.Keys.Any(keys.Contains)
        ? new(Ticket with { Attributes = new SortedDictionary<string, string>(Ticket.Attributes.Where(a => !keys.Contains(a.Key)).ToDictionary(), StringComparer.Ordinal) }, Weight, IsPrivate)
        : this;

    /// <summary>The row's class for a target; null when nobody said.</summary>
    public string? LabelOf(string target) => target == Scoring.TargetNames.IssueType ? Ticket.IssueType : Ticket.OwningTeam;
}
