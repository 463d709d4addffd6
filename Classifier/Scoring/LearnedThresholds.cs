using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>What training learned of the trust that an asked precision needs. A precision that was not asked in training is answered on the safe side.</summary>
/// <param name="card">The target.</param>
public sealed class LearnedThresholds(TargetCard card)
{
    /// <summary>The least trust of a class.</summary>
    /// <param name="asked">The precision, in (0, 1).</param>
    /// <param name="label">The class.</param>
    /// <returns>Above 1 where no trust is enough.</returns>
    public double Of(double asked, string label) => Least(card.Thresholds, asked, label);

    /// <summary>The least probability of a parent; null where training did not judge a parent of just these classes.</summary>
    /// <param name="asked">The precision, in (0, 1).</param>
    /// <param name="parent">The parent.</param>
    /// <param name="members">The classes that its probability is the sum of.</param>
    public double? OfParent(double asked, string parent, IReadOnlyList<string> members) =>
        card.Parents is { } parents && parents.Members.TryGetValue(parent, out var judged) && judged.ToHashSet(StringComparer.Ordinal).SetEquals(members)
            ? Least(parents.Thresholds, asked, parent) : null;

    /// <summary>Whether training was asked for the precision.</summary>
    public bool Knows(double asked) => card.Thresholds.Any(t => IsSame(t.Asked, asked));

    // The next higher precision that was asked promises no less. Above all of them, calibrated trust has to reach the
    // precision by itself, and what was refused before stays refused.
    private static double Least(IReadOnlyList<AskedThreshold> thresholds, double asked, string label)
    {
        AskedThreshold? above = null, highest = null;
        foreach (var threshold in thresholds)
        {
            if ((IsSame(threshold.Asked, asked) || threshold.Asked > asked) && (above is null || threshold.Asked < above.Asked))
                above = threshold;
            if (highest is null || threshold.Asked > highest.Asked)
                highest = threshold;
        }
        return above?.For(label) ?? Math.Max(highest?.For(label) ?? asked, asked);
    }

    private static bool IsSame(double a, double b) => Math.Abs(a - b) < 1e-9;
}
