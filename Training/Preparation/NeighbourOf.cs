using Classifier.Alerts;
using Classifier.History;
using Classifier.Neighbours;

namespace Classifier.Training.Preparation;

/// <summary>What is kept of a ticket to be shown as a similar incident.</summary>
internal static class NeighbourOf
{
    private const int TitleLimit = 200;
    private const int TextLimit = 1000;

    public static NeighbourRecord Ticket(Ticket ticket) => new(
        ticket.Id, AlertLimits.Keep(ticket.Title.Length > 0 ? ticket.Title : ticket.Description, TitleLimit), ticket.OwningTeam, ticket.IssueType,
        ticket.OpenedAt, ticket.ResolvedAt, Short(ticket.Cause), Short(ticket.Fix), ticket.Responders);

    private static string? Short(string? text) => text is null ? null : AlertLimits.Keep(text, TextLimit);
}
