using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;

namespace Classifier.Training;

/// <summary>Calibrates one target's blend, takes its figures on the last fold, and describes it.</summary>
/// <param name="blend">The target's blend.</param>
/// <param name="other">The other target's blend; null where there is none.</param>
/// <param name="folds">All folds as numbers.</param>
/// <param name="options">How to train.</param>
internal sealed class TargetTraining(TargetBlend blend, TargetBlend? other, RunFolds folds, TrainingOptions options)
{
    private const int Confusions = 15;

    private readonly TargetRows _target = blend.Target;
    private readonly GateCases _cases = new(blend.Target, other?.Target);

    public TrainedTarget Run()
    {
        var metrics = MetricsOf(_cases.Of([.. folds.Earlier, folds.Last], blend.Validated, other?.Validated));
        var all = _cases.Of([.. folds.Calibration, folds.Last], blend.Final, other?.Final);
        var gate = GateLearning.Fit(all, options.Seed);
        var agreement = other is null ? null : _cases.Agreement(folds.All.Fold.Fit, _target.Classes, other.Target.Classes);
        var (security, securityCard) = SecurityOf();
        return new(CardOf(gate, all), blend.Layer, gate.Gate, agreement, metrics, security, securityCard);
    }

    /// <summary>Figures of the last fold with what was learned on the earlier ones alone.</summary>
    private TargetMetrics MetricsOf(IReadOnlyList<IReadOnlyList<GateCase>> cases)
    {
        IReadOnlyList<IReadOnlyList<GateCase>> earlier = [.. cases.SkipLast(1)];
        var last = cases[^1];
        if (last.Count == 0)
            throw new Import.InputException($"{_target.Name}: the rows that were kept back, or those before them, are of too few classes to take figures");
        var gate = GateLearning.Fit(earlier, options.Seed);
        List<Judgement> judgements = [.. last.Select(gate.Judge)];
        var (fit, evaluate) = (folds.Last.Fold.Fit, folds.Last.Fold.Evaluate);
        return new(
            Metrics.Of(judgements, ThresholdsOf(Judged(earlier))),
            BaselineFigures.Of(_target.ForBaseline(fit, folds.Last.Fit), _target.ForBaseline(evaluate, folds.Last.Evaluate)),
            [.. blend.Tried.Select(CandidateMetrics.Of)],
            ClassFigures.Of(judgements), Confusion.Largest(judgements, Confusions));
    }

    private TargetCard CardOf(LearnedGate gate, IReadOnlyList<IReadOnlyList<GateCase>> cases)
    {
        var judged = Judged(cases);
        var thresholds = ThresholdsOf(judged);
        var parents = _target.Name == TargetNames.OwningTeam ? new ParentThresholds(options.Terms.Teams, blend.Final, judged).Find(_target.Classes, thresholds, folds.IsOrdered) : null;
        return CardOf(gate, thresholds, parents);
    }

    private TargetCard CardOf(LearnedGate gate, IReadOnlyList<AskedThreshold> thresholds, ParentFacts? parents) => new()
    {
        Name = _target.Name,
        Classes = _target.Classes,
        ClassRows = _target.ClassRows,
        ClassPrecision = [.. _target.Classes.Select(c => Math.Round(gate.Precisions.Of(c), 6))],
        Learner = string.Join(" + ", blend.Blend.Members.OrderByDescending(m => m.Share).Select(m => FormattableString.Invariant($"{m.Share:0.00} {m.Name}"))),
        Normalised = blend.Layer.Normalised,
        Temperature = blend.Final.Temperature,
        Gate = gate.Gate.Kind,
        Thresholds = thresholds,
        Parents = parents,
        Candidates = blend.Tried,
        LeftOut = blend.LeftOut,
    };

    private (SecurityFigures?, SecurityCard?) SecurityOf()
    {
        if (_target.Name != TargetNames.IssueType || !_target.Classes.Any(options.SecurityTypes.Contains))
            return (null, null);
        var (validated, final) = (blend.Validated, blend.Final);
        var threshold = SecurityThreshold.Find([.. validated.Folds.SkipLast(1)], validated.Temperature, options.SecurityTypes).Threshold;
        return (
            SecurityFigures.Of(SecurityThreshold.Sums(validated.Folds[^1], validated.Temperature, options.SecurityTypes), threshold),
            SecurityThreshold.Find(final.Folds, final.Temperature, options.SecurityTypes));
    }

    /// <summary>Answers with trust that comes, as in serving, from gates that have not seen the row.</summary>
    private IReadOnlyList<IReadOnlyList<Judgement>> Judged(IReadOnlyList<IReadOnlyList<GateCase>> cases) => CrossGating.Judge(cases, options.Seed);

    /// <summary>Thresholds for the precisions that every model is asked for, and for those that the directory states.</summary>
    private IReadOnlyList<AskedThreshold> ThresholdsOf(IReadOnlyList<IReadOnlyList<Judgement>> judged) =>
        [.. ThresholdSearch.Asked.Union(options.Terms.Precisions).OrderDescending().Select(asked => ThresholdSearch.Find(judged, asked, folds.IsOrdered))];
}
