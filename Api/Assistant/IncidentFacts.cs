using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Briefs;
using Classifier.Incidents;

namespace Classifier.Api.Assistant;

/// <summary>What the model is told of an incident: the brief, the alert and the timeline, as they are stored, so redacted, and not too long.</summary>
internal sealed class IncidentFacts(IIncidentStore incidents, BriefWriter briefs)
{
    private const int Longest = 8000;
    private const int MostEvents = 40;
    private const int MostLines = 20;

    /// <summary>The facts, a line each.</summary>
    public async Task<string> OfAsync(Incident incident, CancellationToken cancellationToken)
    {
        var evidence = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var timeline = await incidents.TimelineAsync(incident.Number, cancellationToken);
        string[] lines =
        [
            briefs.Facts(incident, evidence),
            $"Description: {evidence.Alert.Description}",
            .. evidence.Alert.Labels.Select(l => $"Label {l.Key}: {l.Value}"),
            .. evidence.Alert.Logs.TakeLast(MostLines).Select(l => $"Log: {l}"),
            .. timeline.TakeLast(MostEvents).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC {e.Who}: {e.What} {e.Why}")),
        ];
        return AlertLimits.Keep(string.Join('\n', lines), Longest);
    }
}
