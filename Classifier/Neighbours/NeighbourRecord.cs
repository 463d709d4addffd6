using Classifier.Alerts;
using Classifier.History;
using Classifier.Scoring;

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
    string? Cause, string? Fix, IReadOnlyList<string> Responders)
{
    private const int TitleLimit = 200;
    private const int TextLimit = 1000;

    /// <summary>What is kept of a ticket; long texts are cut.</summary>
    public static NeighbourRecord Of(Ticket ticket) => new(
        ticket.Id, AlertLimits.Keep(ticket.Title.Length > 0 ? ticket.Title : ticket.Description, TitleLimit), ticket.OwningTeam, ticket.IssueType,
        ticket.OpenedAt, ticket.ResolvedAt, Short(ticket.Cause), Short(ticket.Fix), ticket.Responders);

    /// <summary>The past incident as an answer.</summary>
    internal SimilarIncident ToSimilar(double similarity, IReadOnlyList<Evidence> shared) =>
        new(Id, similarity, Title, OwningTeam, IssueType, OpenedAt, ResolvedAt, Cause, Fix, Responders) { Shared = shared };

    private static string? Short(string? text) => text is null ? null : AlertLimits.Keep(text, TextLimit);
}
