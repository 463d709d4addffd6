namespace Classifier.Training.Tests;

public sealed class OrderTestTests
{
    [Theory]
    [InlineData(0.99, 0.54, 0.24, true)]    // a tracker that drifts
    [InlineData(0.30, 0.55, 0.29, false)]   // several sources, each with its period
    [InlineData(0.30, 0.30, 0.32, true)]
    [InlineData(0.30, 0.75, 0.54, true)]
    public void IsOrder_NewestRowsFarHarderAndNoExportsOrder_IsNot(double agreement, double forward, double random, bool expected) =>
        Assert.Equal(expected, new OrderTest(agreement, forward, random).IsOrder);

    [Fact]
    public void AgreementOf_RisingFallingAndMixed_IsOneOneAndLess()
    {
        var times = Enumerable.Range(0, 100).Select(i => (DateTimeOffset?)Some.Start.AddHours(i)).ToList();
        Assert.Equal(1, OrderTest.AgreementOf(times), 9);
        Assert.Equal(1, OrderTest.AgreementOf([.. times.AsEnumerable().Reverse()]), 9);
        Assert.InRange(OrderTest.AgreementOf([.. times.Skip(50), .. times.Take(50)]), 0, 0.6);
        Assert.Equal(1, OrderTest.AgreementOf([null, Some.Start]));
    }
}
