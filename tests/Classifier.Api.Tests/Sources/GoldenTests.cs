using Classifier.Alerts;
using Classifier.Api.Intake;
using Classifier.Api.Tests.Support;
using Fluid;
using Xunit.Sdk;

namespace Classifier.Api.Tests.Sources;

/// <summary>Every payload becomes what its vendor's documentation says, and whatever a mapping reads is covered by one of them.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly TestHome _home = new();
    private readonly SourceCatalog _sources;

    public GoldenTests()
    {
        Directory.CreateDirectory(Path.Combine(_home.Root, "data", "sources"));
        foreach (var file in Directory.EnumerateFiles(GoldenCase.Folder("own")))
            File.Copy(file, Path.Combine(_home.Root, "data", "sources", Path.GetFileName(file)));
        _sources = SourceCatalog.Load(new(_home.Root));
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenCase.All.Count)];

    public static TheoryData<string> SourceNames => [.. GoldenCase.All.Select(c => c.Source).Distinct()];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Payload_BecomesTheGoldenAlerts(int number)
    {
        var golden = GoldenCase.All[number];
        var mapped = golden.Map(Source(golden.Source));

        var actual = GoldenCase.Describe(mapped.Alerts.Select(GoldenCase.FieldsOf), mapped.Ignored);

        Assert.True(GoldenCase.Describe(golden.Alerts, golden.Ignored) == actual, $"{golden}\nexpected\n{GoldenCase.Describe(golden.Alerts, golden.Ignored)}\nis\n{actual}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Payload_WithAnotherValueWhereAFieldComesFrom_ChangesThatField(int number)
    {
        var golden = GoldenCase.All[number];
        var source = Source(golden.Source);
        string[] words = ["firing", "resolved", "critical", "low", "done", .. source.Shapes.SelectMany(s => s.Values.Values).SelectMany(v => v.Keys).Distinct()];
        foreach (var (field, pointers) in golden.From)
        {
            foreach (var pointer in pointers)
                Assert.True(PayloadMutation.Of(golden.Json, pointer, words).Any(changed => Differs(golden, golden.Map(source, changed), field)), $"{golden}: {field} does not come from {pointer}");
        }
        var stated = golden.Alerts.SelectMany(a => a.Keys).Distinct().Where(f => golden.Payload is not null && f is "title" or "occurred_at" or "dedup_key");
        Assert.All(stated.Where(f => golden.Alerts[0].GetValueOrDefault(f) is not "received"), f => Assert.Contains(f, golden.From.Keys));
    }

    [Theory]
    [MemberData(nameof(SourceNames))]
    public void Mapping_WithoutAnyOneOfItsParts_FailsAGolden(string name)
    {
        var source = Source(name);
        var cases = GoldenCase.All.Where(c => c.Source == name).ToList();
        var unnoticed = new List<string>();
        for (var i = 0; i < source.Shapes.Count; i++)
        {
            foreach (var (part, without) in Parts(source.Shapes[i]))
            {
                var changed = source with { Shapes = [.. source.Shapes.Select((s, at) => at == i ? without : s)] };
                if (cases.All(c => Matches(c, c.Map(changed))))
                    unnoticed.Add($"shape {i + 1}: {part}");
            }
        }
        Assert.Empty(unnoticed);
    }

    [Fact]
    public void EveryShippedSource_HasAGolden() => Assert.Empty(SourceCatalog.Load(new(Path.GetTempPath())).Names.Except(GoldenCase.All.Select(c => c.Source)));

    [Fact]
    public void EverySharedPayload_IsMappedOrIsNoAlertForAStatedReason()
    {
        var folder = Require.Shared("payloads");
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));

        var left = files.Except(GoldenCase.All.Select(c => c.Payload ?? "")).Where(f => !NoAlerts.ContainsKey(f.Split('/')[0]));

        Assert.Empty(left);
    }

    /// <summary>Folders of the shared payloads that hold no alerts, and why.</summary>
    private static Dictionary<string, string> NoAlerts { get; } = new()
    {
        ["slack-api-responses"] = "what Slack answers to calls; it belongs to the chat connector",
        ["slack-inbound"] = "what people say and press in Slack; it becomes chat commands",
        ["teams-inbound"] = "what people say and press in Microsoft Teams; it becomes chat commands",
        ["otlp"] = "log lines and events; they go to POST /v1/logs",
    };

    private SourceDefinition Source(string name) => _sources.Find(name) ?? throw new XunitException($"there is no source {name}");

    private static bool Matches(GoldenCase golden, MappedPayload mapped) =>
        GoldenCase.Describe(golden.Alerts, golden.Ignored) == GoldenCase.Describe(mapped.Alerts.Select(GoldenCase.FieldsOf), mapped.Ignored);

    private static bool Differs(GoldenCase golden, MappedPayload mapped, string field) => mapped.Alerts.Count == golden.Alerts.Count
        && golden.Alerts.Zip(mapped.Alerts, (g, m) => g.GetValueOrDefault(field) != GoldenCase.FieldsOf(m).GetValueOrDefault(field)).Any(d => d);

    private static IEnumerable<(string Part, SourceShape Without)> Parts(SourceShape shape)
    {
        foreach (var field in shape.Fields.Keys)
            yield return ($"field {field}", shape with { Fields = Without(shape.Fields, field) });
        foreach (var label in shape.LabelFields.Keys)
            yield return ($"label {label}", shape with { LabelFields = Without(shape.LabelFields, label) });
        foreach (var path in shape.Labels)
            yield return ($"labels {path}", shape with { Labels = [.. shape.Labels.Where(p => p != path)] });
        // Words that mean the same without the file are there to be read.
        foreach (var field in shape.Values.Where(v => v.Value.Any(word => !IsKnownAnyhow(v.Key, word.Key, word.Value))).Select(v => v.Key))
            yield return ($"values {field}", shape with { Values = shape.Values.Where(v => v.Key != field).ToDictionary() });
        foreach (var path in shape.EmbeddedJson)
            yield return ($"embedded {path}", shape with { EmbeddedJson = [] });
        if (shape.LabelPairs is not null)
            yield return ("label_pairs", shape with { LabelPairs = null });
        if (shape.IgnoreWhen is not null)
            yield return ("ignore_when", shape with { IgnoreWhen = null });
    }

    private static bool IsKnownAnyhow(string field, string word, string stands) => field == "status"
        ? stands == "firing" || word.Equals("resolved", StringComparison.OrdinalIgnoreCase)
        : (SeverityWords.Parse(word) ?? Severity.Medium).Word() == stands;

    private static Dictionary<string, IFluidTemplate> Without(IReadOnlyDictionary<string, IFluidTemplate> templates, string name) => templates.Where(t => t.Key != name).ToDictionary();
}
