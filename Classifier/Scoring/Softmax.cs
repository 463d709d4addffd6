namespace Classifier.Scoring;

/// <summary>Turns scores into probabilities.</summary>
/// <remarks>Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017; the cap on the tail is ours.</remarks>
public static class Softmax
{
    // Every rare class scores about -1: a hundred of them would together outweigh a good answer, and how many there are
    // differs from one fold to the next. So all classes after the tenth count at most as much as the tenth.
    private const int Leaders = 10;

    /// <summary>Softmax of <paramref name="scores"/> divided by the temperature, in place; the order of the classes stays.</summary>
    /// <param name="scores">One finite score per class; receives probabilities in [0, 1] that sum to 1 (± 1e-5).</param>
    /// <param name="temperature">Above 0: 1 changes nothing, more flattens, less sharpens.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not positive.</exception>
    public static void Apply(Span<float> scores, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        Span<float> leaders = stackalloc float[Leaders];
        leaders = leaders[..FindLeaders(scores, leaders)];
        var (highest, lowest, factor) = (leaders[0], leaders[^1], (float)(1 / temperature));
        var (body, tail) = (0f, 0f);
        for (var k = 0; k < scores.Length; k++)
        {
            var weight = MathF.Exp((scores[k] - highest) * factor);
            if (scores[k] >= lowest)
                body += weight;
            else
                tail += weight;
        }
        var cap = MathF.Min(tail, MathF.Exp((lowest - highest) * factor));
        var (sum, shrink) = (body + cap, tail > 0 ? cap / tail : 1);
        for (var k = 0; k < scores.Length; k++)
            scores[k] = MathF.Exp((scores[k] - highest) * factor) * (scores[k] >= lowest ? 1 : shrink) / sum;
    }

    /// <summary>The highest scores, falling.</summary>
    /// <returns>How many there are.</returns>
    private static int FindLeaders(ReadOnlySpan<float> scores, Span<float> leaders)
    {
        var count = 0;
        foreach (var score in scores)
        {
            if (count == leaders.Length && score <= leaders[^1])
                continue;
            var at = count < leaders.Length ? count++ : count - 1;
            for (; at > 0 && leaders[at - 1] < score; at--)
                leaders[at] = leaders[at - 1];
            leaders[at] = score;
        }
        return count;
    }
}
