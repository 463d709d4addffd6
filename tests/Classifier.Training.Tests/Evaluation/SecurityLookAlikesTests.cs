using Classifier.Training.Evaluation;
using Classifier.Training.Tests.Samples;

namespace Classifier.Training.Tests.Evaluation;

public sealed class SecurityLookAlikesTests(SampleFixture sample)
{
    [Fact]
    public void Contains_PlantedLookAlikes_AreMostlyFoundAndFewOthers()
    {
        Assert.True(Share(isPlanted: true) >= 0.7);
        Assert.True(Share(isPlanted: false) <= 0.2);
    }

    [Theory]
    [InlineData("[FIRING:5] AccountLocked (vpn)", true)]
    [InlineData("Key rotation finished", true)]
    [InlineData("Passwort abgelaufen", true)]
    [InlineData("Disk full on db-3", false)]
    [InlineData("customers wafer order", false)]
    public void Contains_Title_ByItsWords(string title, bool expected) =>
        Assert.Equal(expected, SecurityLookAlikes.Contains(new(new() { Id = "1", Title = title }, 1)));

    private double Share(bool isPlanted) => sample.Newest.Where(t => !t.IsSecurity && t.IsLookalike == isPlanted).Average(t => SecurityLookAlikes.Contains(new(t.Ticket, 1)) ? 1.0 : 0);
}
