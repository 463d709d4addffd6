using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Samples;

/// <summary>Writes tickets in the history format, one a line, the same bytes on every machine.</summary>
internal static class SampleFile
{
    /// <summary>Above this the file is compressed, so that it can still be kept in a repository and opened.</summary>
    public const int PlainLimit = 12_000_000;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file, compressed as <c>name.gz</c> when it is large.</summary>
    /// <returns>The file's path.</returns>
    public static string Save(string folder, string name, IReadOnlyList<Ticket> tickets)
    {
        Directory.CreateDirectory(folder);
        var bytes = Serialize(tickets);
        if (bytes.Length <= PlainLimit)
        {
            var plain = Path.Combine(folder, name);
            File.WriteAllBytes(plain, bytes);
            return plain;
        }
        var packed = Path.Combine(folder, $"{name}.gz");
        // The stream writes no time stamp and no name into the header.
        using var file = new GZipStream(File.Create(packed), CompressionLevel.SmallestSize);
        file.Write(bytes);
        return packed;
    }

    public static byte[] Serialize(IReadOnlyList<Ticket> tickets)
    {
        using var stream = new MemoryStream();
        using var json = new Utf8JsonWriter(stream, Readable);
        foreach (var ticket in tickets)
        {
            Write(json, ticket);
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Ticket ticket)
    {
        json.WriteStartObject();
        json.WriteString("id", ticket.Id);
        WriteTime(json, "opened_at", ticket.OpenedAt);
        json.WriteString("title", ticket.Title);
        json.WriteString("description", ticket.Description);
        json.WriteString("issue_type", ticket.IssueType);
        json.WriteString("owning_team", ticket.OwningTeam);
        json.WriteStartObject("attributes");
        foreach (var (name, value) in ticket.Attributes)
            json.WriteString(name, value);
        json.WriteEndObject();
        WriteTime(json, "resolved_at", ticket.ResolvedAt);
        WriteKnown(json, "cause", ticket.Cause);
        WriteKnown(json, "fix", ticket.Fix);
        WriteList(json, "responders", ticket.Responders);
        WriteKnown(json, "severity", ticket.Severity?.Word());
        WriteKnown(json, "location", ticket.Location);
        WriteList(json, "logs", ticket.Logs);
        WriteChanges(json, ticket.Changes);
        json.WriteEndObject();
    }

    private static void WriteChanges(Utf8JsonWriter json, IReadOnlyList<TicketChange> changes)
    {
        if (changes.Count == 0)
            return;
        json.WriteStartArray("changes");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            WriteTime(json, "at", change.At);
            json.WriteString("field", change.Field);
            json.WriteString("from", change.From);
            json.WriteString("to", change.To);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
