using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Scoring;
using Classifier.Incidents;
using Classifier.Models;
using Classifier.Responses;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Times;

/// <summary>Measures how long incidents took, of those that somebody may see, beside how long tickets took before.</summary>
internal sealed class TimesDesk(IncidentReader reader, IIncidentStore incidents, CurrentDirectory directory, ModelStore models, CurrentScorer scorer, IOptions<TimesOptions> options, TimeProvider clock)
{
    /// <summary>Of more, the newest are counted.</summary>
    private const int Most = 2000;

    /// <summary>The times of the last days.</summary>
    public async Task<TimesView> ReadAsync(int days, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = now - TimeSpan.FromDays(days);
        var seen = await reader.ListAsync(new([IncidentState.Open, IncidentState.Acknowledged, IncidentState.Resolved], null, Most, OpenedSince: since), actor, cancellationToken);
        var counted = seen.Where(s => !s.Incident.IsNoIncident).ToList();
        var moments = counted.Count == 0 ? null : await incidents.MomentsAsync([.. counted.Select(s => s.Incident.Number)], cancellationToken);
        var times = counted.ConvertAll(s => (Team: directory.Value.Team(s.Incident.OwningTeam.Label)?.Key ?? s.Incident.OwningTeam.Label, Times: Of(s, moments![s.Incident.Number])));
        return new(
            since, now, seen.Count == Most, TimesFigures.Of([.. times.Select(t => t.Times)]),
            [.. times.GroupBy(t => t.Team, t => t.Times).Select(g => new TeamTimes(g.Key, TimesFigures.Of([.. g]))).OrderByDescending(t => t.Times.Incidents).ThenBy(t => t.Team, StringComparer.Ordinal)],
            Before());
    }

    /// <summary>The times of one incident.</summary>
    /// <param name="snapshot">The incident with its people.</param>
    /// <param name="timeline">What happened.</param>
    public IncidentTimes Of(IncidentSnapshot snapshot, IEnumerable<TimelineEvent> timeline) =>
        IncidentTimes.Of(snapshot.Incident, timeline, RightPeople.Of(snapshot.Incident, snapshot.Responders, directory.Value));

    private TimesBefore Before()
    {
        var told = scorer.Version is { } version ? models.Card(version)?.Times : null;
        return new(told?.Tickets ?? 0, BeforeFigures.Of(told?.RightTeam, options.Value.RightTeam), BeforeFigures.Of(told?.Resolved, options.Value.Resolved));
    }
}
