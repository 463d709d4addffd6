using Classifier.Models;
using Classifier.Training.Evaluation.Slices;

namespace Classifier.Training.Evaluation;

/// <summary>All figures of one target, from the last fold.</summary>
/// <param name="Figures">Of the chosen learner.</param>
/// <param name="Baselines">On the same rows.</param>
/// <param name="Candidates">On the validation rows.</param>
/// <param name="Classes">Every class.</param>
/// <param name="Confusions">The commonest mistakes.</param>
/// <param name="Matrix">What is answered with what.</param>
/// <param name="Reliability">Trust beside what came of it.</param>
/// <param name="Curve">Precision by coverage.</param>
/// <param name="Periods">Over time; none where rows have no times.</param>
/// <param name="Slices">By source, severity and language.</param>
/// <param name="Attributes">How far single attributes would go.</param>
/// <param name="LoneDeciders">What decides a class alone.</param>
internal sealed record TargetMetrics(
    Figures Figures, IReadOnlyList<BaselineFigures> Baselines, IReadOnlyList<CandidateMetrics> Candidates,
    IReadOnlyList<ClassFigures> Classes, IReadOnlyList<Confusion> Confusions, ConfusionMatrix Matrix,
    IReadOnlyList<ReliabilityBin> Reliability, IReadOnlyList<CoveragePoint> Curve, IReadOnlyList<PeriodFigures> Periods,
    IReadOnlyList<SliceFigures> Slices, IReadOnlyList<AttributeAlone> Attributes, IReadOnlyList<LoneDecider> LoneDeciders)
{
    private const int MostConfusions = 15;

    /// <summary>Takes all figures of one target.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="judged">At least one answer.</param>
    /// <param name="baselines">On the same rows.</param>
    /// <param name="candidates">On the validation rows.</param>
    public static TargetMetrics Of(string target, JudgedRows judged, IReadOnlyList<BaselineFigures> baselines, IReadOnlyList<CandidateMetrics> candidates)
    {
        var judgements = judged.Judgements;
        return new(
            Metrics.Of(judgements, judged.Thresholds, judged.FittedRows(target)), baselines, candidates,
            ClassFigures.Of(judgements), Confusion.Largest(judgements, MostConfusions), ConfusionMatrix.Of(judgements),
            ReliabilityBin.Of(judgements), CoveragePoint.Of(judgements), PeriodFigures.Of(judged),
            SliceFigures.Of(judged), AttributeAlone.Of(target, judged), new LoneDeciders(target, judged).Find());
    }
}

/// <summary>A candidate's figures without its time.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Accuracy">On the validation rows.</param>
/// <param name="MacroF1">On the validation rows.</param>
internal sealed record CandidateMetrics(string Name, double Accuracy, double MacroF1)
{
    public static CandidateMetrics Of(CandidateFacts facts) => new(facts.Name, facts.Accuracy, facts.MacroF1);
}
