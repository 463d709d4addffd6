using System.Globalization;
using Classifier.History;
using Classifier.Incidents;

namespace Classifier.Api.Briefs;

/// <summary>Writes what stakeholders are told once or several times a day: what is open, how it stands, and what has ended. Nothing private is in it.</summary>
internal sealed class DigestWriter(IIncidentStore incidents, BriefWriter briefs)
{
    private const int MostListed = 30;
    private const int MostRead = 500;
    private static readonly TimeSpan LooksBack = TimeSpan.FromHours(24);

    /// <summary>The digest as of a time.</summary>
    public async Task<string> WriteAsync(DateTimeOffset at, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var open = await PublicAsync([IncidentState.Open, IncidentState.Acknowledged], null, cancellationToken);
        var ended = (await PublicAsync([IncidentState.Resolved], at - LooksBack, cancellationToken)).Where(i => !i.IsNoIncident).ToList();
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, zone):ddd d MMM HH:mm}: {(open.Count == 0 ? "nothing is open" : open.Count == 1 ? "1 incident is open" : $"{open.Count} incidents are open")}.") };
        foreach (var incident in open.OrderByDescending(i => i.Severity).ThenBy(i => i.OpenedAt).Take(MostListed))
            lines.Add($"{briefs.Line(incident)} ({Words.Span(at - incident.OpenedAt)}{(incident.AcknowledgedAt is null ? ", nobody has it" : "")}){await StatusAsync(incident, cancellationToken)}");
        if (open.Count > MostListed)
            lines.Add($"… and {open.Count - MostListed} more.");
        if (ended.Count > 0)
            lines.Add($"Ended in the last 24 hours: {ended.Count}{Took("taken on after", ended.Select(i => i.AcknowledgedAt - i.OpenedAt))}{Took("ended after", ended.Select(i => i.ResolvedAt - i.OpenedAt))}.");
        return string.Join('\n', lines);
    }

    private async Task<List<Incident>> PublicAsync(IReadOnlyList<IncidentState> states, DateTimeOffset? since, CancellationToken cancellationToken) =>
        [.. (await incidents.ListAsync(new(states, null, MostRead, since), cancellationToken)).Where(i => !i.IsPrivate)];

    private async Task<string> StatusAsync(Incident incident, CancellationToken cancellationToken) =>
        (await incidents.TimelineAsync(incident.Number, cancellationToken)).LastOrDefault(e => e.What == TimelineWords.StatusSaid) is { } said ? $". Status: {said.Why}" : "";

    /// <summary>The median, where there is any.</summary>
    private static string Took(string what, IEnumerable<TimeSpan?> spans) =>
        SpanFigures.Of(spans.OfType<TimeSpan>()).MedianSeconds is { } median ? $", {what} {Words.Span(TimeSpan.FromSeconds(median))} (median)" : "";
}
