namespace Classifier.History;

/// <summary>The finished incidents that were imported.</summary>
public interface IHistoryStore
{
    /// <summary>Adds the tickets whose id is not stored yet.</summary>
    /// <returns>How many were added; importing twice adds nothing.</returns>
    Task<int> AddAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken);

    /// <summary>All tickets in the order of their import.</summary>
    Task<IReadOnlyList<Ticket>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What a person said about an incident, as something to learn from.</summary>
/// <param name="Ticket">The incident's first alert with the classes that people gave it; its id is the incident's, e.g. <c>inc-1042</c>.</param>
/// <param name="Kind">Which answer it was.</param>
/// <param name="By">Id of the person or <c>key:NAME</c>.</param>
/// <param name="At">When.</param>
/// <param name="ModelVersion">The model whose answer was confirmed or corrected; null when none had answered.</param>
/// <param name="IsPrivate">Learned from, but never shown as a similar incident.</param>
public sealed record LabelledTicket(Ticket Ticket, LabelKind Kind, string By, DateTimeOffset At, string? ModelVersion, bool IsPrivate);

/// <summary>How a label came about; training weighs by it.</summary>
public enum LabelKind
{
    /// <summary>A person agreed with the model.</summary>
    Confirmation,

    /// <summary>A person gave another answer than the model.</summary>
    Correction,
}

/// <summary>The labels that people gave by answering in rooms, in the console or over REST.</summary>
public interface ILabelStore
{
    /// <summary>The last word on each incident, oldest incident first; what was called no incident is left out.</summary>
    Task<IReadOnlyList<LabelledTicket>> ReadLabelledAsync(CancellationToken cancellationToken);

    /// <summary>What the model was sure of and people took up, newest first: its answer, and whose it was in the end.</summary>
    /// <param name="since">Incidents that opened since then.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<(string Answer, string Final)>> ActedOnAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);
}
