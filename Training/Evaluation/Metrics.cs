using Classifier.Models;
using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>Figures over answers.</summary>
internal static class Metrics
{
    /// <summary>All figures; NaN never occurs, since a target without rows has none.</summary>
    /// <param name="judgements">At least one.</param>
    /// <param name="thresholds">The model's own.</param>
    /// <param name="fitted">Rows of each class that the model was fitted on.</param>
    public static Figures Of(IReadOnlyList<Judgement> judgements, IReadOnlyList<AskedThreshold> thresholds, IReadOnlyDictionary<string, int> fitted) => new(
        judgements.Count, judgements.Count(j => !j.IsKnown), Accuracy(judgements), MacroF1(judgements),
        Share(judgements, j => j.IsInTopThree), Ece(judgements), Aurc(judgements), CoverageAt(judgements, 0.90), CoverageAt(judgements, 0.95),
        [.. thresholds.Where(t => t.Asked >= 0.9).Select(t => At(judgements, t))],
        Auroc.Of(judgements.Select(j => (j.NoveltyScore, !j.IsKnown))), Share(judgements, j => j.IsNew),
        ClassSizeFigures.Of(judgements, fitted));

    public static double Accuracy(IReadOnlyList<Judgement> judgements) => Share(judgements, j => j.IsRight);

    /// <summary>Mean F1 over the classes that occur in the truth or among the answers.</summary>
    public static double MacroF1(IReadOnlyList<Judgement> judgements) => ClassFigures.Of(judgements).Average(c => c.F1);

    /// <summary>Mean gap between trust and accuracy over equal-width bins, weighted by their rows.</summary>
    public static double Ece(IReadOnlyList<Judgement> judgements) => judgements
        .GroupBy(j => ReliabilityBin.IndexOf(j.Trust))
        .Sum(bin => Math.Abs(bin.Sum(j => j.Trust - (j.IsRight ? 1 : 0)))) / judgements.Count;

    /// <summary>Mean risk over all coverages, by falling trust; ties keep the order of the rows.</summary>
    public static double Aurc(IReadOnlyList<Judgement> judgements)
    {
        var (wrong, rows, sum) = (0, 0, 0.0);
        foreach (var judgement in judgements.OrderByDescending(j => j.Trust))
        {
            wrong += judgement.IsRight ? 0 : 1;
            sum += (double)wrong / ++rows;
        }
        return sum / rows;
    }

    /// <summary>Largest share of rows, by falling trust, that is right at least this often; rows of equal trust stay together.</summary>
    public static double CoverageAt(IReadOnlyList<Judgement> judgements, double precision)
    {
        var falling = judgements.OrderByDescending(j => j.Trust).ToList();
        var (right, covered) = (0, 0);
        for (var i = 0; i < falling.Count; i++)
        {
            right += falling[i].IsRight ? 1 : 0;
            var endsTie = i + 1 == falling.Count || falling[i + 1].Trust != falling[i].Trust;
            if (endsTie && (double)right / (i + 1) >= precision)
                covered = i + 1;
        }
        return (double)covered / falling.Count;
    }

    private static AskedFigures At(IReadOnlyList<Judgement> judgements, AskedThreshold threshold)
    {
        var acted = judgements.Where(j => !j.IsNew && j.Trust >= threshold.For(j.Answer)).ToList();
        return new(threshold.Asked, (double)acted.Count / judgements.Count, acted.Count == 0 ? null : Accuracy(acted));
    }

    private static double Share(IReadOnlyList<Judgement> judgements, Func<Judgement, bool> holds) => (double)judgements.Count(holds) / judgements.Count;
}
