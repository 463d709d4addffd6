namespace Classifier.Models;

/// <summary>Writes files so that a crash leaves the old content or the new, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Replaces <paramref name="path"/> by <paramref name="bytes"/> in one step; who may read and write it stays as it was.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".tmp";
        WriteThrough(temporary, bytes);
        if (!OperatingSystem.IsWindows() && File.Exists(path))
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        CrashPoint.Reached(CrashPoint.Promote);
        File.Move(temporary, path, overwrite: true);
        CrashPoint.Reached(CrashPoint.Promoted);
    }

    /// <summary>Writes and waits until the disk has it.</summary>
    public static void WriteThrough(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }
}
