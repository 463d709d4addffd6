using System.Collections.Concurrent;
using Classifier.Incidents;
using Classifier.Scoring;

namespace Classifier.Api.Console.IncidentList;

/// <summary>What the model first said of an incident's owner.</summary>
/// <param name="Team">Key of the team; null without a model.</param>
/// <param name="Thresholds">What that team needed.</param>
public sealed record FirstAnswer(string? Team, TrustThresholds Thresholds);

/// <summary>The first answers of incidents: they never change, so each is read once.</summary>
internal sealed class FirstAnswers(IIncidentStore incidents)
{
    private const int MostKept = 20_000;
    private readonly ConcurrentDictionary<long, FirstAnswer> _known = new();

    /// <summary>The first answer about an incident.</summary>
    public async ValueTask<FirstAnswer> OfAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.ModelVersion is null)
            return new(null, TrustThresholds.Default);
        if (_known.TryGetValue(incident.Number, out var known))
            return known;
        if (_known.Count >= MostKept)
            _known.Clear();
        var owner = (await incidents.EvidenceAsync(incident.Number, cancellationToken)).Scores.OwningTeam;
        return _known[incident.Number] = new(owner.Top, owner.Thresholds);
    }
}
