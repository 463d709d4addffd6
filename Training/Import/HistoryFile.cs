using Classifier.History;

namespace Classifier.Training.Import;

/// <summary>What a history file holds.</summary>
/// <param name="Tickets">The good rows, in order.</param>
/// <param name="BadRows">The others, in order.</param>
internal sealed record HistoryFile(IReadOnlyList<Ticket> Tickets, IReadOnlyList<BadRow> BadRows)
{
    /// <summary>The tickets of a file that must not have bad rows.</summary>
    /// <exception cref="InputException">It has; the first is named.</exception>
    public IReadOnlyList<Ticket> OrThrow() => BadRows.Count == 0 ? Tickets : throw new InputException(BadRows[0].ToString());
}
