using Classifier.Training.Samples;
using Classifier.Training.Tests.Samples;

[assembly: AssemblyFixture(typeof(SampleFixture))]

namespace Classifier.Training.Tests.Samples;

/// <summary>The sample history as it is in <c>data/</c>, made once for all tests.</summary>
public sealed class SampleFixture
{
    internal const int Seed = 42;

    internal IReadOnlyList<SampleTicket> History { get; } = SampleHistory.Create(Seed);

    internal IReadOnlyList<SampleTicket> Newest => SampleCounts.NewestFifth(History);

    internal IReadOnlyList<SampleTicket> Older => [.. History.Take(History.Count - Newest.Count)];
}
