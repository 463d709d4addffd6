using System.IO.Compression;
using Classifier.Api.Problems;

namespace Classifier.Api.Logs;

/// <summary>Unpacks a body, never more of it than a body may hold.</summary>
internal static class LogBody
{
    /// <summary>Longest body, packed or unpacked.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int Piece = 64 * 1024;

    /// <summary>The body without its <c>Content-Encoding</c>.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="encoding"><c>gzip</c>, or empty.</param>
    /// <exception cref="ApiProblemException">415, 413 or 400.</exception>
    public static byte[] Unpack(byte[] body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "" or "identity" => body,
        "gzip" => Unzip(body),
        _ => throw new ApiProblemException(ProblemTypes.UnsupportedMediaType, $"The encoding '{encoding}' is not taken here; send gzip, or none."),
    };

    private static byte[] Unzip(byte[] body)
    {
        using var unzipping = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var piece = new byte[Piece];
        try
        {
            while (unzipping.Read(piece) is > 0 and var read)
            {
                if (unpacked.Length + read > MaxBytes)
                    throw new ApiProblemException(ProblemTypes.TooLarge, $"This route takes at most {MaxBytes / 1024} KiB, unpacked.");
                unpacked.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw new ApiProblemException(ProblemTypes.Unreadable, "The body is not gzip.");
        }
        return unpacked.ToArray();
    }
}
