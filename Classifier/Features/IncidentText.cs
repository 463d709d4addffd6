using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Features;

/// <summary>What features are read from, the same for an alert that comes in and a ticket that is learned from.</summary>
/// <param name="Title">What is longer than <see cref="AlertLimits.Title"/> is not looked at.</param>
/// <param name="Description">What is longer than <see cref="DescriptionLimit"/> is not looked at.</param>
/// <param name="Labels">An alert's labels or a ticket's attributes, with source and severity.</param>
/// <param name="Logs">Oldest first.</param>
public sealed record IncidentText(string Title, string Description, IReadOnlyList<KeyValuePair<string, string>> Labels, IReadOnlyList<string> Logs)
{
    /// <summary>UTF-16 units of a description that are looked at: what follows is mostly pasted logs.</summary>
    public const int DescriptionLimit = 6000;

    /// <summary>The title as far as it is looked at.</summary>
    public ReadOnlySpan<char> TitleText => Title.AsSpan(0, Math.Min(Title.Length, AlertLimits.Title));

    /// <summary>The description as far as it is looked at.</summary>
    public ReadOnlySpan<char> DescriptionText => Description.AsSpan(0, Math.Min(Description.Length, DescriptionLimit));

    /// <summary>The text of an alert.</summary>
    public static IncidentText From(Alert alert) =>
        new(alert.Title, alert.Description, WithStated(alert.Labels, alert.Source, alert.Severity), alert.Logs);

    /// <summary>The text of a ticket.</summary>
    public static IncidentText From(Ticket ticket) =>
        new(ticket.Title, ticket.Description, WithStated(ticket.Attributes, source: null, ticket.Severity), ticket.Logs);

    private static List<KeyValuePair<string, string>> WithStated(IReadOnlyDictionary<string, string> labels, string? source, Severity? severity)
    {
        var all = new List<KeyValuePair<string, string>>(labels.Count + 2);
        all.AddRange(labels);
        // A label of that name is the source's own word and says more than our level.
        if (source is not null && !labels.ContainsKey("source"))
            all.Add(new("source", source));
        if (severity is { } level && !labels.ContainsKey("severity"))
            all.Add(new("severity", level.Word()));
        return all;
    }
}
