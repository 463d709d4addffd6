using System.Text.Json;

namespace Classifier.Training.Import;

/// <summary>Reads one JSON object of the history format.</summary>
internal static class JsonTicket
{
    /// <summary>All members; unknown ones are attributes.</summary>
    /// <exception cref="BadValueException">A member has the wrong type.</exception>
    public static RawTicket Read(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new BadValueException("the row is not a JSON object");
        var ticket = new RawTicket();
        foreach (var member in row.EnumerateObject())
            ReadMember(ticket, member.Name, member.Value);
        return ticket;
    }

    private static void ReadMember(RawTicket ticket, string name, JsonElement value)
    {
        switch (name)
        {
            case TicketFields.Attributes:
                ReadAttributes(ticket, value);
                break;
            case TicketFields.Responders:
                ticket.Responders.AddRange(JsonValues.Texts(name, value));
                break;
            case TicketFields.Logs:
                ticket.Logs.AddRange(JsonValues.Texts(name, value));
                break;
            case TicketFields.Changes:
                ticket.Changes.AddRange(Changes(value));
                break;
            case var field when TicketFields.IsSingle(field):
                if (JsonValues.Text(field, value) is { } text)
                    ticket.Values[field] = text;
                break;
            default:
                if (JsonValues.Plain(name, value) is { } attribute)
                    ticket.Attributes.TryAdd(name, attribute);
                break;
        }
    }

    private static void ReadAttributes(RawTicket ticket, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return;
        if (value.ValueKind != JsonValueKind.Object)
            throw new BadValueException("attributes is not an object");
        foreach (var attribute in value.EnumerateObject())
        {
            if (attribute.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                throw new BadValueException($"attributes.{attribute.Name} is not a string");
            if (JsonValues.Plain($"attributes.{attribute.Name}", attribute.Value) is { } text)
                ticket.Attributes[attribute.Name] = text;
        }
    }

    internal static IEnumerable<RawChange> Changes(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.Object))
            throw new BadValueException("changes is not a list of objects");
        return value.EnumerateArray().Select(c => new RawChange(Member(c, "at"), Member(c, "field"), Member(c, "from"), Member(c, "to")));
    }

    private static string? Member(JsonElement change, string name) =>
        change.TryGetProperty(name, out var value) ? JsonValues.Plain($"changes.{name}", value) : null;
}
