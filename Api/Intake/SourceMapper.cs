using System.Globalization;
using System.Text.Json;

namespace Classifier.Api.Intake;

/// <summary>What a payload holds.</summary>
/// <param name="Alerts">In the payload's order; one that cannot be mapped carries its error.</param>
/// <param name="Ignored">How many items are no alerts.</param>
internal sealed record MappedPayload(IReadOnlyList<IncomingAlert> Alerts, int Ignored);

/// <summary>Applies a source's file to a payload. Nothing is refused for a part: surplus is cut, a bad item is kept with its error.</summary>
internal static class SourceMapper
{
    public static MappedPayload Map(SourceDefinition source, JsonElement payload, DateTimeOffset receivedAt)
    {
        var root = Liquid.Plain(payload);
        var alerts = new List<IncomingAlert>();
        var ignored = 0;
        foreach (var item in Items(source, root))
        {
            if (source.IgnoreWhen is { } ignore && Liquid.Render(ignore, root, item) == "true")
                ignored++;
            else
                alerts.Add(MapItem(source, root, item, receivedAt));
        }
        if (alerts.Count == 0 && ignored == 0)
            alerts.Add(new(CanonicalAlert.From(new() { Title = $"{source.Name} sent something without alerts", Source = source.Name, Description = payload.GetRawText() }, receivedAt), $"the payload has no '{source.Each}'"));
        return new(alerts, ignored);
    }

    private static IEnumerable<object?> Items(SourceDefinition source, object? root) =>
        source.Each.Length == 0 ? [root] : At(root, source.Each) as List<object?> ?? [];

    private static IncomingAlert MapItem(SourceDefinition source, object? root, object? item, DateTimeOffset receivedAt)
    {
        string? error = null;
        string? Field(string name)
        {
            if (!source.Fields.TryGetValue(name, out var template))
                return null;
            try
            {
                var text = Liquid.Render(template, root, item);
                return source.Values.TryGetValue(name, out var map) && map.TryGetValue(text, out var stands) ? stands : text.Length == 0 ? null : text;
            }
            catch (Exception fault) when (fault is InvalidOperationException or FormatException or ArgumentException)
            {
                error ??= $"{name}: {fault.Message}";
                return null;
            }
        }

        var request = new AlertRequest
        {
            Title = Field("title"),
            Description = Field("description"),
            Source = source.Name,
            Severity = Field("severity"),
            Labels = Labels(source, root, item),
            Logs = Field("logs")?.Split('\n'),
            OccurredAt = Time(Field("occurred_at")),
            Status = Field("status")?.ToLowerInvariant(),
            DedupKey = Field("dedup_key"),
            Reporter = Field("reporter"),
        };
        if (request.Title is null)
            (error, request) = (error ?? "no title could be found", request with { Title = $"{source.Name} sent something without a title" });
        return new(CanonicalAlert.From(request, receivedAt, Field("instance")), error);
    }

    private static Dictionary<string, string> Labels(SourceDefinition source, object? root, object? item)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in source.Labels)
        {
            var (from, rest) = path.StartsWith("item.", StringComparison.Ordinal) ? (item, path[5..]) : (root, path.StartsWith("root.", StringComparison.Ordinal) ? path[5..] : path);
            foreach (var (name, value) in At(from, rest) as Dictionary<string, object?> ?? [])
                labels[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
        return labels;
    }

    private static object? At(object? value, string path)
    {
        foreach (var name in path.Split('.'))
            value = (value as Dictionary<string, object?>)?.GetValueOrDefault(name);
        return value;
    }

    // Go writes 0001-01-01 for "none".
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1970 ? time : null;
}
