using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Data;

/// <summary>Takes away what gives the owner away: reporters begin titles with the component's name (<c>iOS: crash on start</c>).</summary>
internal static partial class Prefixes
{
    /// <summary>Copies a history file without the prefixes.</summary>
    public static void Cut(string from, string to)
    {
        using var source = new StreamReader(new GZipStream(File.OpenRead(from), CompressionMode.Decompress));
        using var target = new StreamWriter(new GZipStream(File.Create(to), CompressionLevel.Fastest));
        while (source.ReadLine() is { } line)
        {
            var row = JsonNode.Parse(line)!;
            row["title"] = Prefix().Replace((string?)row["title"] ?? "", "");
            target.WriteLine(row.ToJsonString());
        }
    }

    // One to three words and a colon, with something left behind them.
    [GeneratedRegex(@"^\s*[\w.+/-]+(?: [\w.+/-]+){0,2}\s*:\s+(?=\S)")]
    private static partial Regex Prefix();
}
