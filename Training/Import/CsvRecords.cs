using Sylvan.Data.Csv;

namespace Classifier.Training.Import;

/// <summary>One record of a CSV file as read, or why it could not be.</summary>
/// <param name="Line">From 1; where the record begins.</param>
/// <param name="Fields">Empty where it could not be read.</param>
/// <param name="IsWhole">Whether it ends with a line break: the last one of a file that was cut does not.</param>
/// <param name="Fault">Null where it could be read.</param>
internal readonly record struct CsvRecord(int Line, string[] Fields, bool IsWhole, string? Fault)
{
    /// <summary>Why its fields do not fit under a header; null when they do.</summary>
    public string? Misfit(int columns) =>
        Fault ?? (Fields.Length == columns ? null : IsWhole ? $"has {Fields.Length} fields, the header has {columns}" : "half a line");
}

/// <summary>Reads the records of a CSV file, the header among them; blank ones are skipped.</summary>
internal static class CsvRecords
{
    private const int LargestRecord = 64 * 1024 * 1024;

    // A record that begins with # is a record.
    private static readonly CsvDataReaderOptions Options = new()
    {
        Delimiter = ',',
        Comment = '\0',
        BufferSize = 1 << 16,
        MaxBufferSize = LargestRecord,
        HasHeaders = false,
    };

    public static IEnumerable<CsvRecord> Read(TextReader reader)
    {
        using var csv = CsvDataReader.Create(reader, Options);
        var line = 1;
        while (true)
        {
            var (read, fault) = TryRead(csv);
            if (fault is not null)
                yield return new(line, [], true, fault);
            if (!read)
                yield break;
            var record = csv.GetRawRecordSpan();
            var (start, breaks, isBlank, isWhole) = (line, record.Count('\n'), record.Trim().IsEmpty, record is [.., '\n']);
            line += Math.Max(breaks, 1);
            if (!isBlank)
                yield return new(start, [.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)], isWhole, null);
        }
    }

    /// <summary>The names of the columns.</summary>
    public static string[] Header(CsvRecord record) => [.. record.Fields.Select(name => name.Trim().TrimStart('\uFEFF'))];

    private static (bool Read, string? Fault) TryRead(CsvDataReader csv)
    {
        try
        {
            return (csv.Read(), null);
        }
        catch (CsvFormatException e)
        {
            return (false, e.Message);
        }
    }
}
