using System.Text.Json;

namespace Classifier.Training.Import;

/// <summary>Reads CSV with a header: columns of the history format or of an export that a mapping knows.</summary>
internal static class CsvRows
{
    public static IEnumerable<RawRow> Read(TextReader reader)
    {
        string[]? header = null;
        foreach (var record in CsvRecords.Read(reader))
        {
            if (record.Fault is not null)
                yield return new(record.Line, null, record.Fault);
            else if (header is null)
                header = CsvRecords.Header(record);
            else
                yield return Row(header, record);
        }
    }

    private static RawRow Row(string[] header, CsvRecord record)
    {
        if (record.Misfit(header.Length) is { } misfit)
            return new(record.Line, null, misfit);
        try
        {
            var values = header.Zip(record.Fields, (name, value) => (Name: name, Value: value)).Where(v => v.Value.Length > 0).ToList();
            return new(record.Line, ColumnMapping.For(header)?.Read(values) ?? Native(values), null);
        }
        catch (BadValueException e)
        {
            return new(record.Line, null, e.Message);
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
