using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Comparison;

/// <summary>Reads arrays of strings and floats from a NumPy archive (<c>.npz</c>).</summary>
/// <remarks>NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".</remarks>
internal sealed partial class NumpyArchive(string file) : IDisposable
{
    private const int VersionAt = 6;
    private readonly ZipArchive _zip = ZipFile.OpenRead(file);

    /// <summary>An array of strings of fixed width (<c>&lt;U23</c>: 23 characters of UTF-32).</summary>
    public string[] Strings(string name)
    {
        var (type, values) = Read(name);
        var width = 4 * int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture);
        return [.. values.Chunk(width).Select(chunk => Encoding.UTF32.GetString(chunk).TrimEnd('\0'))];
    }

    /// <summary>All values of an array of 32-bit floats, row after row.</summary>
    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Read(name).Values).ToArray();

    public void Dispose() => _zip.Dispose();

    private (string Type, byte[] Values) Read(string name)
    {
        using var stream = _zip.GetEntry($"{name}.npy")!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        var (start, length) = bytes[VersionAt] == 1
            ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))
            : (12, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        var header = Encoding.UTF8.GetString(bytes, start, length);
        return (Type().Match(header).Groups[1].Value, bytes[(start + length)..]);
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex Type();
}
