using System.IO.Compression;
using System.Text.Json;

namespace Classifier.Benchmarks.Data;

/// <summary>One of the last half-years of a history as test rows, with all that came before as training rows.</summary>
internal static class HalfYear
{
    private const int Months = 6;

    /// <summary>Writes both files.</summary>
    /// <param name="back">Which: 1 is the last before the newest row, 2 the one before that.</param>
    /// <param name="files">The history, in any order.</param>
    /// <param name="train">Where older rows go.</param>
    /// <param name="test">Where the half-year's rows go.</param>
    /// <returns>When the half-year begins.</returns>
    public static DateTimeOffset Cut(int back, IReadOnlyList<string> files, string train, string test)
    {
        var rows = files.SelectMany(Lines).Select(line => (At: OpenedAt(line), Line: line)).OrderBy(row => row.At).ToList();
        var end = rows[^1].At.AddTicks(1);
        var (from, to) = (end.AddMonths(-Months * back), end.AddMonths(-Months * (back - 1)));
        Write(train, rows.Where(row => row.At < from));
        Write(test, rows.Where(row => row.At >= from && row.At < to));
        return from;
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var source = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (source.ReadLine() is { } line)
            yield return line;
    }

    private static DateTimeOffset OpenedAt(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.GetProperty("opened_at").GetDateTimeOffset();
    }

    private static void Write(string file, IEnumerable<(DateTimeOffset At, string Line)> rows)
    {
        using var target = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest));
        foreach (var (_, line) in rows)
            target.WriteLine(line);
    }
}
