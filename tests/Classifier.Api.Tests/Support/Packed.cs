using System.IO.Compression;

namespace Classifier.Api.Tests.Support;

/// <summary>Bodies as senders pack them.</summary>
internal static class Packed
{
    /// <summary>With <c>Content-Encoding: gzip</c>.</summary>
    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }
}
