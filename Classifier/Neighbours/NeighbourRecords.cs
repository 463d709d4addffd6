using System.Text.Json;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>Past incidents as bytes; only those that are shown are ever read.</summary>
/// <param name="starts">Where each record begins, and the end of the last.</param>
/// <param name="bytes">JSON after JSON.</param>
public sealed class NeighbourRecords(long[] starts, byte[] bytes)
{
    /// <summary>Number of records.</summary>
    public int Count => starts.Length - 1;

    /// <summary>Where each record begins, and the end of the last.</summary>
    public ReadOnlySpan<long> Starts => starts;

    /// <summary>JSON after JSON.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Puts records into bytes.</summary>
    public static NeighbourRecords From(IReadOnlyList<NeighbourRecord> records)
    {
        var starts = new long[records.Count + 1];
        using var bytes = new MemoryStream();
        for (var i = 0; i < records.Count; i++)
        {
            bytes.Write(JsonSerializer.SerializeToUtf8Bytes(records[i], NeighbourJson.Default.NeighbourRecord));
            starts[i + 1] = bytes.Length;
        }
        return new(starts, bytes.ToArray());
    }

    /// <summary>The past incident with its likeness to what was asked for.</summary>
    public SimilarIncident Read(int row, double similarity)
    {
        var json = bytes.AsSpan((int)starts[row], (int)(starts[row + 1] - starts[row]));
        var record = JsonSerializer.Deserialize(json, NeighbourJson.Default.NeighbourRecord)!;
        return new(
            record.Id, similarity, record.Title, record.OwningTeam, record.IssueType, record.OpenedAt, record.ResolvedAt,
            record.Cause, record.Fix, record.Responders);
    }
}
