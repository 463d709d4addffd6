using System.Runtime.CompilerServices;

namespace Classifier.LogTemplates;

/// <summary>Words, punctuation and wildcards in order: what a template's lines have in common. Does not change.</summary>
internal sealed class LogPattern
{
    /// <summary>What stands for a value.</summary>
    public const string Wildcard = "<*>";

    /// <summary>With fewer words in common, two lines are not alike and a wildcard takes no word.</summary>
    private const int FewestWords = 2;

    private readonly string[] _parts;
    private readonly ulong[] _shapes;
    private readonly int _words;

    private LogPattern(string[] parts, ulong[] shapes)
    {
        (_parts, _shapes) = (parts, shapes);
        _words = shapes.Count(Shapes.IsWord);
    }

    /// <summary>The pieces as written, each with the blank before it; together they are the template's text.</summary>
    public IReadOnlyList<string> Parts => _parts;

    public ReadOnlySpan<ulong> Pieces => _shapes;

    /// <summary>The pattern of a line: its values are wildcards.</summary>
    public static LogPattern Of(ReadOnlySpan<char> line, ReadOnlySpan<LogPiece> pieces)
    {
        var (parts, shapes) = (new string[pieces.Length], new ulong[pieces.Length]);
        for (var i = 0; i < pieces.Length; i++)
        {
            var (shape, start, length) = pieces[i];
            var text = shape == Shapes.Value ? Wildcard : line.Slice(start, length);
            parts[i] = string.Concat(i > 0 && char.IsWhiteSpace(line[start - 1]) ? " " : "", text);
            shapes[i] = shape;
        }
        return new(parts, shapes);
    }

    /// <summary>A pattern as it was written.</summary>
    /// <exception cref="InvalidDataException">A part is none that a line can have.</exception>
    public static LogPattern Read(IReadOnlyList<string> parts)
    {
        if (parts.Count > LineCutter.MostPieces)
            throw new InvalidDataException($"has {parts.Count} parts, the most are {LineCutter.MostPieces}");
        return new([.. parts], [.. parts.Select(ShapeOf)]);
    }

    /// <summary>How well a line fits.</summary>
    /// <returns>The number of constants; -1 where it does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Fit(ReadOnlySpan<LogPiece> pieces)
    {
        if (pieces.Length != _shapes.Length)
            return -1;
        var constants = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            var (own, other) = (_shapes[i], pieces[i].Shape);
            if (own != Shapes.Value && own == other)
                constants++;
            else if (own != other && !(own == Shapes.Value && Shapes.IsWord(other) && _words >= FewestWords))
                return -1;
        }
        return constants;
    }

    /// <summary>Where two patterns differ, if it is in one place that could be a parameter: a word or value in either.</summary>
    /// <returns>-1 where they differ in more, in punctuation, or have too little in common.</returns>
    public int OnlyDifference(LogPattern other)
    {
        if (other._shapes.Length != _shapes.Length)
            return -1;
        var at = _shapes.AsSpan().CommonPrefixLength(other._shapes);
        if (at == _shapes.Length || !_shapes.AsSpan(at + 1).SequenceEqual(other._shapes.AsSpan(at + 1)))
            return -1;
        var isParameter = IsWordOrValue(_shapes[at]) && IsWordOrValue(other._shapes[at]);
        var wordsInCommon = _words - (Shapes.IsWord(_shapes[at]) ? 1 : 0);
        return isParameter && wordsInCommon >= FewestWords ? at : -1;
    }

    /// <summary>The same with a wildcard in one place.</summary>
    public LogPattern WithWildcard(int at)
    {
        string[] parts = [.. _parts];
        ulong[] shapes = [.. _shapes];
        parts[at] = parts[at].StartsWith(' ') ? $" {Wildcard}" : Wildcard;
        shapes[at] = Shapes.Value;
        return new(parts, shapes);
    }

    private static bool IsWordOrValue(ulong shape) => shape == Shapes.Value || Shapes.IsWord(shape);

    private static ulong ShapeOf(string? part)
    {
        var text = part.AsSpan();
        if (text is [' ', .. var behindBlank])
            text = behindBlank;
        if (text is Wildcard)
            return Shapes.Value;
        var pieces = LineCutter.Cut(text, stackalloc LogPiece[LineCutter.MostPieces]);
        // Only what a line is cut into can be found in a line again.
        return pieces.Length == 1 && pieces[0].Length == text.Length && pieces[0].Shape != Shapes.Value
            ? pieces[0].Shape
            : throw new InvalidDataException($"part '{part}' is no single word or mark");
    }
}
