using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Preparation;

/// <summary>
/// Takes a ticket back to the moment it was filed. What people wrote into it later often names the answer, and no alert
/// that comes in has it; the two labels stay as they ended, since they are what is learned.
/// </summary>
internal static class FilingTime
{
    private const string AttributePrefix = "attributes.";

    /// <summary>The ticket with every later change of title, description, severity and attributes undone, newest first.</summary>
    public static Ticket AsFiled(Ticket ticket)
    {
        if (ticket.Changes.Count == 0)
            return ticket;
        var later = ticket.Changes.Where(c => ticket.OpenedAt is not { } opened || c.At > opened).OrderByDescending(c => c.At);
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in ticket.Attributes)
            attributes[name] = value;
        ticket = later.Aggregate(ticket, (t, change) => Undo(t, change, attributes));
        return ticket with { Attributes = attributes };
    }

    private static Ticket Undo(Ticket ticket, TicketChange change, SortedDictionary<string, string> attributes)
    {
        switch (change.Field)
        {
            case "title":
                return ticket with { Title = change.From ?? "" };
            case "description":
                return ticket with { Description = change.From ?? "" };
            case "severity":
                return ticket with { Severity = SeverityWords.Parse(change.From) };
            case "issue_type" or "owning_team" or "resolved_at" or "cause" or "fix" or "responders" or "location" or "logs":
                return ticket;
            default:
                UndoAttribute(change, attributes);
                return ticket;
        }
    }

    private static void UndoAttribute(TicketChange change, SortedDictionary<string, string> attributes)
    {
        var name = change.Field.StartsWith(AttributePrefix, StringComparison.Ordinal) ? change.Field[AttributePrefix.Length..] : change.Field;
        if (change.From is null)
            attributes.Remove(name);
        else
            attributes[name] = change.From;
    }
}
