using Classifier.History;

namespace Classifier.Training.Replay;

/// <summary>What would have been done about a ticket, had it come in as an alert.</summary>
internal enum ReplayOutcome
{
    /// <summary>A room for the team that it says, at once.</summary>
    Room,

    /// <summary>A room at once, with the owner as a question.</summary>
    QuestionRoom,

    /// <summary>A message that names the team, and no room before somebody answers.</summary>
    Named,

    /// <summary>A message without an owner.</summary>
    Triage,

    /// <summary>Nobody is told.</summary>
    Stored,
}

/// <summary>A past ticket beside what would have been done.</summary>
/// <param name="Ticket">As filed, with the team that had it in the end.</param>
/// <param name="Outcome">What would have been done first.</param>
/// <param name="IsRight">The team that is said is the one that had it in the end.</param>
/// <param name="Pages">People who would have been called or mentioned at once.</param>
/// <param name="IsSecurity">It was a matter of security.</param>
/// <param name="IsLeak">It was, and would have been told in public.</param>
internal sealed record ReplayedTicket(Ticket Ticket, ReplayOutcome Outcome, bool IsRight, int Pages, bool IsSecurity, bool IsLeak);
