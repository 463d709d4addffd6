using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace Classifier.Api.Scoring;

/// <summary>A class with its calibrated probability.</summary>
public sealed record ClassView(string Label, double Probability);

/// <summary>The best class and what else it might be.</summary>
/// <param name="Label">The class; null when the model has none for the target.</param>
/// <param name="Probability">Calibrated.</param>
/// <param name="Alternatives">The next best, best first, at most nine.</param>
public sealed record RankingView(string? Label, double Probability, IReadOnlyList<ClassView> Alternatives)
{
    private const int MaxAlternatives = 9;

    internal static RankingView Of(Ranking ranking) => ranking.Classes.Count == 0
        ? new(null, 0, [])
        : new(ranking.Classes[0].Label, ranking.Classes[0].Probability, [.. ranking.Classes.Skip(1).Take(MaxAlternatives).Select(c => new ClassView(c.Label, c.Probability))]);
}

/// <summary>One reason: for the top owning team, or for a similarity.</summary>
/// <param name="Kind"><c>text</c>, <c>label</c>, <c>template</c>, <c>similar</c> or <c>rule</c>.</param>
/// <param name="Evidence">The span, label, template, incident or rule.</param>
/// <param name="Start">UTF-16 offset in title, line feed, description; null for other kinds.</param>
/// <param name="Length">UTF-16 length; null for other kinds.</param>
/// <param name="Weight">Share of the decision or the similarity; positive speaks for it.</param>
public sealed record EvidenceView(string Kind, string Evidence, int? Start, int? Length, double Weight)
{
    internal static EvidenceView Of(Evidence e) => new(e.Kind.ToString().ToLowerInvariant(), e.Text, e.Start, e.Length, e.Weight);
}

/// <summary>What the model says of an alert, and what would be done.</summary>
public sealed record ScoreView(
    RankingView IssueType, RankingView OwningTeam, string Decision, double Trust, string Novelty, string Severity, LocationView Location, bool Security,
    IReadOnlyList<EvidenceView> Explanation, IReadOnlyList<SimilarView> Similar, string? ModelVersion)
{
    internal static ScoreView Of(Decision decision, ScoreParts include)
    {
        var scores = decision.Scores;
        return new(
            RankingView.Of(scores.IssueType), RankingView.Of(scores.OwningTeam), decision.Kind.ToString().ToLowerInvariant(), decision.Trust,
            scores.Novelty.ToString().ToLowerInvariant(), scores.Severity.Word(), LocationView.Of(scores.Location), scores.IsSecurity,
            include.HasFlag(ScoreParts.Explanation) ? [.. scores.Explanation.Select(EvidenceView.Of)] : [],
            [.. scores.Similar.Select(SimilarView.Of)], scores.ModelVersion);
    }
}

/// <summary>One item's answer: a score, or a problem.</summary>
/// <param name="Status">As the single route would have answered.</param>
/// <param name="Score">Null when refused.</param>
/// <param name="Problem">Null when scored.</param>
public sealed record BatchItem(int Status, ScoreView? Score, ProblemDetails? Problem);

/// <summary>Answers in the order of the items.</summary>
public sealed record BatchView(IReadOnlyList<BatchItem> Items);
