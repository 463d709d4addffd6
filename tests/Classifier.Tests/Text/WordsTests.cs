using Classifier.Text;

namespace Classifier.Tests.Text;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Disk full on /var", "Disk|full|on|var")]
    [InlineData("C++ and C# crash", "C++|and|C#|crash")]
    [InlineData("error_code=0x7f, retry", "error_code|0x7f|retry")]
    [InlineData("Störung im Büro", "Störung|im|Büro")]
    [InlineData("数据库 🔥 down", "数据库|down")]
    [InlineData("a\uD800b", "a|b")]
    [InlineData(" \t\n", "")]
    public void MoveNext_AnyText_FindsWords(string text, string expected) => Assert.Equal(expected, string.Join('|', Read(text)));

    [Theory]
    [InlineData("HTTPServerPool_v2", "HTTP|Server|Pool|v|2")]
    [InlineData("camelCase", "camel|Case")]
    [InlineData("snake_case_", "snake|case")]
    [InlineData("ABC", "ABC")]
    public void IdentifierParts_OfAWord_SplitsByCaseAndDigits(string word, string expected)
    {
        var parts = new IdentifierParts(word);
        var found = new List<string>();
        while (parts.MoveNext())
            found.Add(parts.Current.ToString());
        Assert.Equal(expected, string.Join('|', found));
    }

    private static List<string> Read(string text)
    {
        var words = new Words(text);
        var found = new List<string>();
        while (words.MoveNext())
            found.Add(words.Current.ToString());
        return found;
    }
}
