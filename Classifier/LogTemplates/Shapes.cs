namespace Classifier.LogTemplates;

/// <summary>
/// What a piece is, as a number that is the same in every process: 0 is a value; the lowest bit marks a word, the next
/// one a word that is the name of a day, month or time zone; the others are a hash.
/// </summary>
internal static class Shapes
{
    /// <summary>Any value.</summary>
    public const ulong Value = 0;

    /// <summary>Where a hash of characters starts (FNV-1a).</summary>
    public const ulong Seed = 0xcbf29ce484222325;

    private const ulong Prime = 0x100000001b3;
    private const ulong Word = 1;
    private const ulong Named = 2;

    /// <summary>The hash of one character more.</summary>
    public static ulong Add(ulong hash, char c) => (hash ^ c) * Prime;

    /// <summary>A chunk without letters; one character alone is like <see cref="Mark(char)"/>.</summary>
    public static ulong Mark(ulong hash) => (hash << 2) | Named;

    /// <summary>One character of punctuation.</summary>
    public static ulong Mark(char c) => (c + 1UL) << 2;

    /// <summary>A chunk with letters.</summary>
    public static ulong OfWord(ulong hash, bool isTimeName) => (hash << 2) | (isTimeName ? Named : 0) | Word;

    public static bool IsWord(ulong shape) => (shape & Word) != 0;

    public static bool IsTimeName(ulong shape) => (shape & (Word | Named)) == (Word | Named);
}
