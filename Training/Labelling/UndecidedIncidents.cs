using Classifier.Decisions;
using Classifier.History;
using Classifier.Incidents;

namespace Classifier.Training.Labelling;

/// <summary>The service's incidents that it did not act on and whose owner no person has named since.</summary>
/// <param name="store">All incidents.</param>
internal sealed class UndecidedIncidents(IIncidentStore store)
{
    private const int Most = 10_000;

    /// <summary>Their first alerts as tickets without answers, newest first. Private ones are for nobody else to read.</summary>
    public async Task<IReadOnlyList<Ticket>> ReadAsync(CancellationToken cancellationToken)
    {
        var tickets = new List<Ticket>();
        foreach (var incident in (await store.ListAsync(new([IncidentState.Open, IncidentState.Acknowledged, IncidentState.Resolved], null, Most), cancellationToken)).Where(IsAsked))
        {
            var alert = (await store.EvidenceAsync(incident.Number, cancellationToken)).Alert;
            tickets.Add(new()
            {
                Id = incident.Id,
                OpenedAt = incident.OpenedAt,
                Title = alert.Title,
                Description = alert.Description,
                Attributes = Ticket.AttributesOf(alert),
                Severity = alert.Severity,
                Logs = alert.Logs,
            });
        }
        return tickets;
    }

    private static bool IsAsked(Incident incident) =>
        incident is { IsPrivate: false, IsNoIncident: false, OwningTeam.Source: AnswerSource.Model } && incident.Decision != DecisionKind.Act;
}
