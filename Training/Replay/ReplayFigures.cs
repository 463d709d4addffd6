using Classifier.History;

namespace Classifier.Training.Replay;

/// <summary>What a replay brought. Right and wrong are of tickets that say whose they were in the end.</summary>
/// <param name="Tickets">All of them.</param>
/// <param name="From">The oldest; null without times.</param>
/// <param name="To">The newest; null without times.</param>
/// <param name="ModelVersion">Who answered.</param>
/// <param name="Seen">Tickets no newer than what the model learned from: it may know their answers. All where there are no times.</param>
/// <param name="RoomsOpened">Rooms that would have opened at once.</param>
/// <param name="RoomsRight">Of them, for the right team.</param>
/// <param name="RoomsWrong">Of them, for a wrong one.</param>
/// <param name="RoomsAsking">Of them, with the owner as a question.</param>
/// <param name="NamedRight">Told without a room, with the right team named.</param>
/// <param name="NamedWrong">Told without a room, with a wrong one named.</param>
/// <param name="Triage">Told without an owner.</param>
/// <param name="Stored">Nobody is told.</param>
/// <param name="Pages">People called or mentioned at once, all together.</param>
/// <param name="Security">Tickets that were a matter of security.</param>
/// <param name="Leaks">Of them, those that would have been told in public.</param>
/// <param name="Before">How long the same tickets took then.</param>
/// <param name="Moved">What would have been done with those that were filed with another team or none; null where the history tells of no change of team.</param>
internal sealed record ReplayFigures(
    int Tickets, DateTimeOffset? From, DateTimeOffset? To, string ModelVersion, int Seen, int RoomsOpened, int RoomsRight, int RoomsWrong, int RoomsAsking,
    int NamedRight, int NamedWrong, int Triage, int Stored, int Pages, int Security, int Leaks, TicketTimes Before, MovedTickets? Moved)
{
    /// <summary>Sums up.</summary>
    /// <param name="replayed">All tickets.</param>
    /// <param name="version">Who answered.</param>
    /// <param name="learnedTo">The newest ticket that the model learned from; null when that is not known.</param>
    public static ReplayFigures Of(IReadOnlyList<ReplayedTicket> replayed, string version, DateTimeOffset? learnedTo)
    {
        var before = TicketTimes.Of(replayed.Select(r => r.Ticket));
        return new(
            replayed.Count, replayed.Min(r => r.Ticket.OpenedAt), replayed.Max(r => r.Ticket.OpenedAt), version,
            replayed.Count(r => !(r.Ticket.OpenedAt > learnedTo)),
            replayed.Count(r => r.Outcome is ReplayOutcome.Room or ReplayOutcome.QuestionRoom), Right(ReplayOutcome.Room), Wrong(ReplayOutcome.Room),
            Count(ReplayOutcome.QuestionRoom), Right(ReplayOutcome.Named), Wrong(ReplayOutcome.Named), Count(ReplayOutcome.Triage), Count(ReplayOutcome.Stored),
            replayed.Sum(r => r.Pages), replayed.Count(r => r.IsSecurity), replayed.Count(r => r.IsLeak),
            before, before.RightTeam is null ? null : MovedTickets.Of([.. replayed.Where(r => r.Ticket.OwningTeam is not null && TicketTimes.ToRightTeam(r.Ticket) is not null)]));

        int Count(ReplayOutcome outcome) => replayed.Count(r => r.Outcome == outcome);
        int Right(ReplayOutcome outcome) => replayed.Count(r => r.Outcome == outcome && r.IsRight);
        int Wrong(ReplayOutcome outcome) => replayed.Count(r => r.Outcome == outcome && r is { IsRight: false, Ticket.OwningTeam: not null });
    }
}

/// <summary>What would have been done with tickets that were filed with another team or none.</summary>
/// <param name="RightRoom">A room for the right team at once.</param>
/// <param name="RightNamed">The right team named, for somebody to accept.</param>
/// <param name="WrongRoom">A room for a wrong team.</param>
/// <param name="Other">Anything else: a wrong team named, a question, triage, or nothing.</param>
internal sealed record MovedTickets(int RightRoom, int RightNamed, int WrongRoom, int Other)
{
    /// <summary>Counts them.</summary>
    public static MovedTickets Of(IReadOnlyList<ReplayedTicket> moved)
    {
        var (room, named) = (moved.Count(m => m is { Outcome: ReplayOutcome.Room, IsRight: true }), moved.Count(m => m is { Outcome: ReplayOutcome.Named, IsRight: true }));
        var wrong = moved.Count(m => m is { Outcome: ReplayOutcome.Room, IsRight: false });
        return new(room, named, wrong, moved.Count - room - named - wrong);
    }
}
