using System.Text.Json;

namespace Classifier.Training.Import;

/// <summary>Reads JSON lines; empty lines are skipped.</summary>
internal static class JsonLineRows
{
    public static IEnumerable<RawRow> Read(TextReader reader)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Row(number, line);
        }
    }

    private static RawRow Row(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, JsonValues.Strict);
            return new(number, ColumnMapping.For(json.RootElement)?.Read(json.RootElement) ?? JsonTicket.Read(json.RootElement), null);
        }
        catch (JsonException e)
        {
            return new(number, null, $"not whole JSON: {e.Message}");
        }
        catch (BadValueException e)
        {
            return new(number, null, e.Message);
        }
    }
}
