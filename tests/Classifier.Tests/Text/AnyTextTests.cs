using Classifier.Text;
using CsCheck;

namespace Classifier.Tests.Text;

/// <summary>Whatever a text is made of: pieces lie inside it and in order, and the same text gives the same pieces.</summary>
public sealed class AnyTextTests
{
    private const string Troublesome = "\uD800\uDC00\uD83D\uDD25 \u0301\u200D\u202E\0\t\n_+#aZ9.:/-İßﷺ数";

    private static Gen<string> AnyText => Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 60].Select(c => new string(c)),
        Gen.Int[0, Troublesome.Length - 1].Array[0, 60].Select(at => string.Concat(at.Select(i => Troublesome[i]))));

    [Fact]
    public void Words_AnyText_LieInOrderInsideIt() => AnyText.Sample(text =>
    {
        var words = ReadWords(text);
        AssertInOrder(text, words);
        Assert.Equal(words, ReadWords(text));
    });

    [Fact]
    public void Chunks_AnyText_LieInOrderInsideItAndLeaveOnlyBlanksOut() => AnyText.Sample(text =>
    {
        var chunks = ReadChunks(text);
        AssertInOrder(text, chunks);
        Assert.Equal(chunks, ReadChunks(text));
        Assert.Equal(text.Count(c => !char.IsWhiteSpace(c)), chunks.Sum(c => c.Length));
    });

    [Fact]
    public void IdentifierParts_AnyText_AreItsOwnPiecesInOrder() => AnyText.Sample(text =>
    {
        var parts = ReadParts(text);
        var at = 0;
        foreach (var part in parts)
        {
            Assert.NotEmpty(part);
            at = text.IndexOf(part, at, StringComparison.Ordinal) + part.Length;
            Assert.True(at >= part.Length, $"{part} is not where the part before it ends, or later");
        }
        Assert.Equal(parts, ReadParts(text));
    });

    [Fact]
    public void Placeholders_AnyText_AreOfAKnownKindAndTheSameTwice() => AnyText.Sample(text =>
    {
        var kind = Placeholders.Of(text);
        Assert.True(Enum.IsDefined(kind));
        Assert.Equal(kind, Placeholders.Of(text));
    });

    private static void AssertInOrder(string text, List<(int Start, int Length)> spans)
    {
        var end = 0;
        foreach (var (start, length) in spans)
        {
            Assert.True(start >= end && length > 0);
            end = start + length;
        }
        Assert.True(end <= text.Length);
    }

    private static List<(int Start, int Length)> ReadWords(string text)
    {
        var found = new List<(int, int)>();
        var words = new Words(text);
        while (words.MoveNext())
            found.Add((words.Start, words.Current.Length));
        return found;
    }

    private static List<(int Start, int Length)> ReadChunks(string text)
    {
        var found = new List<(int, int)>();
        var chunks = new Chunks(text);
        while (chunks.MoveNext())
            found.Add((chunks.Start, chunks.Current.Length));
        return found;
    }

    private static List<string> ReadParts(string text)
    {
        var found = new List<string>();
        var parts = new IdentifierParts(text);
        while (parts.MoveNext())
            found.Add(parts.Current.ToString());
        return found;
    }
}
