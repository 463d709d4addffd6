using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Classifier.Training.Import.Ownership;

/// <summary>Which columns of a service catalogue hold what. The table itself is <c>columns.yaml</c>.</summary>
internal sealed class CatalogueColumns
{
    private static readonly Lazy<CatalogueColumns> Table = new(Load);

    /// <summary>The one table.</summary>
    public static CatalogueColumns Default => Table.Value;

    /// <summary>Columns of the key, the best first; the others likewise.</summary>
    public List<string> Key { get; set; } = [];

    public List<string> Name { get; set; } = [];

    public List<string> Owner { get; set; } = [];

    public List<string> Location { get; set; } = [];

    public List<string> Aliases { get; set; } = [];

    public List<string> DependsOn { get; set; } = [];

    /// <summary>Lists of columns each of which only tickets have.</summary>
    public List<List<string>> Tickets { get; set; } = [];

    /// <summary>Columns that only tickets have where there is no name.</summary>
    public List<string> TicketsWithoutName { get; set; } = [];

    /// <summary>Whether a file of these columns is a service catalogue, and no history.</summary>
    public bool Fit(IReadOnlyCollection<string> header)
    {
        var names = header.Select(ServiceKey.Fold).ToHashSet(StringComparer.Ordinal);
        bool Has(string column) => names.Contains(ServiceKey.Fold(column));
        return Owner.Any(Has) && (Key.Any(Has) || Name.Any(Has))
            && !Tickets.Any(list => list.All(Has)) && !(TicketsWithoutName.All(Has) && !Has("name"));
    }

    /// <summary>The best value of some columns; null when none of them has one.</summary>
    /// <param name="columns">One of the lists above.</param>
    /// <param name="row">Values by folded column name.</param>
    public static string? Value(List<string> columns, IReadOnlyDictionary<string, string> row) =>
        columns.Select(c => row.GetValueOrDefault(ServiceKey.Fold(c))).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();

    private static CatalogueColumns Load()
    {
        using var stream = typeof(CatalogueColumns).Assembly.GetManifestResourceStream("Classifier.Training.Import.Ownership.columns.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<CatalogueColumns>(reader);
    }
}
