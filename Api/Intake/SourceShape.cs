using Classifier.Alerts;
using Classifier.Api.Templates;
using Classifier.Directories;
using Fluid;

namespace Classifier.Api.Intake;

/// <summary>
/// What one kind of payload looks like: where its alerts are, and one Liquid expression a field. Expressions see the payload as
/// <c>root</c> and the alert's part of it as <c>item</c>; conditions are written as in Liquid's <c>if</c>.
/// </summary>
/// <param name="When">Whether a payload, as <c>root</c>, is of this kind; null: it is.</param>
/// <param name="Each">Path of the alerts in the payload; through lists it goes on in each of their members. Empty: the payload, or each of its members when it is a list.</param>
/// <param name="EmbeddedJson">Paths of texts that hold JSON and are read before anything else.</param>
/// <param name="IgnoreWhen">Whether an item is no alert; null: never.</param>
/// <param name="Labels">Paths of the objects whose members become labels; later ones win.</param>
/// <param name="LabelPairs">Renders further labels, one <c>name=value</c> a line; null when there are none.</param>
/// <param name="LabelFields">Further labels by name.</param>
/// <param name="Fields">Expression by field of the alert.</param>
/// <param name="Values">By field: what a rendered word stands for.</param>
internal sealed record SourceShape(
    IFluidTemplate? When, string Each, IReadOnlyList<string> EmbeddedJson, IFluidTemplate? IgnoreWhen, IReadOnlyList<string> Labels, IFluidTemplate? LabelPairs,
    IReadOnlyDictionary<string, IFluidTemplate> LabelFields, IReadOnlyDictionary<string, IFluidTemplate> Fields, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values)
{
    /// <summary>Members of a shape in a source file, without <c>when</c>.</summary>
    public static IReadOnlyList<string> Members { get; } = ["each", "embedded_json", "ignore_when", "labels", "label_pairs", "label_fields", "fields", "values"];

    private static readonly string[] KnownFields = ["title", "description", "severity", "status", "occurred_at", "dedup_key", "instance", "reporter", "logs"];
    private static readonly string[] FieldsWithValues = ["severity", "status"];

    public static SourceShape Read(YamlSection section, YamlFaults faults)
    {
        var fields = section.Node("fields") is { } node ? new YamlSection(node, faults, "fields", KnownFields) : null;
        var shape = new SourceShape(
            Condition(section, "when", faults), section.Text("each", ""), section.Texts("embedded_json"), Condition(section, "ignore_when", faults), section.Texts("labels"),
            section.Optional("label_pairs") is { } pairs ? Template(pairs, section.LineOf("label_pairs"), faults) : null,
            Templates(section.Pairs("label_fields"), _ => section.LineOf("label_fields"), faults),
            Templates(KnownFields.Where(f => fields?.Optional(f) is not null).ToDictionary(f => f, f => fields!.Optional(f)!), f => fields!.LineOf(f), faults), ValueMaps(section, faults));
        if (fields?.Optional("title") is null)
            faults.Add(section.LineOf("fields"), "fields need 'title'");
        return shape;
    }

    private static IFluidTemplate? Condition(YamlSection section, string name, YamlFaults faults)
    {
        if (section.Optional(name) is not { } text)
            return null;
        if (text.Contains("{{", StringComparison.Ordinal) || text.Contains("%}", StringComparison.Ordinal))
            return section.Fault<IFluidTemplate?>(name, "is a condition as in Liquid's if, without braces", null);
        return Template($"{{% if {text} %}}true{{% endif %}}", section.LineOf(name), faults);
    }

    private static Dictionary<string, IFluidTemplate> Templates(IReadOnlyDictionary<string, string> texts, Func<string, long> lineOf, YamlFaults faults)
    {
        var templates = new Dictionary<string, IFluidTemplate>(StringComparer.Ordinal);
        foreach (var (name, text) in texts)
        {
            if (Template(text, lineOf(name), faults) is { } template)
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

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ValueMaps(YamlSection section, YamlFaults faults)
    {
        var maps = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (section.Node("values") is not { } node)
            return maps;
        var values = new YamlSection(node, faults, "values", FieldsWithValues);
        foreach (var field in FieldsWithValues.Where(f => values.Node(f) is not null))
        {
            var map = new Dictionary<string, string>(values.Pairs(field), StringComparer.OrdinalIgnoreCase);
            foreach (var word in map.Values.Where(word => !Stands(field, word)))
                faults.Add(values.LineOf(field), $"values: '{word}' is no {field}");
            maps[field] = map;
        }
        return maps;
    }

    private static bool Stands(string field, string word) =>
        field == "status" ? word is "firing" or "resolved" : SeverityWords.Parse(word) is { } severity && severity.Word() == word;
}
