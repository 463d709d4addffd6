using System.Text.Json;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Classifier.Training.Import;

/// <summary>One tracker's export: which of its columns are which fields. The table itself is <c>mappings.yaml</c>.</summary>
internal sealed class ColumnMapping
{
    private static readonly Lazy<IReadOnlyList<ColumnMapping>> All = new(Load);

    /// <summary>For people.</summary>
    public string Name { get; set; } = "";

    /// <summary>Columns that such an export always has.</summary>
    public List<string> Detect { get; set; } = [];

    /// <summary>Per field of the history format its sources, the best first.</summary>
    public Dictionary<string, List<string>> Fields { get; set; } = [];

    /// <summary>The mapping for a CSV header; null where the columns are our own.</summary>
    public static ColumnMapping? For(IReadOnlyCollection<string> header) => Choose(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The mapping for a JSON row; null where the members are our own.</summary>
    public static ColumnMapping? For(JsonElement row) => row.ValueKind == JsonValueKind.Object ? Choose(path => At(row, path) is not null) : null;

    /// <summary>The fields of a CSV row.</summary>
    public RawTicket Read(IReadOnlyList<(string Name, string Value)> values)
    {
        var ticket = Read(source => values.FirstOrDefault(v => v.Name.Equals(source, StringComparison.OrdinalIgnoreCase)).Value);
        foreach (var (name, value) in values.Where(v => !Takes(v.Name)))
            ticket.Attributes.TryAdd(name, value);
        return ticket;
    }

    /// <summary>The fields of a JSON row; of what no field takes, plain values become attributes.</summary>
    public RawTicket Read(JsonElement row)
    {
        var ticket = Read(source => At(row, source) is { } found ? JsonValues.Plain(source, found) : null);
        foreach (var member in row.EnumerateObject().Where(m => !Takes(m.Name)))
        {
            if (JsonValues.Plain(member.Name, member.Value) is { Length: > 0 } text)
                ticket.Attributes.TryAdd(member.Name, text);
        }
        return ticket;
    }

    private RawTicket Read(Func<string, string?> valueOf)
    {
        var ticket = new RawTicket();
        foreach (var (field, sources) in Fields)
        {
            if (sources.Select(valueOf).FirstOrDefault(v => !string.IsNullOrEmpty(v)) is not { } value)
                continue;
            if (field == TicketFields.Responders)
                ticket.Responders.Add(value);
            else
                ticket.Values[field] = value;
        }
        return ticket;
    }

    private bool Takes(string column) => Fields.Values.Any(sources => sources.Any(s => s.Split('.')[0].Equals(column, StringComparison.OrdinalIgnoreCase)));

    private static ColumnMapping? Choose(Func<string, bool> has)
    {
        // Trackers have an id and a title too; these names are ours alone.
        var isOurs = has("id") && (has("opened_at") || has("owning_team") || has("issue_type") || has("attributes"));
        return isOurs ? null : All.Value.FirstOrDefault(mapping => mapping.Detect.All(has));
    }

    private static JsonElement? At(JsonElement row, string path)
    {
        var current = row;
        foreach (var name in path.Split('.'))
        {
            if (current.ValueKind == JsonValueKind.Array)
                current = current.EnumerateArray().FirstOrDefault();
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                return null;
        }
        return current.ValueKind is JsonValueKind.Null ? null : current;
    }

    private static List<ColumnMapping> Load()
    {
        using var stream = typeof(ColumnMapping).Assembly.GetManifestResourceStream("Classifier.Training.Import.mappings.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<List<ColumnMapping>>(reader);
    }
}
