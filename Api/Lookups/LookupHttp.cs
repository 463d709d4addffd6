using System.Text.Json;

namespace Classifier.Api.Lookups;

/// <summary>Reads JSON from an HTTP API.</summary>
internal static class LookupHttp
{
    /// <summary>Longest answer that is read.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The answer, when all is well.</summary>
    /// <exception cref="LookupException">The API refuses.</exception>
    /// <exception cref="HttpRequestException">It is away, or answers too much.</exception>
    /// <exception cref="JsonException">It answers something else.</exception>
    public static async Task<JsonElement> AskAsync(this HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new LookupException($"answered {(int)response.StatusCode}");
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return json.RootElement.Clone();
        }
    }

    /// <summary>A member that the answer has when all is well.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : throw new InvalidDataException($"there is no {name}");

    /// <summary>A member that is a text; null for any other.</summary>
    public static string? TextOf(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>The members of a list.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw new InvalidDataException("there is no list");
}
