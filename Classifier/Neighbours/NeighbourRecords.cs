using System.Text.Json;

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

    /// <summary>The past incident of a row.</summary>
    public NeighbourRecord this[int row] =>
        JsonSerializer.Deserialize(bytes.AsSpan((int)starts[row], (int)(starts[row + 1] - starts[row])), NeighbourJson.Default.NeighbourRecord)!;

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
}
