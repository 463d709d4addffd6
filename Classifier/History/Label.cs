using Classifier.Storage;

namespace Classifier.History;

/// <summary>One thing that a person said about an incident.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Incident">Number of the incident.</param>
/// <param name="Kind">Confirmed or corrected.</param>
/// <param name="Target"><c>owning_team</c>, <c>issue_type</c>, <c>severity</c> or <c>not_an_incident</c>.</param>
/// <param name="Value">What was said.</param>
/// <param name="By">Id of the person or <c>key:NAME</c>.</param>
/// <param name="Because">Empty when no reason was given.</param>
/// <param name="At">When.</param>
/// <param name="ModelVersion">Which model had answered; null when none.</param>
/// <param name="ModelAnswer">What it had said; null when nothing.</param>
/// <param name="Probability">How sure it was.</param>
public sealed record Label(
    Guid Id, long Incident, LabelKind Kind, string Target, string Value, string By, string Because, DateTimeOffset At,
    string? ModelVersion, string? ModelAnswer, double? Probability);

/// <summary>Where labels are written as people answer.</summary>
public interface ILabelWriter
{
    /// <summary>Adds labels; nothing is ever changed.</summary>
    Task AddAsync(StoreTransaction transaction, IReadOnlyList<Label> labels);

    /// <summary>The labels of one incident, oldest first.</summary>
    Task<IReadOnlyList<Label>> ListAsync(long incident, CancellationToken cancellationToken);
}
