using Classifier.Api.Incidents;
using Classifier.Incidents;

namespace Classifier.Api.Briefs;

/// <summary>Puts what is known into fixed sentences.</summary>
internal sealed class TemplateBriefWriter(IIncidentStore incidents, BriefWriter briefs, CurrentDirectory directory, TimeProvider clock) : IBriefWriter
{
    /// <inheritdoc />
    public async Task<string> InShortAsync(Incident incident, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var timeline = await incidents.TimelineAsync(incident.Number, cancellationToken);
        var sentences = new List<string> { $"{briefs.Line(incident)}.", $"Open for {Words.Span((incident.ResolvedAt ?? now) - incident.OpenedAt)}, {Alerts(incident.AlertCount)}." };
        if (briefs.Place(incident) is { Length: > 0 } place)
            sentences.Add($"Place: {place}.");
        sentences.Add(incident switch
        {
            { ResolvedAt: { } resolved } => $"It ended {Words.Ago(resolved, now)}.",
            { AcknowledgedAt: { } taken } => $"{Who(timeline, TimelineWords.Acknowledged)} took it {Words.Ago(taken, now)}.",
            _ => "Nobody has taken it yet.",
        });
        if (timeline.LastOrDefault(e => e.What == TimelineWords.StatusSaid) is { } said)
            sentences.Add($"Last status, {Words.Ago(said.At, now)}: {said.Why}");
        return string.Join(' ', sentences);
    }

    private static string Alerts(int count) => count == 1 ? "one alert" : $"{count} alerts";

    private string Who(IReadOnlyList<TimelineEvent> timeline, string what) =>
        timeline.LastOrDefault(e => e.What == what) is { } done ? directory.Value.Person(done.Who)?.Name ?? done.Who : "Somebody";
}
