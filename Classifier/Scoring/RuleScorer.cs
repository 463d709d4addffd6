using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>Answers while there is no model: no owner and no type, but severity, place and the security flag.</summary>
/// <param name="places">Knows the company's places; null where there is no directory.</param>
public sealed class RuleScorer(ILocationResolver? places) : IAlertScorer
{
    private readonly LocationReader _locations = new(places);

    /// <inheritdoc/>
    public AlertScores Score(Alert alert, ScoreParts include) => new()
    {
        IssueType = Ranking.Empty,
        OwningTeam = Ranking.Empty,
        Novelty = Novelty.New,
        Severity = SeverityReader.Read(alert),
        Location = _locations.Read(alert),
        IsSecurity = SecurityRules.Suspects(alert),
        IsTooShort = TextLength.IsTooShort(alert),
    };
}
