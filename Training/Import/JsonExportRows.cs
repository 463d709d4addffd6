using System.Text.Json;

namespace Classifier.Training.Import;

/// <summary>Reads one JSON document that holds all rows in a list, as trackers export them. A row's "line" is its place in the list.</summary>
internal static class JsonExportRows
{
    public static IEnumerable<RawRow> Read(TextReader reader)
    {
        JsonDocument json;
        string? fault = null;
        try
        {
            json = JsonDocument.Parse(reader.ReadToEnd(), JsonValues.Strict);
        }
        catch (JsonException e)
        {
            fault = $"not whole JSON: {e.Message}";
            json = JsonDocument.Parse("[]");
        }
        if (fault is not null)
            yield return new(1, null, fault);
        using (json)
        {
            var number = 0;
            foreach (var row in List(json.RootElement))
                yield return Row(++number, row);
        }
    }

    private static List<JsonElement> List(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return [.. root.EnumerateArray()];
        if (root.ValueKind != JsonValueKind.Object)
            return [];
        var lists = root.EnumerateObject().Select(m => m.Value).Where(v => v.ValueKind == JsonValueKind.Array).Take(1).ToList();
        return lists.Count == 0 ? [root] : [.. lists[0].EnumerateArray()];
    }

    private static RawRow Row(int number, JsonElement row)
    {
        try
        {
            return new(number, ColumnMapping.For(row)?.Read(row) ?? JsonTicket.Read(row), null);
        }
        catch (BadValueException e)
        {
            return new(number, null, e.Message);
        }
    }
}
