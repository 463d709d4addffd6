namespace Classifier.Scoring;

/// <summary>Turns scores into probabilities.</summary>
/// <remarks>Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.</remarks>
public static class Softmax
{
    /// <summary>Softmax of <paramref name="scores"/> divided by the temperature, in place.</summary>
    /// <param name="scores">One finite score per class; receives probabilities in [0, 1] that sum to 1 (± 1e-5).</param>
    /// <param name="temperature">Above 0: 1 changes nothing, more flattens, less sharpens.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not positive.</exception>
    public static void Apply(Span<float> scores, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        var highest = float.NegativeInfinity;
        foreach (var score in scores)
            highest = MathF.Max(highest, score);
        var (factor, sum) = ((float)(1 / temperature), 0f);
        for (var k = 0; k < scores.Length; k++)
            sum += scores[k] = MathF.Exp((scores[k] - highest) * factor);
        for (var k = 0; k < scores.Length; k++)
            scores[k] /= sum;
    }
}
