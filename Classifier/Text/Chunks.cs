namespace Classifier.Text;

/// <summary>Walks over the parts of a text between white space.</summary>
/// <param name="text">Any text.</param>
internal ref struct Chunks(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _end;

    /// <summary>Where the current chunk begins.</summary>
    public int Start { get; private set; }

    /// <summary>The current chunk as written, never empty.</summary>
    public readonly ReadOnlySpan<char> Current => _text[Start.._end];

    /// <summary>Goes to the next chunk; false at the end.</summary>
    public bool MoveNext()
    {
        Start = _end;
        while (Start < _text.Length && char.IsWhiteSpace(_text[Start]))
            Start++;
        _end = Start;
        while (_end < _text.Length && !char.IsWhiteSpace(_text[_end]))
            _end++;
        return _end > Start;
    }
}
