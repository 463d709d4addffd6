using Classifier.Text;

namespace Classifier.Features;

/// <summary>Reads the features of one field after the other.</summary>
/// <param name="sink">Takes the features.</param>
/// <param name="buffer">Twice the longest field and a blank on both sides.</param>
internal ref struct FieldReader<TSink>(ref TSink sink, Span<char> buffer)
    where TSink : struct, IFeatureSink
{
    private const int ShortestGram = 3;
    private const int LongestGram = 5;

    private readonly ref TSink _sink = ref sink;
    private readonly Span<char> _chunkBuffer = buffer[..(buffer.Length / 2)];
    private readonly Span<char> _wordBuffer = buffer[(buffer.Length / 2)..];
    private WordPair _pair;

    public void ReadTitle(ReadOnlySpan<char> title) => ReadText(title, FeatureField.Text, 0, FeatureBlock.TextWords, isTitle: true);

    public void ReadDescription(ReadOnlySpan<char> text, int offset) => ReadText(text, FeatureField.Text, offset, FeatureBlock.TextWords, isTitle: false);

    public void ReadLongLabel(ReadOnlySpan<char> value, int index) => ReadText(value, FeatureField.Label, index, FeatureBlock.LabelWords, isTitle: false);

    public void ReadShortLabel(ReadOnlySpan<char> key, ReadOnlySpan<char> value, int index)
    {
        var origin = new FeatureOrigin(FeatureField.Label, index, 0);
        var name = FeatureHash.Add(FeatureHash.Of(key), '=');
        Add(FeatureBlock.Labels, FeatureHash.Of(Letters.Fold(value, _wordBuffer), name), origin);
        var chunks = new Chunks(value);
        while (chunks.MoveNext())
            ReadCharacters(Padded(chunks.Current), FeatureField.Label, index, isTitle: false);
    }

    public void ReadLogLine(ReadOnlySpan<char> line, int index)
    {
        _pair = default;
        var origin = new FeatureOrigin(FeatureField.Log, index, 0);
        var chunks = new Chunks(line);
        while (chunks.MoveNext())
        {
            var kind = Placeholders.Of(chunks.Current);
            if (kind != Placeholder.None)
            {
                AddWord(FeatureBlock.LogWords, (ulong)kind, origin);
                continue;
            }
            var words = new Words(chunks.Current);
            while (words.MoveNext())
                AddWord(FeatureBlock.LogWords, FeatureHash.Of(Letters.Fold(words.Current, _wordBuffer)), origin);
        }
    }

    /// <summary>The line's template; lines without one have a feature in common that history does not know.</summary>
    public readonly void ReadTemplate(int template, int index) =>
        Add(FeatureBlock.LogTemplates, FeatureHash.Pair(FeatureHash.Seed, (ulong)template), new(FeatureField.Log, index, 0));

    private void ReadText(ReadOnlySpan<char> text, FeatureField field, int offset, FeatureBlock block, bool isTitle)
    {
        _pair = default;
        var chunks = new Chunks(text);
        while (chunks.MoveNext())
        {
            // A label's features all point at the label, a text's at the place they were read.
            var at = field == FeatureField.Text ? offset + chunks.Start : offset;
            ReadCharacters(Padded(chunks.Current), field, at, isTitle);
            ReadPlaceholder(chunks.Current, field, at);
            ReadWords(chunks.Current, field, at, block, isTitle);
        }
    }

    /// <summary>The folded chunk between two blanks, so that grams know where a word begins and ends.</summary>
    private readonly ReadOnlySpan<char> Padded(ReadOnlySpan<char> chunk)
    {
        var folded = Letters.Fold(chunk, _chunkBuffer[1..]);
        _chunkBuffer[0] = ' ';
        _chunkBuffer[folded.Length + 1] = ' ';
        return _chunkBuffer[..(folded.Length + 2)];
    }

    private readonly void ReadCharacters(ReadOnlySpan<char> padded, FeatureField field, int at, bool isTitle)
    {
        for (var start = 0; start <= padded.Length - ShortestGram; start++)
        {
            var hash = FeatureHash.Seed;
            var longest = Math.Min(LongestGram, padded.Length - start);
            for (var length = 1; length <= longest; length++)
            {
                hash = FeatureHash.Add(hash, padded[start + length - 1]);
                if (length < ShortestGram)
                    continue;
                var origin = Inside(field, at, start - 1, length, padded.Length - 2);
                Add(FeatureBlock.AllCharacters, hash, origin);
                if (isTitle)
                    Add(FeatureBlock.TitleCharacters, hash, origin);
            }
        }
    }

    private void ReadWords(ReadOnlySpan<char> chunk, FeatureField field, int at, FeatureBlock block, bool isTitle)
    {
        var words = new Words(chunk);
        while (words.MoveNext())
        {
            var origin = field == FeatureField.Text ? new FeatureOrigin(field, at + words.Start, words.Current.Length) : new(field, at, 0);
            var hash = FeatureHash.Of(Letters.Fold(words.Current, _wordBuffer));
            if (isTitle)
                AddPair(FeatureBlock.TitleWords, hash, origin);
            AddWord(block, hash, origin);
            if (IdentifierParts.IsIdentifier(words.Current))
                ReadParts(words.Current, origin);
        }
    }

    private readonly void ReadParts(ReadOnlySpan<char> word, FeatureOrigin origin)
    {
        var parts = new IdentifierParts(word);
        var (count, first, previous) = (0, 0UL, 0UL);
        while (parts.MoveNext())
        {
            var hash = FeatureHash.Of(Letters.Fold(parts.Current, _wordBuffer));
            if (count++ == 0)
                first = hash;
            else
            {
                // The first part counts only once there is a second: one part alone is the word itself.
                if (count == 2)
                    Add(FeatureBlock.Identifiers, first, origin);
                Add(FeatureBlock.Identifiers, hash, origin);
                Add(FeatureBlock.Identifiers, FeatureHash.Pair(previous, hash), origin);
            }
            previous = hash;
        }
    }

    private readonly void ReadPlaceholder(ReadOnlySpan<char> chunk, FeatureField field, int at)
    {
        var kind = Placeholders.Of(chunk);
        if (kind == Placeholder.None)
            return;
        var origin = new FeatureOrigin(field, at, field == FeatureField.Text ? chunk.Length : 0);
        Add(FeatureBlock.Placeholders, (ulong)kind, origin);
        if (_pair.Hash != 0)
            Add(FeatureBlock.Placeholders, FeatureHash.Pair(_pair.Hash, (ulong)kind), Span(_pair.Origin, origin));
    }

    /// <summary>A word and its pair with the word before; the word becomes the one before.</summary>
    private void AddWord(FeatureBlock block, ulong hash, FeatureOrigin origin)
    {
        AddPair(block, hash, origin);
        _pair = new(hash, origin);
    }

    private readonly void AddPair(FeatureBlock block, ulong hash, FeatureOrigin origin)
    {
        Add(block, hash, origin);
        if (_pair.Hash != 0)
            Add(block, FeatureHash.Pair(_pair.Hash, hash), Span(_pair.Origin, origin));
    }

    private readonly void Add(FeatureBlock block, ulong hash, FeatureOrigin origin) => _sink.Add(FeatureHash.In(block, hash), origin);

    private static FeatureOrigin Span(FeatureOrigin first, FeatureOrigin last) =>
        first.Field == FeatureField.Text ? new(first.Field, first.Start, last.Start + last.Length - first.Start) : last;

    /// <summary>A gram's place without the blanks around its chunk.</summary>
    private static FeatureOrigin Inside(FeatureField field, int at, int start, int length, int chunk)
    {
        if (field != FeatureField.Text)
            return new(field, at, 0);
        var from = Math.Max(start, 0);
        return new(field, at + from, Math.Min(start + length, chunk) - from);
    }

    private readonly record struct WordPair(ulong Hash, FeatureOrigin Origin);
}
