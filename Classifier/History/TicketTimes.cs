namespace Classifier.History;

/// <summary>How long tickets took, as far as their history says.</summary>
/// <param name="Tickets">Tickets that say when they were filed and whose they were in the end.</param>
/// <param name="RightTeam">From filing to the last change of team, of those that were filed with another team or none; null where no ticket tells of such a change.</param>
/// <param name="Resolved">From filing to the end; null where no ticket tells its end.</param>
public sealed record TicketTimes(int Tickets, SpanFigures? RightTeam, SpanFigures? Resolved)
{
    private const string OwningTeam = "owning_team";

    /// <summary>The times of some tickets.</summary>
    public static TicketTimes Of(IEnumerable<Ticket> tickets)
    {
        var told = tickets.Where(t => t is { OpenedAt: not null, OwningTeam: not null }).ToList();
        return new(told.Count, FiguresOf(told.Select(ToRightTeam)), FiguresOf(told.Select(t => t.ResolvedAt - t.OpenedAt)));
    }

    /// <summary>How long a ticket took to the team that had it in the end; null where it had it from the start, or does not say.</summary>
    public static TimeSpan? ToRightTeam(Ticket ticket) =>
        ticket.Changes.Where(c => c.Field == OwningTeam && c.At > ticket.OpenedAt).Select(c => c.At - ticket.OpenedAt).Max();

    private static SpanFigures? FiguresOf(IEnumerable<TimeSpan?> spans) =>
        SpanFigures.Of(spans.OfType<TimeSpan>().Where(s => s >= TimeSpan.Zero)) is { Count: > 0 } figures ? figures : null;
}
