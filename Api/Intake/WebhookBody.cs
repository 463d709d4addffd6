using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Json;
using Classifier.Api.Problems;

namespace Classifier.Api.Intake;

/// <summary>Reads what a source posts.</summary>
internal static class WebhookBody
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The raw body, which a signature is of.</summary>
    /// <exception cref="ApiProblemException">415 or 413.</exception>
    public static Task<byte[]> ReadAsync(HttpContext context, SourceDefinition source) => JsonBody.ReadBytesAsync(context, MaxBytes, source.AlsoAccepts);

    /// <summary>The payload: the body, or for a source whose headers say what it is, those headers with the body as <c>data</c>.</summary>
    /// <exception cref="ApiProblemException">400.</exception>
    public static JsonElement Payload(SourceDefinition source, IHeaderDictionary headers, byte[] body)
    {
        var members = source.HeaderPrefix is { } prefix
            ? headers.Where(h => h.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(h => h.Key[prefix.Length..].ToLowerInvariant(), h => h.Value.ToString())
            : [];
        if (members.Count == 0)
            return JsonBody.Parse(body, ApiJson.Default.JsonElement);
        var payload = new JsonObject();
        foreach (var (name, value) in members)
            payload[name] = Uri.UnescapeDataString(value);
        payload["data"] = Data(headers.ContentType.ToString(), body);
        return JsonSerializer.SerializeToElement(payload, ApiJson.Default.JsonObject);
    }

    private static JsonNode? Data(string contentType, byte[] body)
    {
        if (body.Length == 0)
            return null;
        return contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? JsonNode.Parse(JsonBody.Parse(body, ApiJson.Default.JsonElement).GetRawText())
            : JsonValue.Create(Encoding.UTF8.GetString(body));
    }
}
