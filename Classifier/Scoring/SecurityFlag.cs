using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Sets the security flag from the probabilities of the types that mean compromise or exposure.</summary>
public sealed class SecurityFlag
{
    private readonly double _threshold;
    private readonly int[] _classes;

    /// <param name="card">Types and threshold.</param>
    /// <param name="classes">Classes of the issue type, in the order of the probabilities.</param>
    public SecurityFlag(SecurityCard card, IReadOnlyList<string> classes)
    {
        _threshold = card.Threshold;
        var types = card.IssueTypes.ToHashSet(StringComparer.Ordinal);
        _classes = [.. Enumerable.Range(0, classes.Count).Where(k => types.Contains(classes[k]))];
    }

    /// <summary>Whether the types together are probable enough.</summary>
    public bool IsSet(ReadOnlySpan<float> probabilities) => Sum(probabilities) >= _threshold;

    /// <summary>Whether the types together are more probable than not.</summary>
    public bool IsLikely(ReadOnlySpan<float> probabilities) => Sum(probabilities) >= Math.Max(_threshold, 0.5);

    /// <summary>Sum of the types' probabilities.</summary>
    public double Sum(ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        foreach (var k in _classes)
            sum += probabilities[k];
        return sum;
    }
}
