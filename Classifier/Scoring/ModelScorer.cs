using System.Collections.Concurrent;
using Classifier.Alerts;
using Classifier.Features;
using Classifier.LogTemplates;
using Classifier.Models;
using Classifier.Neighbours;

namespace Classifier.Scoring;

/// <summary>Scores alerts with one model. Safe for many threads; working memory is used again.</summary>
public sealed class ModelScorer : IAlertScorer, IRemembersIncidents, IKnowsTemplates
{
    private const int SimilarIncidents = 5;

    private readonly Model _model;
    private readonly LocationReader _locations;
    private readonly LogReasons _logs;
    private readonly SecurityFlag? _security;
    private readonly ConcurrentQueue<RankBuffer> _buffers = new();

    /// <param name="model">The model that answers.</param>
    /// <param name="places">Knows the company's places; null where there is no directory.</param>
    public ModelScorer(Model model, ILocationResolver? places)
    {
        (_model, _locations, _logs) = (model, new(places), new(model.Space.Templates, model.TemplateOwners));
        Past = new(model.Space, model.Neighbours);
        if (model.Card.Security is { } security && model.IssueType is { } issueType)
            _security = new(security, issueType.Card.Classes);
    }

    /// <inheritdoc/>
    public PastIncidents Past { get; }

    /// <inheritdoc/>
    public LogTemplateSet? Templates => _model.Space.Templates;

    /// <inheritdoc/>
    public AlertScores Score(Alert alert, ScoreParts include)
    {
        var buffer = _buffers.TryDequeue(out var used) ? used : new(_model);
        var text = IncidentText.From(alert);
        _model.Rank(text, buffer);
        var isTooShort = TextLength.IsTooShort(alert);
        var isSecurity = IsSecurity(alert, buffer, isTooShort);
        var owningTeam = RankingOf(_model.OwningTeam, buffer);
        var scores = new AlertScores
        {
            IssueType = RankingOf(_model.IssueType, buffer),
            OwningTeam = owningTeam,
            Novelty = NoveltyOf(_model.OwningTeam ?? _model.Targets[0], buffer, isTooShort),
            Severity = SeverityReader.Read(alert),
            Location = _locations.Read(alert),
            IsSecurity = isSecurity,
            IsTooShort = isTooShort,
            Explanation = include.HasFlag(ScoreParts.Explanation) ? Explain(text, buffer) : [],
            Similar = include.HasFlag(ScoreParts.Similar) ? Similar(text, buffer, isSecurity, owningTeam) : [],
            ModelVersion = _model.Card.Version,
        };
        _buffers.Enqueue(buffer);
        return scores;
    }

    // Past compromises are told to those who handle one, and to nobody else.
    private IReadOnlyList<SimilarIncident> Similar(IncidentText text, RankBuffer buffer, bool isSecurity, Ranking owners)
    {
        var types = isSecurity ? [] : _model.Card.Security?.IssueTypes ?? [];
        return Past.Find(text, buffer.Neighbours, SimilarIncidents, past => past.IssueType is null || !types.Contains(past.IssueType), owners);
    }

    private Ranking RankingOf(TargetModel? target, RankBuffer buffer) =>
        target is null ? Ranking.Empty : target.ToRanking(ProbabilitiesOf(target, buffer), _model.Trust(IndexOf(target), buffer));

    // A word or two cannot say that a thing is new, unless nothing of them is known.
    private Novelty NoveltyOf(TargetModel target, RankBuffer buffer, bool isTooShort)
    {
        var novelty = target.Judge(ProbabilitiesOf(target, buffer), buffer.Vector);
        return novelty == Novelty.New && isTooShort && buffer.Vector.KnownShare > 0 ? Novelty.Variant : novelty;
    }

    // Of a word or two the model says little more than of nothing at all, which is near a threshold that is to miss no compromise.
    private bool IsSecurity(Alert alert, RankBuffer buffer, bool isTooShort)
    {
        if (_security is null)
            return SecurityRules.Suspects(alert);
        var probabilities = ProbabilitiesOf(_model.IssueType!, buffer);
        return isTooShort ? SecurityRules.Names(alert) || _security.IsLikely(probabilities) : _security.IsSet(probabilities);
    }

    private IReadOnlyList<Evidence> Explain(IncidentText text, RankBuffer buffer)
    {
        var target = _model.OwningTeam ?? _model.Targets[0];
        return Explainer.Explain(text, _logs, _model.Space, buffer.Vector, target, ProbabilitiesOf(target, buffer), buffer.Scratch[IndexOf(target)]);
    }

    private float[] ProbabilitiesOf(TargetModel target, RankBuffer buffer) =>
        buffer.Probabilities[IndexOf(target)];

    private int IndexOf(TargetModel target) => ReferenceEquals(target, _model.Targets[0]) ? 0 : 1;
}
