namespace Classifier.Benchmarks.Comparison;

/// <summary>How sure the difference of two accuracies on the same rows is.</summary>
internal static class PairedBootstrap
{
    private const int Resamples = 2000;
    private const int Seed = 1;

    /// <summary>The middle 95 % of the differences over rows that are drawn again, with replacement.</summary>
    /// <param name="ours">Which rows are right.</param>
    /// <param name="theirs">The same rows, in the same order.</param>
    public static (double Low, double High) Interval(bool[] ours, bool[] theirs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(theirs.Length, ours.Length);
        var random = new Random(Seed);
        var differences = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            var sum = 0;
            for (var i = 0; i < ours.Length; i++)
            {
                var row = random.Next(ours.Length);
                sum += (ours[row] ? 1 : 0) - (theirs[row] ? 1 : 0);
            }
            differences[r] = (double)sum / ours.Length;
        }
        Array.Sort(differences);
        return (differences[Resamples / 40], differences[^(Resamples / 40)]);
    }
}
