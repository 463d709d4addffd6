using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>Finds the sum of probabilities from which an incident counts as a matter of security.</summary>
internal static class SecurityThreshold
{
    // A missed one is public, a false one is only private: recall comes first, and takes what it may cost.
    private const double Recall = 0.97;
    private const double FalsePrivate = 0.01;

    // Without rows to learn from: rather too often than too rarely.
    private const double Unlearned = 0.2;

    // Nothing that the model holds nearly impossible is flagged, however few rows there were.
    private const double Floor = 0.02;

    /// <summary>
    /// The lowest threshold that flags at most <see cref="FalsePrivate"/> of the other rows: later incidents are worded
    /// anew, so recall is taken as far as it is nearly free. Not above the one that flags <see cref="Recall"/> of the rows that were security.
    /// </summary>
    public static SecurityCard Find(IReadOnlyList<FoldScores> parts, double temperature, IReadOnlySet<string> types)
    {
        var sums = parts.SelectMany(p => Sums(p, temperature, types)).ToLookup(s => s.IsSecurity, s => s.Sum);
        var (security, others) = (sums[true].OrderDescending().ToList(), sums[false].OrderDescending().ToList());
        if (security.Count == 0)
            return new([.. types.Order(StringComparer.Ordinal)], Unlearned);
        var forRecall = security[(int)Math.Ceiling(Recall * security.Count) - 1];
        var allowed = (int)(FalsePrivate * others.Count);
        var forOthers = allowed < others.Count ? Math.BitIncrement(others[allowed]) : 0;
        return new([.. types.Order(StringComparer.Ordinal)], Math.Max(Floor, Math.Min(forRecall, forOthers)));
    }

    /// <summary>Per row, the probability of all security types together and whether it was one.</summary>
    public static IEnumerable<(double Sum, bool IsSecurity)> Sums(FoldScores part, double temperature, IReadOnlySet<string> types)
    {
        var flag = new SecurityFlag(new([.. types], 0), part.Classes);
        for (var i = 0; i < part.Rows; i++)
        {
            var probabilities = (float[])part.Scores[i].Clone();
            Softmax.Apply(probabilities, temperature);
            yield return (flag.Sum(probabilities), types.Contains(part.Truth[i]));
        }
    }
}
