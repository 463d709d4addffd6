using System.Text.Json.Serialization;

namespace Classifier.Training.Benchmarks;

/// <summary>How fast a model is in this process.</summary>
/// <param name="RankP50Us">Features and probabilities of all targets for one alert: median, in microseconds.</param>
/// <param name="RankP99Us">The same for the slowest of a hundred.</param>
/// <param name="ScoreP50Us">One alert with decision's inputs, explanation and similar incidents.</param>
/// <param name="ScoreP99Us">The same for the slowest of a hundred.</param>
/// <param name="RowsPerS">Rows ranked a second.</param>
/// <param name="AllocatedBytesPerRow">What ranking allocates with the caller's buffers.</param>
/// <param name="LoadMs">Loading and checking the model.</param>
/// <param name="PeakRssMb">Most memory the process held, with the file's rows and one model.</param>
internal sealed record ModelSpeed(
    [property: JsonPropertyName("rank_p50_us")] double RankP50Us,
    [property: JsonPropertyName("rank_p99_us")] double RankP99Us,
    [property: JsonPropertyName("score_p50_us")] double ScoreP50Us,
    [property: JsonPropertyName("score_p99_us")] double ScoreP99Us,
    [property: JsonPropertyName("rows_per_s")] Throughput RowsPerS,
    [property: JsonPropertyName("allocated_bytes_per_row")] double AllocatedBytesPerRow,
    [property: JsonPropertyName("load_ms")] double LoadMs,
    [property: JsonPropertyName("peak_rss_mb")] double PeakRssMb);

/// <summary>Rows a second.</summary>
/// <param name="OneThread">On one thread.</param>
/// <param name="AllThreads">On one thread per core.</param>
internal sealed record Throughput(double OneThread, double AllThreads);
