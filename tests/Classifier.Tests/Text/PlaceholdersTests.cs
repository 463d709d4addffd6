using Classifier.Text;

namespace Classifier.Tests.Text;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("42", nameof(Placeholder.Number))]
    [InlineData("97%", nameof(Placeholder.Number))]
    [InlineData("300ms,", nameof(Placeholder.Number))]
    [InlineData("0x7fff", nameof(Placeholder.Hex))]
    [InlineData("deadbeef01", nameof(Placeholder.Hex))]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301", nameof(Placeholder.Uuid))]
    [InlineData("10.0.0.7:8080", nameof(Placeholder.Address))]
    [InlineData("2026-11-24T10:00:00Z", nameof(Placeholder.Time))]
    [InlineData("10:15:03", nameof(Placeholder.Time))]
    [InlineData("/var/log/syslog", nameof(Placeholder.Path))]
    [InlineData("C:\\Temp\\a.txt", nameof(Placeholder.Path))]
    [InlineData("https://example.com/x", nameof(Placeholder.Url))]
    [InlineData("web-01", nameof(Placeholder.Numbered))]
    [InlineData("disk", nameof(Placeholder.None))]
    [InlineData("--", nameof(Placeholder.None))]
    public void Of_AChunk_NamesItsKind(string chunk, string expected) => Assert.Equal(expected, Placeholders.Of(chunk).ToString());
}
