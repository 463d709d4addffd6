namespace Classifier.Training.Benchmarks;

/// <summary>Times work: warms up until the compiler has done its best, repeats, and takes medians over the rounds.</summary>
/// <param name="clock">Measures.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class Timing(TimeProvider clock, CancellationToken cancellationToken)
{
    private const int Rounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Seconds that the work takes once.</summary>
    public double Seconds(Action work)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = clock.GetTimestamp();
        work();
        return clock.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Median seconds of warm work.</summary>
    public double WarmSeconds(Action work)
    {
        WarmUpWith(work);
        return Quantiles.Median([.. Enumerable.Range(0, Rounds).Select(_ => Seconds(work))]);
    }

    /// <summary>Median and 99th percentile of single calls, in microseconds.</summary>
    /// <param name="calls">Calls of one round.</param>
    /// <param name="call">Takes the number of the call.</param>
    public (double P50, double P99) Latency(int calls, Action<int> call)
    {
        var took = new double[calls];
        void Round()
        {
            for (var i = 0; i < calls; i++)
            {
                var start = clock.GetTimestamp();
                call(i);
                took[i] = clock.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        WarmUpWith(Round);
        var (p50, p99) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Round();
            (p50[round], p99[round]) = (Quantiles.Percentile(took, 0.5), Quantiles.Percentile(took, 0.99));
        }
        return (Quantiles.Median(p50), Quantiles.Median(p99));
    }

    private void WarmUpWith(Action work)
    {
        var start = clock.GetTimestamp();
        do
            Seconds(work);
        while (clock.GetElapsedTime(start) < WarmUp);
    }
}
