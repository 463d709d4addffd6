using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Classifier.Training.Benchmarks;
using Classifier.Training.Import;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>benchmark</c>: how fast a model answers in this process.</summary>
internal static class BenchmarkCommand
{
    public static Command Create(Verb verb)
    {
        var model = new Option<string>("--model") { Description = "Folder of a version.", Required = true };
        var data = new Option<string[]>("--data") { Description = "History files whose rows are scored, in turn.", Required = true, AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var zone = Zones.Option();
        return Verb.Of("benchmark", "Measures how fast a model answers in this process.", [model, data, json, zone], async (parsed, cancellationToken) =>
        {
            var home = verb.Home(parsed);
            var rows = TrainingData.Of(home).FromFiles(parsed.GetValue(data)!, verb.Reader(Zones.Read(parsed, zone)), cancellationToken);
            if (rows.Count == 0)
                throw new InputException($"{string.Join(", ", parsed.GetValue(data)!)}: there are no rows");
            var speed = new ModelBenchmark(new(verb.Clock, cancellationToken)).Run(home.Resolve(parsed.GetValue(model)!), rows);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? JsonSerializer.Serialize(speed, TrainingJson.Readable.ModelSpeed) : Text(speed));
        });
    }

    private static string Text(ModelSpeed speed) => string.Create(CultureInfo.InvariantCulture, $"""
        rank one alert         p50 {speed.RankP50Us,9:0.0} µs   p99 {speed.RankP99Us,9:0.0} µs
        score with everything  p50 {speed.ScoreP50Us,9:0.0} µs   p99 {speed.ScoreP99Us,9:0.0} µs
        rank many              {speed.RowsPerS.OneThread:0} rows/s on one thread, {speed.RowsPerS.AllThreads:0} on {Environment.ProcessorCount}
        allocated              {speed.AllocatedBytesPerRow:0.##} bytes a ranked row
        load                   {speed.LoadMs:0} ms
        peak memory            {speed.PeakRssMb:0} MB
        """);
}
