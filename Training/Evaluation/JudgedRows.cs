using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>The rows that were kept back for the figures of one target, each with its answer.</summary>
/// <param name="Fit">The labelled rows that were fitted, oldest first where rows have an order.</param>
/// <param name="Rows">The rows that were answered, in the same order.</param>
/// <param name="Judgements">Their answers.</param>
/// <param name="Thresholds">Of the earlier folds.</param>
internal sealed record JudgedRows(IReadOnlyList<TrainingRow> Fit, IReadOnlyList<TrainingRow> Rows, IReadOnlyList<Judgement> Judgements, IReadOnlyList<AskedThreshold> Thresholds)
{
    /// <summary>The asked precision that a decision to act is held to by default.</summary>
    public static double ActPrecision => TrustThresholds.Default.Act;

    private readonly AskedThreshold? _act = Thresholds.FirstOrDefault(t => t.Asked == ActPrecision);

    /// <summary>Whether a row's trust is enough to act; what is new is never acted on.</summary>
    public bool IsActed(int row) => _act is not null && !Judgements[row].IsNew && Judgements[row].Trust >= _act.For(Judgements[row].Answer);

    /// <summary>Fitted rows of each class of a target.</summary>
    public IReadOnlyDictionary<string, int> FittedRows(string target) => Fit.Select(r => r.LabelOf(target)).OfType<string>().CountBy(l => l).ToDictionary(StringComparer.Ordinal);

    /// <summary>Accuracy, act share and the precision of what was acted on, of some of the rows.</summary>
    /// <param name="rows">Places of at least one row.</param>
    public ShareFigures Of(IReadOnlyList<int> rows)
    {
        var acted = rows.Where(IsActed).ToList();
        return new(rows.Count, RightOf(rows), (double)acted.Count / rows.Count, acted.Count == 0 ? null : RightOf(acted));
    }

    private double RightOf(IReadOnlyList<int> rows) => (double)rows.Count(i => Judgements[i].IsRight) / rows.Count;
}

/// <summary>How some of the rows were answered.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Accuracy">Share that was answered right.</param>
/// <param name="ActShare">Share with enough trust to act at <see cref="JudgedRows.ActPrecision"/>.</param>
/// <param name="Precision">Share of those that is right; null where there are none.</param>
internal sealed record ShareFigures(int Rows, double Accuracy, double ActShare, double? Precision);
