namespace Classifier.Training.Tests;

public sealed class OrderTestTests
{
    [Theory]
    [InlineData(0.29, 0.17, true)]
    [InlineData(0.55, 0.29, false)]
    [InlineData(0.30, 0.32, true)]
    [InlineData(0.75, 0.54, true)]
    public void IsOrder_NewestRowsFarHarderThanRandomOnes_IsNot(double forward, double random, bool expected) =>
        Assert.Equal(expected, new OrderTest(forward, random).IsOrder);
}
