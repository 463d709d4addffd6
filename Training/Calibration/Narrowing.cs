namespace Classifier.Training.Calibration;

/// <summary>Finds the least value of a function of one number: first on a grid, then by golden sections around the best.</summary>
internal static class Narrowing
{
    private const double GoldenSection = 0.6180339887498949;
    private const int Grid = 18;
    private const int Sections = 20;

    /// <summary>Where <paramref name="loss"/> is least in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public static double Least(Func<double, double> loss, double low, double high)
    {
        var width = (high - low) / Grid;
        var start = Enumerable.Range(0, Grid + 1).Select(i => low + i * width).MinBy(loss);
        (low, high) = (Math.Max(low, start - width), Math.Min(high, start + width));
        for (var i = 0; i < Sections; i++)
        {
            var (left, right) = (high - GoldenSection * (high - low), low + GoldenSection * (high - low));
            if (loss(left) <= loss(right))
                high = right;
            else
                low = left;
        }
        return (low + high) / 2;
    }
}
