using System.IO.Compression;

namespace Classifier.Training.Import;

/// <summary>Opens what is read: a file, also gzipped (<c>.gz</c>).</summary>
internal static class InputFile
{
    /// <summary>A file's text, UTF-8 where no byte order mark says otherwise.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static StreamReader OpenText(string path) => AsText(path, OpenBytes(path));

    /// <summary>The text of a file that will be read again later.</summary>
    /// <exception cref="InputException">It cannot be opened, or is a pipe.</exception>
    public static StreamReader OpenTextToReadTwice(string path)
    {
        var bytes = OpenBytes(path);
        if (bytes.CanSeek)
            return AsText(path, bytes);
        bytes.Dispose();
        throw new InputException($"{path}: is read twice, so it must be a file and no pipe");
    }

    private static StreamReader AsText(string path, FileStream bytes) =>
        new(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);

    private static FileStream OpenBytes(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }
}
