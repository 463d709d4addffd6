namespace Classifier.Text;

/// <summary>Walks over the words of a text: runs of letters, digits and <c>_</c>, with <c>+</c> and <c>#</c> after them (C++, C#).</summary>
/// <param name="text">Any text.</param>
internal ref struct Words(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _end;

    /// <summary>Where the current word begins.</summary>
    public int Start { get; private set; }

    /// <summary>The current word as written, never empty.</summary>
    public readonly ReadOnlySpan<char> Current => _text[Start.._end];

    /// <summary>Goes to the next word; false at the end.</summary>
    public bool MoveNext()
    {
        Start = _end;
        int units;
        while (Start < _text.Length && !Letters.IsWord(_text, Start, out units))
            Start += units;
        _end = Start;
        while (_end < _text.Length && Letters.IsWord(_text, _end, out units))
            _end += units;
        if (_end == Start)
            return false;
        while (_end < _text.Length && _text[_end] is '+' or '#')
            _end++;
        return true;
    }
}
