namespace Classifier.Training.Calibration;

/// <summary>Finds the temperature that makes the top probability honest.</summary>
internal static class Temperature
{
    private const double Lowest = -5;
    private const double Highest = 4;

    /// <summary>The temperature with the least log-loss of the statement "the top class is right".</summary>
    /// <param name="parts">Scores of rows that the learner had not seen.</param>
    /// <returns>Between e⁻⁵ and e⁴; 1 where there are no rows.</returns>
    /// <remarks>A row whose class was not learned makes the statement wrong, so new classes cost trust.</remarks>
    public static double Fit(IReadOnlyList<FoldScores> parts) =>
        parts.Sum(p => p.Rows) == 0 ? 1 : Math.Exp(Narrowing.Least(t => Loss(parts, Math.Exp(t)), Lowest, Highest));

    private static double Loss(IReadOnlyList<FoldScores> parts, double temperature)
    {
        var (sum, rows) = (0.0, 0);
        foreach (var part in parts)
        {
            for (var i = 0; i < part.Rows; i++)
            {
                var p = Math.Clamp(part.TopProbability(i, temperature), 1e-6, 1 - 1e-6);
                sum -= Math.Log(part.IsRight(i) ? p : 1 - p);
            }
            rows += part.Rows;
        }
        return sum / rows;
    }
}
