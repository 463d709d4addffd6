using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>A stretch of text and what it contributes.</summary>
internal readonly record struct TextSpan(int Start, int Length, double Weight)
{
    public int End => Start + Length;
}

/// <summary>Gathers the contributions of characters into whole words, and neighbouring strong words into phrases.</summary>
internal static class TextSpans
{
    private const string Outer = ".,;:!?()[]{}<>\"'`=|*";
    private const int LongestPhrase = 60;

    /// <summary>Words and phrases in the order of the text.</summary>
    /// <param name="text">Title, line feed, description.</param>
    /// <param name="weights">Per character; may end before the text does.</param>
    public static List<TextSpan> Of(string text, ReadOnlySpan<float> weights)
    {
        var words = WordsOf(text, weights);
        var strong = words.Count == 0 ? 0 : words.Max(w => Math.Abs(w.Weight)) / 4;
        var spans = new List<TextSpan>();
        foreach (var word in words)
        {
            if (spans.Count > 0 && Joins(spans[^1], word, strong, text))
                spans[^1] = new(spans[^1].Start, word.End - spans[^1].Start, spans[^1].Weight + word.Weight);
            else
                spans.Add(word);
        }
        return spans;
    }

    private static List<TextSpan> WordsOf(string text, ReadOnlySpan<float> weights)
    {
        var words = new List<TextSpan>();
        var chunks = new Chunks(text.AsSpan(0, Math.Min(text.Length, weights.Length)));
        while (chunks.MoveNext())
        {
            var (start, end) = Weighty(chunks.Current, weights.Slice(chunks.Start, chunks.Current.Length), out var weight);
            if (start < end)
                words.Add(new(chunks.Start + start, end - start, weight));
        }
        return words;
    }

    /// <summary>Where the part of a chunk begins and ends that counts: without punctuation and without what has no weight around it.</summary>
    private static (int Start, int End) Weighty(ReadOnlySpan<char> chunk, ReadOnlySpan<float> weights, out double weight)
    {
        weight = 0;
        foreach (var share in weights)
            weight += share;
        var (start, end) = (0, chunk.Length);
        while (start < end && (weights[start] == 0 || Outer.Contains(chunk[start], StringComparison.Ordinal)))
            start++;
        while (start < end && (weights[end - 1] == 0 || Outer.Contains(chunk[end - 1], StringComparison.Ordinal)))
            end--;
        return (start, end);
    }

    private static bool Joins(TextSpan before, TextSpan word, double strong, string text) =>
        Math.Sign(before.Weight) == Math.Sign(word.Weight)
        && Math.Abs(before.Weight) >= strong && Math.Abs(word.Weight) >= strong
        && word.End - before.Start <= LongestPhrase
        && text.AsSpan(before.End, word.Start - before.End) is " ";
}
