using System.Globalization;
using System.Text.Json;
using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>Grafana Loki, by its HTTP API (https://grafana.com/docs/loki/latest/reference/loki-http-api/).</summary>
internal sealed class LokiLogs(LookupOptions options, HttpClient http) : ILookup<LogLine>
{
    /// <summary>As configured.</summary>
    public const string Kind = "loki";

    public string Name => options.DisplayName;

    public TimeSpan Timeout => options.Timeout;

    public string? LinkTo(LookupScope scope) => options.LinkTo(scope);

    public async Task<Found<LogLine>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var query = $"{{{string.Join(", ", Matchers.Of(scope, options.ServiceField ?? "service_name", options.PlaceField))}}}";
        var address = string.Create(CultureInfo.InvariantCulture,
            $"loki/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={Nanoseconds(scope.Since)}&end={Nanoseconds(scope.Until)}&limit={LogLookup.MaxLines}&direction=backward");
        var lines = (await http.AskAsync(new(HttpMethod.Get, address), cancellationToken)).Member("data").Member("result").Items().SelectMany(stream => Lines(stream).Reverse()).ToList();
        return new(lines, lines.Count >= LogLookup.MaxLines);
    }

    private IEnumerable<LogLine> Lines(JsonElement stream)
    {
        var labels = stream.Member("stream");
        var severity = LogWords.Severity(labels.TextOf(options.SeverityField ?? "level") ?? labels.TextOf("detected_level"));
        foreach (var value in stream.Member("values").Items())
        {
            // Time and line; a third part is structured metadata.
            if (value.Items().Take(2).Select(p => p.ValueKind == JsonValueKind.String ? p.GetString() : null).ToArray() is not [{ } time, { } line] || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds))
                throw new InvalidDataException("a value is no line");
            yield return new(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100), severity, "", labels.TextOf(options.HostField ?? "host") ?? "", null, line);
        }
    }

    private static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
