namespace Classifier.Training.Import.Ownership;

/// <summary>Reads who owns what from a service catalogue: CSV with a header, a line a service.</summary>
internal static class CatalogueFile
{
    private static readonly char[] Separators = [',', ';', '|', '\n'];

    /// <summary>Whether a CSV file's columns are those of a service catalogue.</summary>
    public static bool Is(TextReader reader)
    {
        var first = CsvRecords.Read(reader).FirstOrDefault();
        return first is { Fault: null, Fields: not null } && CatalogueColumns.Default.Fit(CsvRecords.Header(first));
    }

    public static OwnershipFile Read(string file, TextReader reader)
    {
        var (claims, bad) = (new List<OwnershipClaim>(), new List<BadRow>());
        string[]? header = null;
        foreach (var record in CsvRecords.Read(reader))
        {
            if (header is null && record.Fault is null)
                header = [.. CsvRecords.Header(record).Select(ServiceKey.Fold)];
            else if (record.Misfit(header?.Length ?? 0) is { } misfit)
                bad.Add(new(file, record.Line, misfit));
            else
                Take(new(file, record.Line), Row(header!, record), claims, bad);
        }
        return new(claims, [], bad, []);
    }

    private static void Take(SourceLine at, Dictionary<string, string> row, List<OwnershipClaim> claims, List<BadRow> bad)
    {
        var columns = CatalogueColumns.Default;
        var name = CatalogueColumns.Value(columns.Name, row);
        var service = CatalogueColumns.Value(columns.Key, row) ?? name;
        if (service is null || ServiceKey.Of(service).Length == 0)
            bad.Add(new(at.File, (int)at.Line, "has no service"));
        else if (CatalogueColumns.Value(columns.Owner, row) is not { } owner)
            bad.Add(new(at.File, (int)at.Line, $"{service} has no owner"));
        else
        {
            claims.Add(new(OwnershipKind.Catalogue, at, service, [OwnerReference.OfCell(owner)])
            {
                Name = name,
                Location = CatalogueColumns.Value(columns.Location, row),
                Aliases = Several(CatalogueColumns.Value(columns.Aliases, row)),
                DependsOn = Several(CatalogueColumns.Value(columns.DependsOn, row)),
            });
        }
    }

    private static Dictionary<string, string> Row(string[] header, CsvRecord record)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in header.Zip(record.Fields))
            row.TryAdd(name, value);
        return row;
    }

    private static string[] Several(string? cell) => cell?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
