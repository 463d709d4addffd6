using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;
using Classifier.Training.Samples;
using Classifier.Training.Tests.Samples;

namespace Classifier.Training.Tests.Evaluation;

public sealed class SecurityLookAlikesTests(SampleFixture sample)
{
    [Fact]
    public void Contains_PlantedLookAlikes_AreFoundFarMoreOftenThanOthers()
    {
        var lookAlikes = new SecurityLookAlikes(sample.Older.Select(t => new TrainingRow(t.Ticket, 1)), Company.SecurityTypes.ToHashSet());
        double Share(bool planted) => sample.Newest.Where(t => !t.IsSecurity && t.IsLookalike == planted).Average(t => lookAlikes.Contains(new(t.Ticket, 1)) ? 1.0 : 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Share(true)} {Share(false)}");
        Assert.True(Share(planted: true) >= 0.5, $"{Share(true)} {Share(false)}");
        Assert.True(Share(planted: false) <= 0.1, $"{Share(true)} {Share(false)}");
    }
}
