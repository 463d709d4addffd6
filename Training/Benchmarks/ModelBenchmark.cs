using System.Diagnostics;
using Classifier.Alerts;
using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;

namespace Classifier.Training.Benchmarks;

/// <summary>Measures how fast a model answers in this process.</summary>
/// <param name="timing">Times.</param>
internal sealed class ModelBenchmark(Timing timing)
{
    private const int RankedRows = 2000;
    private const int ScoredRows = 500;
    private const int AllocatingRows = 10_000;
    private const int Loads = 3;

    /// <summary>Measures.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="rows">At least one; taken in turn.</param>
    /// <exception cref="ModelRefusedException">The model cannot be loaded.</exception>
    public ModelSpeed Run(string folder, IReadOnlyList<TrainingRow> rows)
    {
        Model model = null!;
        var loads = new double[Loads];
        loads[0] = timing.Seconds(() => model = Model.Load(folder));
        List<IncidentText> texts = [.. rows.Select(r => r.Text)];        // a caller has its text already
        var rank = Rank(model, texts);
        var score = Score(new(model, places: null), rows);
        var (one, all) = (RowsPerSecond(model, texts, 1), RowsPerSecond(model, texts, Environment.ProcessorCount));
        var allocated = Allocated(model, texts);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;       // before further copies of the model are loaded
        for (var i = 1; i < Loads; i++)
            loads[i] = timing.Seconds(() => Model.Load(folder));
        return new(rank.P50, rank.P99, score.P50, score.P99, new(one, all), allocated, 1000 * Quantiles.Median(loads), peak);
    }

    private (double P50, double P99) Rank(Model model, List<IncidentText> texts)
    {
        var buffer = new RankBuffer(model);
        return timing.Latency(RankedRows, i => model.Rank(texts[i % texts.Count], buffer));
    }

    private (double P50, double P99) Score(ModelScorer scorer, IReadOnlyList<TrainingRow> rows)
    {
        var alerts = rows.Take(ScoredRows).Select(r => AlertOf.Ticket(r.Ticket) with { Title = AlertLimits.Keep(r.Ticket.Title, AlertLimits.Title) }).ToList();
        return timing.Latency(ScoredRows, i => scorer.Score(alerts[i % alerts.Count], ScoreParts.Explanation | ScoreParts.Similar));
    }

    private double RowsPerSecond(Model model, List<IncidentText> texts, int threads)
    {
        var buffers = Enumerable.Range(0, threads).Select(_ => new RankBuffer(model)).ToList();
        var seconds = timing.WarmSeconds(() => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = 0; i < RankedRows; i++)
                model.Rank(texts[(thread * RankedRows + i) % texts.Count], buffers[thread]);
        }));
        return threads * RankedRows / seconds;
    }

    private static double Allocated(Model model, List<IncidentText> texts)
    {
        var buffer = new RankBuffer(model);
        foreach (var text in texts)
            model.Rank(text, buffer);       // lets the buffer grow to the longest row
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < AllocatingRows; i++)
            model.Rank(texts[i % texts.Count], buffer);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / AllocatingRows;
    }
}
