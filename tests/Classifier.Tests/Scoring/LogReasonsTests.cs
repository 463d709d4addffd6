using Classifier.LogTemplates;
using Classifier.Scoring;

namespace Classifier.Tests.Scoring;

public sealed class LogReasonsTests
{
    private readonly LogTemplateMiner _miner = new();

    [Theory]
    [InlineData("connection pool exhausted after 30 s", "connection pool exhausted after <*> (seen 61 times, 58 with data-platform)")]
    [InlineData("disk 7 is full", "disk <*> is full")]
    [InlineData("never seen 4711", "never seen <*>")]
    public void Of_ALine_NamesTemplateAndOwnersWhereCounted(string line, string expected)
    {
        var counted = _miner.Learn("connection pool exhausted after 12 s");
        _miner.Learn("disk 3 is full");
        Assert.Equal(expected, new LogReasons(_miner.Freeze(), new([new(counted, 61, "data-platform", 58)])).Of(line));
    }

    [Fact]
    public void Of_LinesOfOneTemplate_IsTheSame()
    {
        _miner.Learn("disk 3 is full");
        var reasons = new LogReasons(_miner.Freeze(), TemplateOwners.None);
        Assert.Equal(reasons.Of("disk 1 is full"), reasons.Of("disk 22 is full"));
    }

    [Fact]
    public void Of_LongLine_KeepsTheCountsWhole()
    {
        var line = string.Join(' ', Enumerable.Repeat("long", 90));
        var id = _miner.Learn(line);
        Assert.EndsWith("(seen once, with hosting)", new LogReasons(_miner.Freeze(), new([new(id, 1, "hosting", 1)])).Of(line), StringComparison.Ordinal);
    }
}
