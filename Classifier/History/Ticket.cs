using System.Collections.ObjectModel;
using Classifier.Alerts;

namespace Classifier.History;

/// <summary>A finished incident that we learn from, one line of the history format.</summary>
public sealed record Ticket
{
    /// <summary>Unique within the history, never empty.</summary>
    public required string Id { get; init; }

    /// <summary>When it was filed; null where the source has no times.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>May be empty, but not together with <see cref="Description"/>.</summary>
    public string Title { get; init; } = "";

    /// <summary>May be empty, but not together with <see cref="Title"/>. No length limit.</summary>
    public string Description { get; init; } = "";

    /// <summary>The kind of problem; null when nobody said.</summary>
    public string? IssueType { get; init; }

    /// <summary>The team that owned it; null when nobody said.</summary>
    public string? OwningTeam { get; init; }

    /// <summary>Other strings of the source, in ordinal order of their keys. An alert's labels play the same part.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>When it ended; null when unknown.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What was wrong, found out afterwards: shown with similar incidents, never a feature.</summary>
    public string? Cause { get; init; }

    /// <summary>What helped, found out afterwards: shown with similar incidents, never a feature.</summary>
    public string? Fix { get; init; }

    /// <summary>Ids of the people who worked on it.</summary>
    public IReadOnlyList<string> Responders { get; init; } = [];

    /// <summary>As stated; null when nothing was.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Key of a location, as stated; null when nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>Log lines filed with it, oldest first.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>Changes after filing, oldest first.</summary>
    public IReadOnlyList<TicketChange> Changes { get; init; } = [];

    /// <summary>An alert's labels and source as a ticket's attributes.</summary>
    public static IReadOnlyDictionary<string, string> AttributesOf(Alert alert)
    {
        var attributes = new SortedDictionary<string, string>(alert.Labels.ToDictionary(), StringComparer.Ordinal);
        attributes.TryAdd("source", alert.Source);
        return attributes;
    }
}

/// <summary>One field of a ticket that somebody changed after filing.</summary>
/// <param name="At">When.</param>
/// <param name="Field">Name of the field in the history format; <c>attributes.NAME</c> or a bare attribute name for attributes.</param>
/// <param name="From">The value before; null when it was empty.</param>
/// <param name="To">The value after; null when it was cleared.</param>
public sealed record TicketChange(DateTimeOffset At, string Field, string? From, string? To);
