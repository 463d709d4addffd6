using System.Globalization;
using Classifier.Alerts;
using Classifier.Directories;
using Classifier.Scoring;

namespace Classifier.Api.Briefs;

/// <summary>A similar past incident in one line for people.</summary>
internal static class SimilarText
{
    private const int LongestShared = 60;

    /// <summary><c>inc-1042 (0.81): TITLE, Payments, 3 months ago. Cause: … Fix: … Handled by … Shared: “connection pool”, service=payments</c>; what is not known is left out.</summary>
    public static string Of(SimilarIncident past, ResponderDirectory directory, DateTimeOffset now)
    {
        var head = string.Join(", ", new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{past.Id} ({past.Similarity:F2}): {past.Title.TrimEnd('.')}"),
            past.OwningTeam is { } team ? directory.TeamName(team) : null,
            past.OpenedAt is { } at ? Words.Ago(at, now) : null,
        }.OfType<string>());
        var parts = new[]
        {
            head,
            past.Cause is { } cause ? $"Cause: {cause}" : null,
            past.Fix is { } fix ? $"Fix: {fix}" : null,
            past.Responders.Count > 0 ? $"Handled by {People(past, directory)}" : null,
            Shared(past) is { Length: > 0 } shared ? $"Shared: {shared}" : null,
        };
        return string.Join(". ", parts.OfType<string>().Select(p => p.TrimEnd('.')));
    }

    /// <summary>Who handled it, by name.</summary>
    public static string People(SimilarIncident past, ResponderDirectory directory) => Words.List([.. past.Responders.Select(p => directory.Person(p)?.Name ?? p)]);

    /// <summary><c>“connection pool”, service=payments</c>; empty where it was not kept. Of a log template its beginning.</summary>
    public static string Shared(SimilarIncident past) => string.Join(", ", past.Shared.Select(e => Words.Evidence(Short(e))));

    /// <summary>What both have, cut where it is long.</summary>
    public static Evidence Short(Evidence shared) => shared.Text.Length <= LongestShared ? shared : shared with { Text = $"{AlertLimits.Keep(shared.Text, LongestShared - 1)}…" };
}
