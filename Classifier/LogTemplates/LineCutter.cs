using System.Runtime.CompilerServices;

namespace Classifier.LogTemplates;

/// <summary>Cuts a log line into words, punctuation and values, in one pass and without memory of its own.</summary>
/// <remarks>
/// White space separates and is otherwise not looked at. Values beside each other, or with one joint between them, are one
/// value, so that a list of any length has one shape. A size in brackets (<c>1143 bytes (1.11 KB)</c>) repeats the number
/// before it and is left out.
/// </remarks>
internal ref struct LineCutter
{
    /// <summary>What follows so many pieces is one value.</summary>
    public const int MostPieces = 128;

    /// <summary>What follows so many characters is not looked at.</summary>
    public const int LongestLine = 4096;

    private readonly ReadOnlySpan<char> _line;
    private readonly Span<LogPiece> _pieces;
    private int _count;
    private int _sizeEndsAt = -1;

    private LineCutter(ReadOnlySpan<char> line, Span<LogPiece> pieces)
    {
        _line = line;
        _pieces = pieces;
    }

    /// <summary>The pieces of a line, in order; none for a blank line.</summary>
    /// <param name="line">Any text.</param>
    /// <param name="buffer">At least <see cref="MostPieces"/> long; the result is its first part.</param>
    public static ReadOnlySpan<LogPiece> Cut(ReadOnlySpan<char> line, Span<LogPiece> buffer)
    {
        var cutter = new LineCutter(line[..Math.Min(line.Length, LongestLine)], buffer[..MostPieces]);
        return buffer[..cutter.Run()];
    }

    // Optimized from the first line on: a short run over a large log would end before the runtime has seen enough calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Run()
    {
        var at = 0;
        while (at < _line.Length)
        {
            var kind = LogCharacters.Of(_line[at]);
            if ((kind & CharKinds.Blank) != 0)
                at++;
            else if (_count == MostPieces)
                return End();
            else if ((kind & CharKinds.Chunk) != 0)
                at = TakeChunk(at);
            else
                TakeMark(at++);
        }
        return _count;
    }

    private readonly int End()
    {
        _pieces[^1] = new(Shapes.Value, _pieces[^1].Start, 1);
        return MostPieces;
    }

    private void TakeMark(int at)
    {
        // "(1.11 KB)": its size ended just now and began after the bracket.
        if (_line[at] == ')' && _sizeEndsAt == _count && IsMark(2, '('))
            _count -= 2;
        else
            _pieces[_count++] = new(Shapes.Mark(_line[at]), at, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeChunk(int start)
    {
        var (at, hash, kinds, dot) = (start, Shapes.Seed, CharKinds.None, -1);
        for (; at < _line.Length; at++)
        {
            var c = _line[at];
            var kind = LogCharacters.Of(c);
            if ((kind & CharKinds.Chunk) == 0)
            {
                if (c != '.' || !IsInside(at, CharKinds.Letter | CharKinds.Digit))
                    break;
                kind = CharKinds.NotHex;
                if (IsInside(at, CharKinds.Letter))
                    dot = at - start;
            }
            kinds |= kind;
            hash = Shapes.Add(hash, c);
        }
        var chunk = _line[start..at];
        if (at < _line.Length && _line[at] == ':' && chunk.Length <= 4 && (kinds & CharKinds.NotHex) == 0 && Masks.LengthOfColonHex(_line[start..]) is > 0 and var length)
        {
            AddValue(start);
            return start + length;
        }
        if (Masks.IsValue(chunk, kinds, dot))
            AddValue(start);
        else
            AddConstant(chunk, start, kinds, hash);
        return at;
    }

    /// <summary>Whether the characters on both sides are of the given kinds.</summary>
    private readonly bool IsInside(int at, CharKinds kinds) => at > 0 && at + 1 < _line.Length
        && (LogCharacters.Of(_line[at - 1]) & kinds) != 0 && (LogCharacters.Of(_line[at + 1]) & kinds) != 0;

    private void AddConstant(ReadOnlySpan<char> chunk, int start, CharKinds kinds, ulong hash)
    {
        var isTimeName = chunk.Length is >= 2 and <= 4 && Masks.IsTimeName(chunk);
        if (IsValue(1) && isTimeName)
            return;
        if (IsValue(1) && chunk.Length <= 4 && Masks.IsUnit(chunk))
            TakeUnit();
        else if ((kinds & CharKinds.Letter) != 0)
            _pieces[_count++] = new(Shapes.OfWord(hash, isTimeName), start, chunk.Length);
        else
            _pieces[_count++] = new(chunk.Length == 1 ? Shapes.Mark(chunk[0]) : Shapes.Mark(hash), start, chunk.Length);
    }

    private void TakeUnit()
    {
        // "<1 sec" is a size as well.
        if (IsMark(2, '<') || IsMark(2, '>'))
        {
            _count -= 2;
            AddValue(_pieces[_count].Start);
        }
        _sizeEndsAt = _count;
    }

    private void AddValue(int start)
    {
        while (_count > 0 && Shapes.IsTimeName(_pieces[_count - 1].Shape))
            start = _pieces[--_count].Start;
        if (IsValue(1))
            return;
        if (IsValue(2) && _pieces[_count - 1] is { Length: 1, Start: var joint } && Masks.IsJoint(_line[joint]))
            _count--;
        else
            _pieces[_count++] = new(Shapes.Value, start, 1);
    }

    private readonly bool IsValue(int back) => _count >= back && _pieces[_count - back].Shape == Shapes.Value;

    private readonly bool IsMark(int back, char c) => _count >= back && _pieces[_count - back].Shape == Shapes.Mark(c);
}
