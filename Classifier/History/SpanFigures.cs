namespace Classifier.History;

/// <summary>How long something took, over several cases.</summary>
/// <param name="Count">Cases; those in which it never came to it are left out.</param>
/// <param name="MedianSeconds">Half of them took no longer; a time that occurred, by nearest rank. Null without cases.</param>
/// <param name="P90Seconds">Nine of ten took no longer, likewise.</param>
public sealed record SpanFigures(int Count, double? MedianSeconds, double? P90Seconds)
{
    /// <summary>The figures of some times, in any order.</summary>
    public static SpanFigures Of(IEnumerable<TimeSpan> spans)
    {
        var ordered = spans.Select(s => s.TotalSeconds).Order().ToList();
        return new(ordered.Count, Rank(ordered, 0.5), Rank(ordered, 0.9));
    }

    private static double? Rank(List<double> ordered, double share) => ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(share * ordered.Count) - 1];
}
