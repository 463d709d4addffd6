using System.IO.Compression;
using System.Text.Json;
using Classifier.History;

namespace Classifier.Benchmarks.Data;

/// <summary>Writes generated tickets in the history format, compressed.</summary>
internal static class GeneratedFile
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes the file, one ticket a line.</summary>
    public static void Write(string path, IEnumerable<Ticket> tickets)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        foreach (var t in tickets)
        {
            JsonSerializer.Serialize(file, new { t.Id, t.OpenedAt, t.Title, t.Description, t.IssueType, t.OwningTeam, t.Attributes, t.Cause, t.Fix, t.Responders, t.Logs }, Format);
            file.Write("\n"u8);
        }
    }
}
