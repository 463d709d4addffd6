namespace Classifier.Neighbours;

/// <summary>What is shown of a past incident.</summary>
/// <param name="Id">Id of the ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwningTeam">Null when unknown.</param>
/// <param name="IssueType">Null when unknown.</param>
/// <param name="OpenedAt">Null without times.</param>
/// <param name="ResolvedAt">Null when unknown.</param>
/// <param name="Cause">Null when unknown.</param>
/// <param name="Fix">Null when unknown.</param>
/// <param name="Responders">Ids of people.</param>
public sealed record NeighbourRecord(
    string Id, string Title, string? OwningTeam, string? IssueType, DateTimeOffset? OpenedAt, DateTimeOffset? ResolvedAt,
    string? Cause, string? Fix, IReadOnlyList<string> Responders);
