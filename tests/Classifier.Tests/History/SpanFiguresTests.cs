using Classifier.History;

namespace Classifier.Tests.History;

public sealed class SpanFiguresTests
{
    [Theory]
    [InlineData(new int[0], null, null)]
    [InlineData(new[] { 7 }, 7.0, 7.0)]
    [InlineData(new[] { 40, 10, 30, 20 }, 20.0, 40.0)]                                // the second of four, the fourth of four
    [InlineData(new[] { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, 5.0, 9.0)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, 6.0, 10.0)]
    public void Of_AnyOrder_TakesTimesThatOccurred(int[] seconds, double? median, double? p90) =>
        Assert.Equal(new(seconds.Length, median, p90), SpanFigures.Of(seconds.Select(s => TimeSpan.FromSeconds(s))));
}
