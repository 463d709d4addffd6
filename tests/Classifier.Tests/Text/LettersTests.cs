using Classifier.Text;

namespace Classifier.Tests.Text;

public sealed class LettersTests
{
    [Theory]
    [InlineData("ABC", "abc")]
    [InlineData("Bu\u0308ro", "büro")]
    [InlineData("ÜBER", "über")]
    [InlineData("\uD800x", "\uD800x")]
    public void Fold_AnyText_IsComposedAndSmall(string text, string expected) =>
        Assert.Equal(expected, Letters.Fold(text, new char[text.Length]).ToString());
}
