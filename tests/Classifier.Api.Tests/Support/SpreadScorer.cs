using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Support;

/// <summary>Cannot tell two teams of one parent apart.</summary>
internal sealed class SpreadScorer : IAlertScorer
{
    public AlertScores Score(Alert alert, ScoreParts include) => new KeywordScorer().Score(alert, include) with
    {
        OwningTeam = new() { Classes = [new("edge", 0.50), new("shop", 0.45), new("secops", 0.05)], Trust = 0.50 },
    };
}
