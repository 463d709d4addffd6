using System.Buffers;

namespace Classifier.LogTemplates;

/// <summary>What is a value in any log: the rules know no system and have no settings.</summary>
internal static class Masks
{
    private const int LongestWord = 64;
    private const int ShortestHexWord = 8;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    /// <summary>Whether a chunk is a value: it has digits, or is long hex, a path, or a dotted name (a host, package or file).</summary>
    /// <param name="chunk">At least one character.</param>
    /// <param name="kinds">Of all its characters.</param>
    /// <param name="dot">Where its last dot between letters is; -1 without.</param>
    public static bool IsValue(ReadOnlySpan<char> chunk, CharKinds kinds, int dot)
    {
        if (chunk.Length > LongestWord)
            return true;
        if ((kinds & CharKinds.Digit) != 0)
            return !IsNumberedName(chunk);
        if ((kinds & CharKinds.NotHex) == 0 && chunk.Length >= ShortestHexWord)
            return true;
        if ((kinds & CharKinds.Half) != 0 && HasBrokenPair(chunk))
            return true;     // cannot be written as UTF-8, so it must not become part of a template
        return IsPath(chunk) || (dot >= 0 && !IsConstant(chunk[(dot + 1)..]));
    }

    /// <summary>Units of size and time: part of the number before them.</summary>
    public static bool IsUnit(ReadOnlySpan<char> chunk) => chunk
        is "B" or "kB" or "KB" or "MB" or "GB" or "TB" or "KiB" or "MiB" or "GiB" or "TiB"
        or "ns" or "us" or "ms" or "s" or "sec" or "secs" or "min" or "h";

    /// <summary>Names of days, months and time zones: part of a number beside them.</summary>
    public static bool IsTimeName(ReadOnlySpan<char> chunk) => chunk
        is "Mon" or "Tue" or "Wed" or "Thu" or "Fri" or "Sat" or "Sun"
        or "Jan" or "Feb" or "Mar" or "Apr" or "May" or "Jun" or "Jul" or "Aug" or "Sep" or "Oct" or "Nov" or "Dec"
        or "AM" or "PM" or "UTC" or "GMT" or "PST" or "PDT" or "EST" or "EDT" or "CST" or "CDT" or "CET" or "CEST";

    /// <summary>Punctuation between two values makes them one, as in <c>10:15:03</c> or <c>1,0,93</c>.</summary>
    public static bool IsJoint(char c) => c is '.' or ',' or ':' or ';' or '-' or '/' or '|' or '@' or '#' or '+';

    /// <summary>The length of an address of hex groups and colons (MAC, IPv6) or of a time at the start of a text.</summary>
    /// <returns>0 where there is none.</returns>
    public static int LengthOfColonHex(ReadOnlySpan<char> text)
    {
        var (length, group, colons, hasDigit) = (0, 0, 0, false);
        for (; length < text.Length; length++)
        {
            var c = text[length];
            if (c == ':')
                (group, colons) = (0, colons + 1);
            else if (char.IsAsciiHexDigit(c) && ++group <= 4)
                hasDigit |= char.IsAsciiDigit(c);
            else
                break;
        }
        if (length < text.Length && (LogCharacters.Of(text[length]) & (CharKinds.Letter | CharKinds.Digit)) != 0)
            return 0;
        // A colon at the end belongs to the sentence: "10:15:03: started".
        if (group == 0 && text[length - 2] != ':')
            (length, colons) = (length - 1, colons - 1);
        return colons >= 2 && hasDigit ? length : 0;
    }

    /// <summary>Letters and one digit (<c>eth0</c>, <c>ssh2</c>) name a thing more often than they number it.</summary>
    private static bool IsNumberedName(ReadOnlySpan<char> chunk) =>
        chunk.Length > 1 && char.IsAsciiDigit(chunk[^1]) && !chunk[..^1].ContainsAnyExcept(Letters);

    private static bool IsPath(ReadOnlySpan<char> chunk) =>
        chunk.Length > 1 && (chunk[0] is '/' or '\\' || chunk.StartsWith("~/"));

    /// <summary>A dotted name that ends in capitals is one of a few constants: <c>intent.action.SCREEN_ON</c>.</summary>
    private static bool IsConstant(ReadOnlySpan<char> name) => !name.ContainsAnyExcept(Capitals);

    private static bool HasBrokenPair(ReadOnlySpan<char> chunk)
    {
        for (var i = 0; i < chunk.Length; i++)
        {
            if (!char.IsSurrogate(chunk[i]))
                continue;
            if (i + 1 == chunk.Length || !char.IsSurrogatePair(chunk[i], chunk[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
