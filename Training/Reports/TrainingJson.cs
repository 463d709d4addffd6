using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Models;
using Classifier.Training.Benchmarks;
using Classifier.Training.Evaluation;
using Classifier.Training.Replay;

namespace Classifier.Training.Reports;

/// <summary>JSON that the training program writes: snake_case, the same bytes for the same figures.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunMetrics))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Figures>))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(ModelSpeed))]
[JsonSerializable(typeof(ReplayFigures))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    /// <summary>Indented, for files and terminals.</summary>
    public static TrainingJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
