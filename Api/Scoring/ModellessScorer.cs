using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Api.Scoring;

/// <summary>Stands in while no champion is loaded: reads what the alert states, ranks nobody.</summary>
internal sealed class ModellessScorer : IAlertScorer
{
    public AlertScores Score(Alert alert, ScoreParts include) => new()
    {
        IssueType = Ranking.Empty,
        OwningTeam = Ranking.Empty,
        Novelty = Novelty.New,
        Severity = alert.Severity ?? Severity.Medium,
        Location = Location.Unknown,
        IsSecurity = false,
    };
}
