using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>Calibrates one target's blend, takes its figures on the last fold, and describes it.</summary>
/// <param name="blend">The target's blend.</param>
/// <param name="other">The other target's blend; null where there is none.</param>
/// <param name="folds">All folds as numbers.</param>
/// <param name="options">How to train.</param>
internal sealed class TargetTraining(TargetBlend blend, TargetBlend? other, RunFolds folds, TrainingOptions options)
{
    // The nearest of many neighbours costs as much as all the rest of the figures.
    private const int MostBaselineFit = 100_000;
    private const int MostBaselineRows = 10_000;

    private readonly TargetRows _target = blend.Target;
    private readonly GateCases _cases = new(blend.Target, other?.Target);

    public TrainedTarget Run()
    {
        var judged = JudgedOf(_cases.Of([.. folds.Earlier, folds.Last], blend.Validated, other?.Validated));
        var (novelty, all) = Gauged(_cases.Of([.. folds.Calibration, folds.Last], blend.Final, other?.Final), learnedOn: folds.Calibration.Count + 1);
        var gate = GateLearning.Fit(all, options.Seed);
        var agreement = other is null ? null : _cases.Agreement(folds.All.Fold.Fit, _target.Classes, other.Target.Classes);
        var (security, securityCard) = SecurityOf();
        return new(CardOf(gate, all, novelty), blend.Layer, gate.Gate, agreement, judged, MetricsOf(judged), security, securityCard);
    }

    /// <summary>The last fold, answered with what was learned on the earlier ones alone.</summary>
    private JudgedRows JudgedOf(IReadOnlyList<IReadOnlyList<GateCase>> given)
    {
        var (_, cases) = Gauged(given, learnedOn: folds.Earlier.Count);
        IReadOnlyList<IReadOnlyList<GateCase>> earlier = [.. cases.SkipLast(1)];
        var last = cases[^1];
        if (last.Count == 0)
            throw new Import.InputException($"{_target.Name}: the rows that were kept back, or those before them, are of too few classes to take figures");
        var gate = GateLearning.Fit(earlier, options.Seed);
        return new(
            [.. folds.Last.Fold.Fit.Where(i => _target.Label(i) is not null).Select(i => _target.Rows[i])], LastRows(),
            [.. last.Select(gate.Judge)], ThresholdsOf(Judged(earlier)));
    }

    private TargetMetrics MetricsOf(JudgedRows judged)
    {
        var (fit, evaluate) = (folds.Last.Fold.Fit, folds.Last.Fold.Evaluate);
        var baselines = BaselineFigures.Of(_target.ForBaseline(fit, folds.Last.Fit, MostBaselineFit), _target.ForBaseline(evaluate, folds.Last.Evaluate, MostBaselineRows));
        return TargetMetrics.Of(_target.Name, judged, baselines, [.. blend.Tried.Select(CandidateMetrics.Of)]);
    }

    private TrainingRow[] LastRows() => [.. blend.Validated.Folds[^1].Positions.Select(p => _target.Rows[folds.Last.Fold.Evaluate[p]])];

    /// <summary>How new things are told, and the cases with the verdicts.</summary>
    /// <param name="cases">Per fold.</param>
    /// <param name="learnedOn">How many folds, from the first, the limits are learned on.</param>
    private (NoveltyCard Card, IReadOnlyList<IReadOnlyList<GateCase>> Cases) Gauged(IReadOnlyList<IReadOnlyList<GateCase>> cases, int learnedOn)
    {
        var card = blend.Novelty.CardFor(cases.Take(learnedOn));
        var gauge = new NoveltyGauge(card);
        return (card, [.. cases.Select(fold => (IReadOnlyList<GateCase>)[.. fold.Select(c => c.Gauged(gauge))])]);
    }

    private TargetCard CardOf(LearnedGate gate, IReadOnlyList<IReadOnlyList<GateCase>> cases, NoveltyCard novelty)
    {
        var judged = Judged(cases);
        var thresholds = ThresholdsOf(judged);
        var parents = _target.Name == TargetNames.OwningTeam ? new ParentThresholds(options.Terms.Teams, blend.Final, judged).Find(_target.Classes, thresholds, folds.IsOrdered) : null;
        return CardOf(gate, thresholds, parents, novelty);
    }

    private TargetCard CardOf(LearnedGate gate, IReadOnlyList<AskedThreshold> thresholds, ParentFacts? parents, NoveltyCard novelty) => new()
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
        Novelty = novelty,
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
            SecurityFigures.Of([.. SecurityThreshold.Sums(validated.Folds[^1], validated.Temperature, options.SecurityTypes)], Array.ConvertAll(LastRows(), SecurityLookAlikes.Contains), threshold),
            SecurityThreshold.Find(final.Folds, final.Temperature, options.SecurityTypes));
    }

    /// <summary>Answers with trust that comes, as in serving, from gates that have not seen the row.</summary>
    private IReadOnlyList<IReadOnlyList<Judgement>> Judged(IReadOnlyList<IReadOnlyList<GateCase>> cases) => CrossGating.Judge(cases, options.Seed);

    /// <summary>Thresholds for the precisions that every model is asked for, and for those that the directory states.</summary>
    private IReadOnlyList<AskedThreshold> ThresholdsOf(IReadOnlyList<IReadOnlyList<Judgement>> judged) =>
        [.. ThresholdSearch.Asked.Union(options.Terms.Precisions).OrderDescending().Select(asked => ThresholdSearch.Find(judged, asked, folds.IsOrdered))];
}
