using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.Models;

/// <summary>JSON of the model files: snake_case, and read strictly.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ChampionPointer))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>For writing: titles and class names stay readable, since nothing of this is put into a page unescaped.</summary>
    public static ModelJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
