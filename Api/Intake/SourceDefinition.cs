using Classifier.Directories;
using Fluid;
using YamlDotNet.RepresentationModel;

namespace Classifier.Api.Intake;

/// <summary>A source file is wrong; the message names file, line and reason.</summary>
internal sealed class SourceFileException(string message) : Exception(message);

/// <summary>How one tool's webhooks become alerts: what to loop over and one Liquid expression a field.</summary>
/// <param name="Name">As in the route.</param>
/// <param name="Auth">How senders prove who they are: <c>bearer</c>, a key with scope <c>alerts</c>.</param>
/// <param name="Each">Path of the list of alerts in the payload; empty when the payload is one alert.</param>
/// <param name="Labels">Paths of the objects whose members become labels; later ones win.</param>
/// <param name="Fields">Liquid expression by field of the alert.</param>
/// <param name="Values">By field: what a rendered word stands for.</param>
/// <param name="IgnoreWhen">Renders <c>true</c> for what is no alert; null when everything is one.</param>
internal sealed record SourceDefinition(
    string Name, string Auth, string Each, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, IFluidTemplate> Fields,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values, IFluidTemplate? IgnoreWhen)
{
    private static readonly string[] KnownFields = ["title", "description", "severity", "status", "occurred_at", "dedup_key", "instance", "reporter", "logs"];

    /// <summary>Reads a source file.</summary>
    /// <exception cref="SourceFileException">Not YAML, an unknown member, a field or expression that will not do.</exception>
    public static SourceDefinition Parse(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new SourceFileException($"{file}:{error.Start.Line}: {error.Message}");
        }
        var faults = new YamlFaults(file);
        var root = new YamlSection(stream.Documents[0].RootNode, faults, "the source", "name", "auth", "each", "labels", "fields", "values", "ignore_when");
        var fields = root.Node("fields") is { } node ? new YamlSection(node, faults, "fields", KnownFields) : null;
        var definition = new SourceDefinition(
            root.Text("name"), root.Text("auth", "bearer"), root.Text("each", ""), root.Texts("labels"), Templates(fields, faults), ValueMaps(root, faults),
            root.Optional("ignore_when") is { } ignore ? Template(ignore, root.LineOf("ignore_when"), faults) : null);
        if (definition.Auth != "bearer")
            faults.Add(root.LineOf("auth"), $"'{definition.Auth}' is no known way to authenticate; known is bearer");
        if (!definition.Fields.ContainsKey("title"))
            faults.Add(root.LineOf("fields"), "fields need 'title'");
        return faults.Any ? throw new SourceFileException(faults.ToString()) : definition;
    }

    private static Dictionary<string, IFluidTemplate> Templates(YamlSection? fields, YamlFaults faults)
    {
        var templates = new Dictionary<string, IFluidTemplate>(StringComparer.Ordinal);
        foreach (var name in KnownFields)
        {
            if (fields?.Optional(name) is { } text && Template(text, fields.LineOf(name), faults) is { } template)
                templates[name] = template;
        }
        return templates;
    }

    private static IFluidTemplate? Template(string text, long line, YamlFaults faults)
    {
        if (Liquid.TryParse(text.Trim(), out var template, out var error))
            return template;
        faults.Add(line, error);
        return null;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ValueMaps(YamlSection root, YamlFaults faults)
    {
        var maps = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (root.Node("values") is not { } node)
            return maps;
        var values = new YamlSection(node, faults, "values", KnownFields);
        foreach (var field in KnownFields.Where(f => values.Node(f) is not null))
            maps[field] = new Dictionary<string, string>(values.Pairs(field), StringComparer.OrdinalIgnoreCase);
        return maps;
    }
}
