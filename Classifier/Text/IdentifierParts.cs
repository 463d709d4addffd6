namespace Classifier.Text;

/// <summary>Walks over the parts of an identifier: <c>HTTPServerPool_v2</c> is HTTP, Server, Pool, v, 2.</summary>
/// <param name="word">One word as written; case is what it is split by.</param>
internal ref struct IdentifierParts(ReadOnlySpan<char> word)
{
    private readonly ReadOnlySpan<char> _word = word;
    private int _start;
    private int _end;

    /// <summary>The current part as written, never empty.</summary>
    public readonly ReadOnlySpan<char> Current => _word[_start.._end];

    /// <summary>Whether a word can have more than one part: it holds <c>_</c>, or a capital after its first character.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == '_' || (i > 0 && char.IsUpper(word[i])))
                return true;
        }
        return false;
    }

    /// <summary>Goes to the next part; false at the end.</summary>
    public bool MoveNext()
    {
        _start = _end;
        while (_start < _word.Length && KindOf(_word[_start]) == Kind.Joint)
            _start++;
        if (_start == _word.Length)
            return false;
        _end = EndOfPart(_start);
        return true;
    }

    private readonly int EndOfPart(int start)
    {
        var kind = KindOf(_word[start]);
        var end = EndOfRun(start, kind);
        if (kind != Kind.Upper || end == _word.Length || KindOf(_word[end]) != Kind.Lower)
            return end;
        // The last capital of a run belongs to the small letters after it: HTTPServer is HTTP, Server.
        return end - start > 1 ? end - 1 : EndOfRun(end, Kind.Lower);
    }

    private readonly int EndOfRun(int start, Kind kind)
    {
        while (start < _word.Length && KindOf(_word[start]) == kind)
            start++;
        return start;
    }

    private static Kind KindOf(char c) => c switch
    {
        '_' or '+' or '#' => Kind.Joint,
        _ when char.IsUpper(c) => Kind.Upper,
        _ when char.IsLower(c) => Kind.Lower,
        _ when char.IsDigit(c) => Kind.Digit,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Joint,
        Upper,
        Lower,
        Digit,
        Other,
    }
}
