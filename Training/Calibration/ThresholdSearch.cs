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

    /// <summary>One threshold for all, and one for every class that was answered often enough.</summary>
    /// <param name="judgements">Answers on rows that the model had not seen.</param>
    /// <param name="asked">The precision.</param>
    public static AskedThreshold Find(IReadOnlyList<Judgement> judgements, double asked)
    {
        var byClass = judgements.GroupBy(j => j.Answer)
            .Where(g => g.Count() >= FewestRowsOfClass)
            .ToDictionary(g => g.Key, g => Least([.. g], asked));
        var pooled = Least(judgements, asked);
        var refused = byClass.Where(c => c.Value == AskedThreshold.Never).Select(c => c.Key).Order(StringComparer.Ordinal);
        return new(
            asked, pooled, new SortedDictionary<string, double>(byClass, StringComparer.Ordinal),
            pooled == AskedThreshold.Never ? ["*", .. refused] : [.. refused]);
    }

    /// <summary>The lowest trust such that the answers from there up are right often enough even at the lower bound.</summary>
    /// <returns><see cref="AskedThreshold.Never"/> where there is none.</returns>
    internal static double Least(IReadOnlyList<Judgement> judgements, double asked)
    {
        var falling = judgements.OrderByDescending(j => j.Trust).ToList();
        var (right, least) = (0, AskedThreshold.Never);
        for (var i = 0; i < falling.Count; i++)
        {
            right += falling[i].IsRight ? 1 : 0;
            var endsTie = i + 1 == falling.Count || falling[i + 1].Trust != falling[i].Trust;
            if (endsTie && i + 1 >= Math.Min(FewestRows, falling.Count) && BinomialBound.Reaches(right, i + 1, asked))
                least = falling[i].Trust;
        }
        return least;
    }
}
