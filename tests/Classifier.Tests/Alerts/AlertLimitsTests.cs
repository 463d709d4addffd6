using Classifier.Alerts;
using CsCheck;

namespace Classifier.Tests.Alerts;

/// <summary>Texts are cut where people see a character end.</summary>
public sealed class AlertLimitsTests
{
    private const string Family = "👩‍👩‍👧‍👦";

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("cafe\u0301s", 4, "caf")]
    [InlineData("cafe\u0301s", 5, "cafe\u0301")]
    [InlineData("x" + Family, 8, "x")]
    [InlineData("x" + Family, 12, "x" + Family)]
    [InlineData("a\r\nb", 2, "a")]
    [InlineData("a\0b", 9, "a\uFFFDb")]
    public void Row62_Keep_CutsWhole(string text, int limit, string kept) => Assert.Equal(kept, AlertLimits.Keep(text, limit));

    [Fact]
    public void Row62_Keep_OneCharacterThatIsTooLong_KeepsAPieceOfIt() => Assert.Equal(100, AlertLimits.Keep($"z{new string('\u0301', 5000)}", 100).Length);

    [Fact]
    public void Keep_AnyText_IsABeginningThatFits() => Gen.Select(Gen.String, Gen.Int[0, 80]).Sample((text, limit) =>
    {
        var kept = AlertLimits.Keep(text, limit);
        Assert.True(kept.Length <= limit && text.Replace('\0', '\uFFFD').StartsWith(kept, StringComparison.Ordinal));
        Assert.True(kept.Length == text.Length || kept.Length == 0 || !char.IsHighSurrogate(kept[^1]) || !char.IsLowSurrogate(text[kept.Length]));
    }, iter: 2000);

    [Theory]
    [InlineData("edge\r\nmodel: shop", "edge  model: shop")]
    [InlineData("a\u2028b\u0085c\vd", "a b c d")]
    [InlineData("a b\tc", "a b\tc")]
    public void Row61_OneLine_HasASpaceForEachBreak(string text, string line) => Assert.Equal(line, AlertLimits.OneLine(text));
}
