using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.LogTemplates;

/// <summary>JSON of templates: snake_case, and read strictly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LogTemplateFile))]
[JsonSerializable(typeof(IReadOnlyList<TemplateOwner>))]
internal sealed partial class LogTemplateJson : JsonSerializerContext
{
    /// <summary>For writing: what people read stays readable, since nothing of this is put into a page unescaped.</summary>
    public static LogTemplateJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
