namespace Classifier.Training.Import;

/// <summary>Reads plain text line by line; of a longer line than <see cref="Longest"/> only the beginning is held.</summary>
internal static class LogLines
{
    /// <summary>In characters; more than a template looks at.</summary>
    public const int Longest = 8192;

    private const int BufferSize = 1 << 16;

    /// <summary>Shows every line; the last one may lack its line break, and an empty text has none.</summary>
    public static void Read(string path, TextReader text, Action<ReadOnlySpan<char>> take, CancellationToken cancellationToken)
    {
        var buffer = new char[BufferSize];
        var held = 0;
        while (text.Read(buffer, held, buffer.Length - held) is > 0 and var read)
        {
            LogFile.RequireText(path, buffer.AsSpan(held, read));
            ReadOnlySpan<char> rest = buffer.AsSpan(0, held + read);
            while (rest.IndexOf('\n') is >= 0 and var end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(Beginning(rest[..end]));
                rest = rest[(end + 1)..];
            }
            held = Math.Min(rest.Length, Longest);
            rest[..held].CopyTo(buffer);
        }
        if (held > 0)
            take(Beginning(buffer.AsSpan(0, held)));
    }

    private static ReadOnlySpan<char> Beginning(ReadOnlySpan<char> line)
    {
        var whole = line is [.. var before, '\r'] ? before : line;
        return whole[..Math.Min(whole.Length, Longest)];
    }
}
