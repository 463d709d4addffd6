using System.Buffers;
using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>Which characters make up a word, and how words are brought into one form.</summary>
internal static class Letters
{
    /// <summary>Letters, marks, digits and connectors such as <c>_</c>, also outside the basic plane.</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int at, out int units)
    {
        var c = text[at];
        units = 1;
        if (char.IsAscii(c))
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        if (!char.IsSurrogate(c))
            return IsWord(CharUnicodeInfo.GetUnicodeCategory(c));
        // Half a pair is no word and no reason to fail.
        return Rune.DecodeFromUtf16(text[at..], out var rune, out units) == OperationStatus.Done && IsWord(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Writes <paramref name="text"/> in NFC and lower case.</summary>
    /// <param name="text">Any text, broken surrogate pairs included.</param>
    /// <param name="buffer">At least as long as <paramref name="text"/>.</param>
    /// <returns>The part of <paramref name="buffer"/> that was written.</returns>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (Ascii.ToLower(text, buffer, out var written) == OperationStatus.Done)
            return buffer[..written];
        if (!IsSurelyComposed(text) && !HasBrokenPair(text) && !text.IsNormalized() && text.TryNormalize(buffer, out written))
            return Lower(buffer[..written], buffer);
        return Lower(text, buffer);
    }

    private static Span<char> Lower(ReadOnlySpan<char> text, Span<char> buffer)
    {
        for (var i = 0; i < text.Length; i++)
            buffer[i] = char.ToLowerInvariant(text[i]);
        return buffer[..text.Length];
    }

    /// <summary>Whether no character can be part of a decomposed one: spares asking the system, which costs time and memory.</summary>
    private static bool IsSurelyComposed(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            // Latin, Cyrillic, punctuation, kana, Chinese and whole Hangul syllables.
            if (c is not (< '\u0300' or (>= '\u0400' and < '\u0483') or (>= '\u2010' and < '\u2027') or (>= '\u3000' and < '\u3099') or (>= '\u4E00' and < '\uA000') or (>= '\uAC00' and < '\uD7A4')))
                return false;
        }
        return true;
    }

    private static bool HasBrokenPair(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    private static bool IsWord(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
        or UnicodeCategory.OtherNumber or UnicodeCategory.ConnectorPunctuation;
}
