using System.Collections.ObjectModel;
using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Import;

/// <summary>Makes a ticket of a row's values and checks the rules of the history format.</summary>
/// <param name="times">Reads times.</param>
internal sealed class TicketBuilder(Times times)
{
    /// <summary>The ticket.</summary>
    /// <exception cref="BadValueException">A rule is broken.</exception>
    public Ticket Build(RawTicket raw)
    {
        var id = Value(raw, "id") ?? throw new BadValueException("id is missing");
        var (title, description) = (Value(raw, "title") ?? "", Value(raw, "description") ?? "");
        if (string.IsNullOrWhiteSpace(title) && string.IsNullOrWhiteSpace(description))
            throw new BadValueException("title and description are both empty");
        // Empty lists are shared: a large history is mostly made of them.
        return new()
        {
            Id = id,
            OpenedAt = times.Read("opened_at", Value(raw, "opened_at")),
            Title = title,
            Description = description,
            IssueType = Value(raw, "issue_type"),
            OwningTeam = Value(raw, "owning_team"),
            Severity = ReadSeverity(raw),
            Attributes = raw.Attributes.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : raw.Attributes,
            ResolvedAt = times.Read("resolved_at", Value(raw, "resolved_at")),
            Cause = Value(raw, "cause"),
            Fix = Value(raw, "fix"),
            Location = Value(raw, "location"),
            Responders = raw.Responders.Count == 0 ? [] : raw.Responders,
            Logs = raw.Logs.Count == 0 ? [] : raw.Logs,
            Changes = raw.Changes.Count == 0 ? [] : [.. raw.Changes.Select(Change).OrderBy(c => c.At)],
        };
    }

    /// <summary>A level that we know; another word stays an attribute, where it still says something.</summary>
    private static Severity? ReadSeverity(RawTicket raw)
    {
        if (Value(raw, "severity") is not { } word)
            return null;
        // ServiceNow writes "1 - Critical".
        var level = SeverityWords.Parse(word) ?? SeverityWords.Parse(word.Split(" - ")[0]);
        if (level is null)
            raw.Attributes.TryAdd("severity", word);
        return level;
    }

    private TicketChange Change(RawChange change)
    {
        var at = times.Read("changes.at", change.At) ?? throw new BadValueException("a change has no time");
        if (string.IsNullOrWhiteSpace(change.Field))
            throw new BadValueException("a change names no field");
        return new(at, change.Field, NullIfEmpty(change.From), NullIfEmpty(change.To));
    }

    private static string? Value(RawTicket raw, string name) => NullIfEmpty(raw.Values.GetValueOrDefault(name));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
