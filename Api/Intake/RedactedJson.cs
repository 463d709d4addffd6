using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Redaction;

namespace Classifier.Api.Intake;

/// <summary>A payload as text without secrets: looked for in each value as it is meant, since JSON's escapes hide them.</summary>
internal static class RedactedJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement payload, Redactor redactor) => Copy("", payload, redactor)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Copy(string name, JsonElement value, Redactor redactor)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var member in value.EnumerateObject())
                    copy[redactor.Redact(member.Name)] = Copy(member.Name, member.Value, redactor);
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(item => Copy(name, item, redactor))]);
            case JsonValueKind.String:
                return JsonValue.Create(redactor.RedactLabel(name, value.GetString()!));
            case JsonValueKind.Number:
                return redactor.Redact(value.GetRawText()) is var text && text == value.GetRawText() ? JsonValue.Create(value.Clone()) : JsonValue.Create(text);
            default:
                return JsonValue.Create(value.Clone());
        }
    }
}
