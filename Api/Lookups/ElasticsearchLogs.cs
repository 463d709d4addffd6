using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>Elasticsearch, by its search API (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search); OpenSearch has the same.</summary>
internal sealed class ElasticsearchLogs(LookupOptions options, HttpClient http) : ILookup<LogLine>
{
    /// <summary>As configured.</summary>
    public const string Kind = "elasticsearch";

    public string Name => options.DisplayName;

    public TimeSpan Timeout => options.Timeout;

    public string? LinkTo(LookupScope scope) => options.LinkTo(scope);

    public async Task<Found<LogLine>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Uri.EscapeDataString(options.Index)}/_search")
        {
            Content = new StringContent(Query(scope).ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        var hits = (await http.AskAsync(request, cancellationToken)).Member("hits").Member("hits").Items().Select(h => Line(h.Member("_source"))).ToList();
        return new([.. hits.OfType<LogLine>()], hits.Count >= LogLookup.MaxLines);
    }

    private JsonObject Query(LookupScope scope)
    {
        var filters = new JsonArray(new JsonObject { ["range"] = new JsonObject { [options.TimeField] = new JsonObject { ["gte"] = Time(scope.Since), ["lte"] = Time(scope.Until), ["format"] = "strict_date_optional_time" } } });
        if (scope.Services.Count > 0)
            filters.Add(AnyOf(options.ServiceField ?? "service.name", scope.Services));
        if (options.PlaceField is { } place && scope.Places.Count > 0)
            filters.Add(AnyOf(place, scope.Places));
        if (filters.Count == 1)
            throw new LookupException("was not asked, since no service is known");
        return new()
        {
            ["size"] = LogLookup.MaxLines,
            ["sort"] = new JsonArray(new JsonObject { [options.TimeField] = "desc" }),
            ["query"] = new JsonObject { ["bool"] = new JsonObject { ["filter"] = filters } },
        };
    }

    /// <summary>Exact terms: nothing of a value is read as a query.</summary>
    private static JsonObject AnyOf(string field, IReadOnlyList<string> values) =>
        new() { ["terms"] = new JsonObject { [field] = new JsonArray([.. values.SelectMany(v => (string[])[v, v.ToLowerInvariant()]).Distinct().Select(v => (JsonNode)v)]) } };

    /// <summary>Null for a document without line or time.</summary>
    private LogLine? Line(JsonElement source) =>
        Field(source, options.TextField) is { Length: > 0 } text && DateTimeOffset.TryParse(Field(source, options.TimeField), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(at, LogWords.Severity(Field(source, options.SeverityField ?? "log.level")), "", Field(source, options.HostField ?? "host.name") ?? "", null, text) : null;

    /// <summary>A field by its path, which a document may also have as one name with dots.</summary>
    private static string? Field(JsonElement json, string path)
    {
        if (json.TextOf(path) is { } whole)
            return whole;
        return path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && json.ValueKind == JsonValueKind.Object && json.TryGetProperty(path[..dot], out var inner) ? Field(inner, path[(dot + 1)..]) : null;
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
