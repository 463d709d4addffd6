using System.Diagnostics.CodeAnalysis;
using Classifier.History;

namespace Classifier.Training.Import;

/// <summary>One row as read, or why it could not be.</summary>
/// <param name="Line">From 1; where the row begins.</param>
/// <param name="Fields">Null where the row could not be read.</param>
/// <param name="Fault">Null where it could.</param>
internal readonly record struct RawRow(int Line, RawTicket? Fields, string? Fault)
{
    public bool TryBuild(TicketBuilder builder, [NotNullWhen(true)] out Ticket? ticket, [NotNullWhen(false)] out string? reason)
    {
        (ticket, reason) = (null, Fault ?? "");
        if (Fields is null)
            return false;
        try
        {
            ticket = builder.Build(Fields);
            return true;
        }
        catch (BadValueException e)
        {
            reason = e.Message;
            return false;
        }
    }
}

/// <summary>Values by the names of the history format, before they are checked.</summary>
internal sealed class RawTicket
{
    /// <summary>All fields of one value.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public List<string> Responders { get; } = [];

    public List<string> Logs { get; } = [];

    public List<RawChange> Changes { get; } = [];
}

/// <summary>A change, before its time is checked.</summary>
internal sealed record RawChange(string? At, string? Field, string? From, string? To);
