using Classifier.Api.Briefs;
using Classifier.Api.Scoring;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>Scores an incident again with what a later alert brought, and says once for each team that it now points to.</summary>
internal sealed class EvidenceDesk(IInbox inbox, IIncidentStore incidents, CurrentScorer scorer, CurrentDirectory directory)
{
    /// <summary>The team that the incident's first alert and the later one together point to, where that is news.</summary>
    /// <param name="incident">As it is.</param>
    /// <param name="alertId">The later alert.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ChangedLeader?> LookAsync(Incident incident, Guid alertId, CancellationToken cancellationToken)
    {
        if (!NewEvidence.MayChange(incident) || await inbox.FindAsync(alertId, cancellationToken) is not { } later)
            return null;
        var evidence = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        if (NewEvidence.Join(evidence.Alert, later.Alert) is not { } joined)
            return null;
        var decision = DecisionPolicy.Decide(joined, scorer.Value.Score(joined, ScoreParts.None), directory.Value.Terms);
        return NewEvidence.Leader(incident, decision) is { } leader && !await IsToldAsync(incident, leader, cancellationToken) ? leader : null;
    }

    /// <summary>What the room is told.</summary>
    public string Suggestion(Incident incident, ChangedLeader leader)
    {
        var owner = incident.OwningTeam.Label is { } label ? directory.Value.TeamName(label) : "nobody";
        var of = incident.HasRoom ? "" : $"{incident.Id} ";
        return $"New alerts of it point to {directory.Value.TeamName(leader.Team)} ({Words.Percent(leader.Ranking.Trust)} {Words.Trust(leader.Ranking.Trust, leader.Ranking.Thresholds)}) rather than {owner}. If that is right: !reassign {of}{leader.Team}";
    }

    private async Task<bool> IsToldAsync(Incident incident, ChangedLeader leader, CancellationToken cancellationToken) =>
        (await incidents.TimelineAsync(incident.Number, cancellationToken)).Any(e => e.What == TimelineWords.LeaderChanged && e.Why == leader.Team);
}
