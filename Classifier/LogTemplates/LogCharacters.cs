namespace Classifier.LogTemplates;

/// <summary>The kinds of characters, from a table for ASCII.</summary>
internal static class LogCharacters
{
    private static readonly CharKinds[] Table = [.. Enumerable.Range(0, 128).Select(c => OfAscii((char)c))];

    public static CharKinds Of(char c) => c < 128 ? Table[c] : OfOther(c);

    private static CharKinds OfAscii(char c) => c switch
    {
        >= '0' and <= '9' => CharKinds.Chunk | CharKinds.Digit,
        _ when char.IsAsciiHexDigit(c) => CharKinds.Chunk | CharKinds.Letter,
        '_' => CharKinds.Chunk | CharKinds.Letter | CharKinds.NotHex,
        _ when char.IsAsciiLetter(c) => CharKinds.Chunk | CharKinds.Letter | CharKinds.NotHex,
        // What holds names, paths and signed numbers together.
        '-' or '/' or '\\' or '$' or '+' or '*' or '%' or '~' or '&' or '^' => CharKinds.Chunk | CharKinds.NotHex,
        _ => char.IsWhiteSpace(c) ? CharKinds.Blank : CharKinds.None,
    };

    private static CharKinds OfOther(char c)
    {
        if (char.IsWhiteSpace(c))
            return CharKinds.Blank;
        var letter = CharKinds.Chunk | CharKinds.Letter | CharKinds.NotHex;
        return char.IsSurrogate(c) ? letter | CharKinds.Half : letter;
    }
}
