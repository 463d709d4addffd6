using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Evaluation;

/// <summary>Alerts as past tickets would have come in.</summary>
internal static class AlertOf
{
    /// <summary>The alert that a ticket would have been, without what only people wrote into its fields.</summary>
    public static Alert Ticket(Ticket ticket) => new()
    {
        Title = ticket.Title,
        Description = ticket.Description,
        Severity = ticket.Severity,
        Labels = ticket.Attributes,
        Logs = ticket.Logs,
        OccurredAt = ticket.OpenedAt ?? default,
        DedupKey = ticket.Id,
    };

    /// <summary>The alert without some of its labels.</summary>
    public static Alert Without(Alert alert, Func<string, string, bool> isGone) =>
        alert with { Labels = alert.Labels.Where(l => !isGone(l.Key, l.Value)).ToDictionary() };
}
