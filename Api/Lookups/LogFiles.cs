using Classifier.Api.Logs;
using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>A file, or a folder of files that services write. A file whose name has the service's is the service's; of others, the lines that name it.</summary>
internal sealed class LogFiles(LookupOptions options) : ILookup<LogLine>
{
    /// <summary>As configured.</summary>
    public const string Kind = "file";

    private const int MaxFiles = 20;
    private const int MaxBytes = 4 * 1024 * 1024;       // of the end of each
    private static readonly HashSet<string> Packed = new(StringComparer.OrdinalIgnoreCase) { ".gz", ".xz", ".zst", ".bz2", ".zip" };
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 4 };

    public string Name => options.DisplayName;

    public TimeSpan Timeout => options.Timeout;

    public string? LinkTo(LookupScope scope) => options.LinkTo(scope);

    public async Task<Found<LogLine>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var files = Files(scope.Since).ToList();
        var last = new Queue<LogLine>();
        var found = 0;
        foreach (var file in files.OrderBy(f => f.LastWriteTimeUtc).TakeLast(MaxFiles))
        {
            var isOurs = Names(Path.GetRelativePath(options.Path!, file.FullName), scope.Services) || Names(file.Name, scope.Services);
            await foreach (var line in LinesAsync(file, cancellationToken))
            {
                if (line.At < scope.Since || line.At > scope.Until || !(isOurs || Names(line.Text, scope.Services)))
                    continue;
                found++;
                last.Enqueue(line);
                if (last.Count > LogLookup.MaxLines)
                    last.Dequeue();
            }
        }
        return new([.. last], found > last.Count || files.Count > MaxFiles);
    }

    private IEnumerable<FileInfo> Files(DateTimeOffset since)
    {
        if (File.Exists(options.Path))
            return [new(options.Path)];
        var folder = new DirectoryInfo(options.Path!);
        return folder.Exists ? folder.EnumerateFiles("*", Below).Where(f => !Packed.Contains(f.Extension) && f.LastWriteTimeUtc >= since) : throw new LookupException("is not there");
    }

    /// <summary>The end of a file; what stands above the first time has that of the file.</summary>
    private static async IAsyncEnumerable<LogLine> LinesAsync(FileInfo file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isCut = stream.Length > MaxBytes;
        if (isCut)
            stream.Seek(-MaxBytes, SeekOrigin.End);
        using var reader = new StreamReader(stream);
        if (isCut)
            await reader.ReadLineAsync(cancellationToken);      // half a line
        var lines = new PlainLines(file.LastWriteTimeUtc);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (lines.Read(line) is { } read)
                yield return read;
        }
    }

    /// <summary>Whether a text has one of the names, as a word of its own.</summary>
    private static bool Names(string text, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            for (var i = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); i >= 0; i = text.IndexOf(name, i + 1, StringComparison.OrdinalIgnoreCase))
            {
                if ((i == 0 || !char.IsLetterOrDigit(text[i - 1])) && (i + name.Length == text.Length || !char.IsLetterOrDigit(text[i + name.Length])))
                    return true;
            }
        }
        return false;
    }
}
