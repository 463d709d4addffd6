using System.Text.Json;
using Sylvan.Data.Csv;

namespace Classifier.Training.Import;

/// <summary>Reads CSV with a header: columns of the history format or of an export that a mapping knows.</summary>
internal static class CsvRows
{
    private const int LargestRow = 64 * 1024 * 1024;

    // A row that begins with # is a row.
    private static readonly CsvDataReaderOptions Options = new()
    {
        Delimiter = ',',
        Comment = '\0',
        BufferSize = 1 << 16,
        MaxBufferSize = LargestRow,
        HasHeaders = false,
    };

    public static IEnumerable<RawRow> Read(TextReader reader)
    {
        using var csv = CsvDataReader.Create(reader, Options);
        string[]? header = null;
        var line = 1;
        while (true)
        {
            var (read, fault) = TryRead(csv);
            if (fault is not null)
                yield return new(line, null, fault);
            if (!read)
                yield break;
            var record = csv.GetRawRecordSpan();
            var (start, breaks) = (line, record.Count('\n'));
            line += Math.Max(breaks, 1);
            if (record.Trim().IsEmpty)
                continue;
            if (header is null)
                header = [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim().TrimStart('\uFEFF'))];
            else
                yield return Row(start, header, csv, record[^1] == '\n');
        }
    }

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

    private static RawRow Row(int line, string[] header, CsvDataReader csv, bool isWhole)
    {
        if (csv.RowFieldCount != header.Length)
            return new(line, null, isWhole ? $"has {csv.RowFieldCount} fields, the header has {header.Length}" : "half a line");
        try
        {
            var values = header.Select((name, i) => (Name: name, Value: csv.GetString(i))).Where(v => v.Value.Length > 0).ToList();
            return new(line, ColumnMapping.For(header)?.Read(values) ?? Native(values), null);
        }
        catch (BadValueException e)
        {
            return new(line, null, e.Message);
        }
    }

    private static RawTicket Native(IEnumerable<(string Name, string Value)> values)
    {
        var ticket = new RawTicket();
        foreach (var (name, value) in values)
            ReadColumn(ticket, name, value);
        return ticket;
    }

    private static void ReadColumn(RawTicket ticket, string name, string value)
    {
        switch (name)
        {
            case TicketFields.Attributes:
                ReadJson(ticket, name, value);
                break;
            case TicketFields.Changes:
                ReadJson(ticket, name, value);
                break;
            case TicketFields.Responders:
                ticket.Responders.AddRange(value.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                break;
            case TicketFields.Logs:
                ticket.Logs.AddRange(value.ReplaceLineEndings("\n").Split('\n'));
                break;
            case var field when TicketFields.IsSingle(field):
                ticket.Values[field] = value;
                break;
            default:
                ticket.Attributes.TryAdd(name, value);
                break;
        }
    }

    /// <summary>What has parts stands as JSON in its field.</summary>
    private static void ReadJson(RawTicket ticket, string name, string value)
    {
        try
        {
            using var json = JsonDocument.Parse($"{{\"{name}\":{value}}}", JsonValues.Strict);
            var read = JsonTicket.Read(json.RootElement);
            ticket.Changes.AddRange(read.Changes);
            foreach (var (key, text) in read.Attributes)
                ticket.Attributes[key] = text;
        }
        catch (JsonException e)
        {
            throw new BadValueException($"{name} is not JSON: {e.Message}");
        }
    }
}
