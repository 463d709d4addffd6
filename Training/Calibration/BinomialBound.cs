namespace Classifier.Training.Calibration;

/// <summary>One-sided Clopper–Pearson bounds of a share.</summary>
/// <remarks>Clopper, Pearson, Biometrika 26 (1934); incomplete beta by Lentz's continued fraction (Numerical Recipes, 6.4).</remarks>
internal static class BinomialBound
{
    // 84 %: about one standard error.
    private const double Alpha = 0.16;

    /// <summary>Whether the lower bound of the share is at least <paramref name="asked"/>.</summary>
    /// <param name="right">Successes.</param>
    /// <param name="rows">Trials.</param>
    /// <param name="asked">In (0, 1).</param>
    public static bool Reaches(int right, int rows, double asked) =>
        right > 0 && IncompleteBeta(right, rows - right + 1, asked) <= Alpha;

    /// <summary>Lower bound of the share; 0 where nothing succeeded.</summary>
    public static double Lower(int right, int rows)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 50 && right > 0; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Reaches(right, rows, middle) ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>I_x(a, b): the chance of at least a successes in a + b − 1 trials of chance x.</summary>
    internal static double IncompleteBeta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
            return x <= 0 ? 0 : 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));
        // The fraction converges fast on this side of the mean only.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - front * Fraction(b, a, 1 - x) / b;
    }

    private static double Fraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / NotZero(1 - (a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m <= 1000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            (c, d) = (NotZero(1 + even / c), 1 / NotZero(1 + even * d));
            value *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            (c, d) = (NotZero(1 + odd / c), 1 / NotZero(1 + odd * d));
            value *= c * d;
            if (Math.Abs(c * d - 1) < 1e-12)
                break;
        }
        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> terms = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];
        var series = 1.000000000190015;
        for (var i = 0; i < terms.Length; i++)
            series += terms[i] / (x + 1 + i);
        return (x + 0.5) * Math.Log(x + 5.5) - (x + 5.5) + Math.Log(2.5066282746310005 * series / x);
    }
}
