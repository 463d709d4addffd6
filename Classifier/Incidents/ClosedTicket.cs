using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.History;

namespace Classifier.Incidents;

/// <summary>An incident that ended, as a ticket that others may see.</summary>
public static class ClosedTicket
{
    /// <summary>The ticket, with the answers as they ended.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="alert">Its first alert.</param>
    /// <param name="said">What a person said on closing it; null or empty when nobody said anything.</param>
    /// <param name="responders">Ids of the people who came.</param>
    /// <returns>Null when it is open, private, merged or no incident.</returns>
    public static Ticket? Of(Incident incident, Alert alert, string? said, IReadOnlyList<string> responders)
    {
        if (incident is not { State: IncidentState.Resolved, IsPrivate: false, IsNoIncident: false })
            return null;
        return new()
        {
            Id = incident.Id,
            OpenedAt = incident.OpenedAt,
            ResolvedAt = incident.ResolvedAt,
            Title = alert.Title,
            Description = alert.Description,
            // A guess that nobody confirmed and nobody acted on must not come back as a fact.
            OwningTeam = incident.OwningTeam.Source != AnswerSource.Model || incident.Decision == DecisionKind.Act ? incident.OwningTeam.Label : null,
            IssueType = incident.IssueType.Source != AnswerSource.Model || incident.IssueType.IsLikely ? incident.IssueType.Label : null,
            Attributes = Ticket.AttributesOf(alert),
            Severity = alert.Severity,
            Location = incident.Location.Key,
            Logs = alert.Logs,
            Fix = string.IsNullOrWhiteSpace(said) ? null : said,
            Responders = responders,
        };
    }
}
