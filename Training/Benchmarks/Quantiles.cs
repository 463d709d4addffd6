namespace Classifier.Training.Benchmarks;

/// <summary>What was measured several times.</summary>
internal static class Quantiles
{
    /// <summary>The value below which a share of the samples lies (nearest rank).</summary>
    /// <param name="samples">At least one; brought into rising order.</param>
    /// <param name="share">In (0, 1].</param>
    public static double Percentile(double[] samples, double share)
    {
        Array.Sort(samples);
        return samples[(int)Math.Ceiling(share * samples.Length) - 1];
    }

    /// <summary>The middle of the samples, of an even number the lower one.</summary>
    public static double Median(double[] samples) => Percentile(samples, 0.5);
}
