using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Training.Calibration;

/// <summary>Finds the sum of probabilities from which an incident counts as a matter of security.</summary>
internal static class SecurityThreshold
{
    // A missed one is public, a false one is only private: recall comes first.
    private const double Recall = 0.97;

    // Without rows to learn from: rather too often than too rarely.
    private const double Unlearned = 0.2;

    // Nothing that the model holds nearly impossible is flagged, however few rows there were.
    private const double Floor = 0.02;

    /// <summary>The highest threshold that would have flagged enough of the rows that were a matter of security.</summary>
    public static SecurityCard Find(IReadOnlyList<FoldScores> parts, double temperature, IReadOnlySet<string> types)
    {
        var sums = parts.SelectMany(p => Sums(p, temperature, types)).Where(s => s.IsSecurity).Select(s => s.Sum).OrderDescending().ToList();
        var needed = (int)Math.Ceiling(Recall * sums.Count);
        var threshold = sums.Count == 0 ? Unlearned : Math.Max(sums[needed - 1], Floor);
        return new([.. types.Order(StringComparer.Ordinal)], threshold);
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
