using System.Security.Cryptography;
using System.Text;

namespace Classifier.Alerts;

/// <summary>The identity of an alert whose source gives no dedup key.</summary>
public static class Fingerprint
{
    private static readonly HashSet<string> NotIdentifying = new(StringComparer.OrdinalIgnoreCase)
    {
        "severity", "priority", "value", "timestamp", "time", "count", "status", "state", "prometheus", "replica", "monitor",
    };

    /// <summary>32 hex digits of the SHA-256 over source, title and identifying labels, each preceded by its length.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="title">The alert's title.</param>
    /// <param name="labels">In any order; labels that vary while the condition stays the same (severity, value, time …) are left out.</param>
    public static string Of(string source, string title, IReadOnlyDictionary<string, string> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, source);
        Add(hash, title);
        foreach (var (name, value) in labels.Where(l => !NotIdentifying.Contains(l.Key)).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            Add(hash, value);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>SHA-256 of the exact bytes of source and dedup key: what stores compare keys by.</summary>
    public static byte[] KeyHash(string source, string dedupKey)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, source);
        Add(hash, dedupKey);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
