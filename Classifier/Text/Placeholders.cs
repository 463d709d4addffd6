using System.Buffers;
using System.Globalization;
using System.Net;

namespace Classifier.Text;

/// <summary>Recognises the volatile parts of a text, so that two reports of one problem have something in common.</summary>
internal static class Placeholders
{
    private const string Outer = ".,;:!?()[]{}<>\"'`=|*";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> SmallLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> ClockCharacters = SearchValues.Create("0123456789:.,");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,");
    private static readonly SearchValues<char> SizeCharacters = SearchValues.Create("kKMGTPiBbs");
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>What one chunk (the text between two blanks) stands for; punctuation around it does not count.</summary>
    public static Placeholder Of(ReadOnlySpan<char> chunk)
    {
        chunk = chunk.Trim(Outer);
        if (chunk.IsEmpty || chunk.Length > 2048)
            return Placeholder.None;
        if (chunk.IndexOf("://") > 0)
            return Placeholder.Url;
        if (IsPath(chunk))
            return Placeholder.Path;
        return !chunk.ContainsAny(Digits) ? Placeholder.None : WithDigits(chunk);
    }

    private static Placeholder WithDigits(ReadOnlySpan<char> chunk)
    {
        if (chunk.Length == 36 && Guid.TryParseExact(chunk, "D", out _))
            return Placeholder.Uuid;
        if (IsAddress(chunk))
            return Placeholder.Address;
        if (IsTime(chunk))
            return Placeholder.Time;
        if (IsNumber(chunk))
            return Placeholder.Number;
        if (IsHex(chunk))
            return Placeholder.Hex;
        return IsNumbered(chunk) ? Placeholder.Numbered : Placeholder.None;
    }

    private static bool IsPath(ReadOnlySpan<char> chunk) =>
        (chunk[0] is '/' or '~' && chunk.Length > 1 && chunk[1..].Contains('/'))
        || (chunk.Length > 3 && char.IsAsciiLetter(chunk[0]) && chunk[1] == ':' && chunk[2] is '\\' or '/');

    private static bool IsAddress(ReadOnlySpan<char> chunk)
    {
        if (chunk.Count('.') != 3)
            return chunk.Count(':') >= 3 && IPAddress.IsValid(chunk);
        var port = chunk.IndexOfAny(':', '/');
        return IPAddress.IsValid(port > 0 ? chunk[..port] : chunk);
    }

    private static bool IsTime(ReadOnlySpan<char> chunk)
    {
        if (!char.IsAsciiDigit(chunk[0]) || chunk.Length is < 5 or > 35)
            return false;
        if (chunk.Count(':') is 1 or 2 && chunk.IndexOfAnyExcept(ClockCharacters) < 0)
            return true;
        return chunk.Length >= 8 && chunk.Count('-') + chunk.Count('/') >= 2
            && DateTimeOffset.TryParse(chunk, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
    }

    private static bool IsNumber(ReadOnlySpan<char> chunk)
    {
        var body = chunk[0] is '+' or '-' or '#' or '~' or '$' ? chunk[1..] : chunk;
        if (body.IsEmpty || !char.IsAsciiDigit(body[0]))
            return false;
        var digits = body.IndexOfAnyExcept(NumberCharacters);
        return digits < 0 || IsUnit(body[digits..]);
    }

    private static bool IsUnit(ReadOnlySpan<char> rest) => rest is "%"
        || (rest.Length <= 4 && rest.IndexOfAnyExcept(SmallLetters) < 0)
        || (rest.Length <= 3 && rest.IndexOfAnyExcept(SizeCharacters) < 0);

    private static bool IsHex(ReadOnlySpan<char> chunk)
    {
        if (chunk.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return chunk.Length > 2 && chunk[2..].IndexOfAnyExcept(HexCharacters) < 0;
        return chunk.Length >= 7 && chunk.IndexOfAnyExcept(HexCharacters) < 0;
    }

    private static bool IsNumbered(ReadOnlySpan<char> chunk)
    {
        for (var i = 1; i < chunk.Length; i++)
        {
            if (char.IsAsciiDigit(chunk[i]) && (char.IsAsciiLetter(chunk[i - 1]) || chunk[i - 1] is '-' or '_'))
                return true;
        }
        return false;
    }
}
