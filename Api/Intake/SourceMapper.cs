using System.Globalization;
using System.Text.Json;
using Classifier.Api.Templates;
using Classifier.Redaction;
using Fluid;

namespace Classifier.Api.Intake;

/// <summary>What a payload holds.</summary>
/// <param name="Alerts">In the payload's order; one that cannot be mapped carries its error.</param>
/// <param name="Ignored">How many items are no alerts.</param>
internal sealed record MappedPayload(IReadOnlyList<IncomingAlert> Alerts, int Ignored);

/// <summary>Applies a source's file to a payload. Nothing is refused for a part: surplus is cut, a bad item is kept with its error.</summary>
internal static class SourceMapper
{
    public static MappedPayload Map(SourceDefinition source, JsonElement payload, Redactor redactor, DateTimeOffset receivedAt)
    {
        var root = Liquid.Plain(payload);
        if (source.Shapes.FirstOrDefault(s => s.When is null || Holds(s.When, root, root)) is not { } shape)
            return source.IgnoresOthers ? new([], 1) : new([Dead(source, payload, redactor, receivedAt, "the payload fits no shape of the source")], 0);
        var alerts = new List<IncomingAlert>();
        var (ignored, position) = (0, -1);
        EmbeddedJson.Read(root, shape.EmbeddedJson.Where(path => !PayloadPath.IsOfItem(path)));
        foreach (var item in Items(shape, root))
        {
            position++;
            EmbeddedJson.Read(item, shape.EmbeddedJson.Where(PayloadPath.IsOfItem));
            if (shape.IgnoreWhen is { } ignore && Holds(ignore, root, item))
                ignored++;
            else
                alerts.Add(MapItem(source.Name, shape, root, item, redactor, receivedAt) with { Item = position });
        }
        if (alerts.Count == 0 && ignored == 0)
            alerts.Add(Dead(source, payload, redactor, receivedAt, $"the payload has no '{shape.Each}'"));
        return new(alerts, ignored);
    }

    private static IncomingAlert Dead(SourceDefinition source, JsonElement payload, Redactor redactor, DateTimeOffset receivedAt, string error) =>
        new(CanonicalAlert.From(new() { Title = $"{source.Name} sent something without alerts", Source = source.Name, Description = RedactedJson.Of(payload, redactor) }, redactor, receivedAt), error);

    private static IEnumerable<object?> Items(SourceShape shape, object? root) => shape.Each.Length == 0 ? root as List<object?> ?? [root] : PayloadPath.All(root, shape.Each);

    // A condition that breaks on odd values does not hold.
    private static bool Holds(IFluidTemplate condition, object? root, object? item)
    {
        try
        {
            return Liquid.Render(condition, root, item) == "true";
        }
        catch (Exception fault) when (Liquid.IsFault(fault))
        {
            return false;
        }
    }

    private static IncomingAlert MapItem(string source, SourceShape shape, object? root, object? item, Redactor redactor, DateTimeOffset receivedAt)
    {
        string? error = null;
        var cut = new List<string>();
        // What names, dates or ranks an alert must come out; the rest is cut and marked.
        string? Rendered(string name, IFluidTemplate? template)
        {
            if (template is null)
                return null;
            try
            {
                var text = Liquid.Render(template, root, item);
                return text.Length == 0 ? null : text;
            }
            catch (Exception fault) when (Liquid.IsFault(fault))
            {
                if (name is "description" or "logs" or "labels")
                    cut.Add(name);
                else
                    error ??= $"{name}: {fault.Message}";
                return null;
            }
        }

        string? Field(string name) =>
            Rendered(name, shape.Fields.GetValueOrDefault(name)) is not { } text ? null : shape.Values.GetValueOrDefault(name)?.GetValueOrDefault(text) ?? text;

        var request = new AlertRequest
        {
            Title = Field("title"),
            Description = Field("description"),
            Source = source,
            Severity = Field("severity"),
            Labels = Labels(shape, root, item, Rendered),
            Logs = Field("logs")?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            OccurredAt = PayloadTime.Parse(Field("occurred_at"), latest: receivedAt.AddHours(24)),
            Status = Field("status")?.ToLowerInvariant(),
            DedupKey = Field("dedup_key"),
            Reporter = Field("reporter"),
        };
        if (request.Title is null)
            (error, request) = (error ?? "no title could be found", request with { Title = $"{source} sent something without a title" });
        var alert = CanonicalAlert.From(request, redactor, receivedAt, Field("instance"));
        return new(alert with { Cut = [.. alert.Cut.Union(cut)] }, error);
    }

    private static Dictionary<string, string> Labels(SourceShape shape, object? root, object? item, Func<string, IFluidTemplate?, string?> render)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in shape.Labels)
        {
            foreach (var (name, value) in (PayloadPath.Of(path, root, item) as Dictionary<string, object?> ?? []).Where(m => m.Value is not (Dictionary<string, object?> or List<object?>)))
                labels[name] = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
        foreach (var line in (render("labels", shape.LabelPairs) ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                labels[line[..at].TrimEnd()] = line[(at + 1)..].TrimStart();
        }
        foreach (var (name, template) in shape.LabelFields)
        {
            if (render("labels", template) is { } value)
                labels[name] = value;
        }
        return labels;
    }
}
