using System.Globalization;
using System.Text.Json;
using Classifier.Alerts;
using Classifier.Api.Intake;
using Classifier.Redaction;
using YamlDotNet.RepresentationModel;

namespace Classifier.Api.Tests.Sources;

/// <summary>A payload with what it must become, as the vendor's documentation says. The files in <c>golden/</c> hold them, one a source.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Payload">File below the shared payloads; null when the body stands in the golden file.</param>
/// <param name="Body">Written from the vendor's documentation; null when it is a shared file.</param>
/// <param name="Alerts">Each as its fields in words, see <see cref="FieldsOf"/>.</param>
/// <param name="Ignored">How many items are no alerts.</param>
/// <param name="From">By field, JSON pointers of the members that it comes from; they go on into texts that hold JSON.</param>
internal sealed record GoldenCase(
    string Source, string? Payload, string? Body, IReadOnlyList<IReadOnlyDictionary<string, string>> Alerts, int Ignored, IReadOnlyDictionary<string, IReadOnlyList<string>> From)
{
    /// <summary>When the tests receive everything; stands for the time of payloads that have none.</summary>
    public static DateTimeOffset ReceivedAt { get; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static string Folder(string name) => Path.Combine(Home.Find().Root, "tests", "Classifier.Api.Tests", "Sources", name);

    public static IReadOnlyList<GoldenCase> All { get; } = [.. Directory.EnumerateFiles(Folder("golden"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read)];

    public string Json => Body ?? File.ReadAllText(Require.Shared(["payloads", .. Payload!.Split('/')]));

    /// <summary>How test output names it.</summary>
    public override string ToString() => Payload ?? $"{Source}: {Body!.ReplaceLineEndings(" ")[..Math.Min(80, Body.Length)]}";

    public MappedPayload Map(SourceDefinition source, string? json = null) => SourceMapper.Map(source, JsonSerializer.Deserialize<JsonElement>(json ?? Json), Redactor.BuiltIn, ReceivedAt);

    /// <summary>An alert's fields in words; what is empty is not there, and a label is a field <c>labels.NAME</c>.</summary>
    public static Dictionary<string, string> FieldsOf(IncomingAlert incoming)
    {
        var alert = incoming.Alert;
        var fields = new Dictionary<string, string>
        {
            ["title"] = alert.Title,
            ["description"] = alert.Description,
            ["severity"] = (alert.Severity ?? Severity.Medium).Word(),
            ["status"] = alert.Status == AlertStatus.Resolved ? "resolved" : "firing",
            ["occurred_at"] = alert.OccurredAt == ReceivedAt ? "received" : alert.OccurredAt.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
            ["dedup_key"] = alert.DedupKey,
            ["instance"] = alert.Instance ?? "",
            ["reporter"] = alert.Reporter ?? "",
            ["logs"] = string.Join('\n', alert.Logs),
            ["error"] = incoming.Error ?? "",
        };
        foreach (var (name, value) in alert.Labels)
            fields[$"labels.{name}"] = value;
        return fields.Where(f => f.Value.Length > 0).ToDictionary();
    }

    /// <summary>Text that two equal results share, for comparing and for showing.</summary>
    public static string Describe(IEnumerable<IReadOnlyDictionary<string, string>> alerts, int ignored) => string.Join(
        '\n', alerts.SelectMany((a, i) => a.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{i} {f.Key}: {f.Value}")).Append($"ignored: {ignored}"));

    private static IEnumerable<GoldenCase> Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return ((YamlSequenceNode)stream.Documents[0].RootNode).Select(node => Of((YamlMappingNode)node, Path.GetFileNameWithoutExtension(file)));
    }

    private static GoldenCase Of(YamlMappingNode node, string source)
    {
        var alerts = (node.Child("alerts") as YamlSequenceNode ?? []).Select(a => (IReadOnlyDictionary<string, string>)Flat((YamlMappingNode)a)).ToList();
        var from = (node.Child("from") as YamlMappingNode ?? []).ToDictionary(
            p => p.Key.ToString(), p => (IReadOnlyList<string>)(p.Value is YamlSequenceNode many ? [.. many.Select(n => n.ToString())] : [p.Value.ToString()]));
        return new(source, node.Text("payload"), node.Text("body"), alerts, int.Parse(node.Text("ignored") ?? "0", CultureInfo.InvariantCulture), from);
    }

    private static Dictionary<string, string> Flat(YamlMappingNode alert) => alert
        .SelectMany(p => p.Value is YamlMappingNode labels ? labels.Select(l => ($"labels.{l.Key}", ((YamlScalarNode)l.Value).Value!)) : [(p.Key.ToString(), ((YamlScalarNode)p.Value).Value!)])
        .ToDictionary(p => p.Item1, p => p.Item2.TrimEnd('\n'));
}

/// <summary>Reads YAML without ceremony.</summary>
internal static class YamlReading
{
    public static YamlNode? Child(this YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    public static string? Text(this YamlMappingNode node, string name) => (node.Child(name) as YamlScalarNode)?.Value;
}
