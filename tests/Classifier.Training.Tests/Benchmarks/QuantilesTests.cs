using Classifier.Training.Benchmarks;

namespace Classifier.Training.Tests.Benchmarks;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 3)]
    [InlineData(0.99, 4)]
    [InlineData(0.25, 1)]
    public void Percentile_OfFour_IsTheNearestRank(double share, double expected) => Assert.Equal(expected, Quantiles.Percentile([4, 1, 3, 2], share));

    [Fact]
    public void Median_OfOne_IsIt() => Assert.Equal(7, Quantiles.Median([7]));
}
