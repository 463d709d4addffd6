namespace Classifier.Training.Evaluation.Slices;

/// <summary>Scripts other than Latin, by the blocks of Unicode that their letters stand in.</summary>
internal static class Script
{
    private static readonly (string Name, char From, char To)[] Blocks =
    [
        ("Greek", '\u0370', '\u03FF'), ("Cyrillic", '\u0400', '\u052F'), ("Hebrew", '\u0590', '\u05FF'), ("Arabic", '\u0600', '\u06FF'),
        ("Devanagari", '\u0900', '\u097F'), ("Thai", '\u0E00', '\u0E7F'), ("Japanese", '\u3040', '\u30FF'), ("Chinese", '\u4E00', '\u9FFF'), ("Korean", '\uAC00', '\uD7AF'),
    ];

    /// <summary>The script that at least this share of the letters is in; null for Latin and for no clear one.</summary>
    public static string? Of(ReadOnlySpan<char> text, double least)
    {
        var (counts, letters) = (new int[Blocks.Length], 0);
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            var block = Array.FindIndex(Blocks, b => c >= b.From && c <= b.To);
            if (block >= 0)
                counts[block]++;
        }
        var most = Array.IndexOf(counts, counts.Max());
        // Japanese is written with Chinese characters between its own.
        return counts.Sum() == 0 || counts.Sum() < least * letters ? null : counts[Array.FindIndex(Blocks, b => b.Name == "Japanese")] > 0 && Blocks[most].Name == "Chinese" ? "Japanese" : Blocks[most].Name;
    }
}
