using Classifier.Models;

namespace Classifier.Training.Calibration;

/// <summary>Finds the least trust at which an asked precision holds.</summary>
internal static class ThresholdSearch
{
    /// <summary>The precisions that every model is asked for: the two that figures are reported at, and what suggesting needs.</summary>
    public static IReadOnlyList<double> Asked { get; } = [0.95, 0.90, 0.60];

    private const int FewestRows = 20;

    // Fewer answers of a class say too little about the class alone.
    private const int FewestRowsOfClass = 100;

    /// <summary>One threshold for every class that was answered often enough, and one for all others.</summary>
    /// <param name="folds">Answers on rows that the model had not seen, older folds first.</param>
    /// <param name="asked">The precision.</param>
    /// <param name="isOrdered">Whether each fold is newer than the one before.</param>
    public static AskedThreshold Find(IReadOnlyList<IReadOnlyList<Judgement>> folds, double asked, bool isOrdered)
    {
        List<FoldAnswer> answers = [.. folds.SelectMany((fold, f) => fold.Where(j => !j.IsNew).Select(j => new FoldAnswer(j, isOrdered ? f : 0)))];
        var byClass = answers.GroupBy(a => a.Judgement.Answer)
            .Where(g => g.Count() >= FewestRowsOfClass)
            .ToDictionary(g => g.Key, g => Least([.. g], asked));
        var others = answers.Where(a => !byClass.ContainsKey(a.Judgement.Answer)).ToList();
        var pooled = Least(others.Count >= FewestRows ? others : answers, asked);
        var refused = byClass.Where(c => c.Value == AskedThreshold.Never).Select(c => c.Key).Order(StringComparer.Ordinal);
        return new(
            asked, pooled, new SortedDictionary<string, double>(byClass, StringComparer.Ordinal),
            pooled == AskedThreshold.Never ? ["*", .. refused] : [.. refused]);
    }

    /// <summary>The lowest trust such that the answers from there up are right often enough, see <see cref="PeriodSpread.Reaches"/>.</summary>
    /// <returns><see cref="AskedThreshold.Never"/> where there is none.</returns>
    internal static double Least(IReadOnlyList<FoldAnswer> answers, double asked)
    {
        if (answers.Count == 0)
            return AskedThreshold.Never;
        var falling = answers.OrderByDescending(a => a.Judgement.Trust).ToList();
        var (periods, least) = (new PeriodSpread(answers.Max(a => a.Fold) + 1), AskedThreshold.Never);
        for (var i = 0; i < falling.Count; i++)
        {
            periods.Add(falling[i]);
            var endsTie = i + 1 == falling.Count || falling[i + 1].Judgement.Trust != falling[i].Judgement.Trust;
            if (endsTie && i + 1 >= Math.Min(FewestRows, falling.Count) && periods.Reaches(asked))
                least = falling[i].Judgement.Trust;
        }
        return least;
    }
}

/// <summary>An answer and the fold it was given in.</summary>
/// <param name="Judgement">The answer.</param>
/// <param name="Fold">From 0, older folds first; 0 for all where rows have no order.</param>
internal readonly record struct FoldAnswer(Judgement Judgement, int Fold);
