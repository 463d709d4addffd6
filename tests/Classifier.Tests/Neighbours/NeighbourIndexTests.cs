using Classifier.Neighbours;

namespace Classifier.Tests.Neighbours;

public sealed class NeighbourIndexTests
{
    [Fact]
    public void Records_WrittenAndRead_AreTheSame()
    {
        var opened = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var records = NeighbourRecords.From([new("1", "title", "team", null, opened, null, null, "fix", ["ann"])]);
        var read = records[0];
        Assert.Equal(("1", "title", "team", opened, "fix", "ann"), (read.Id, read.Title, read.OwningTeam, read.OpenedAt, read.Fix, read.Responders[0]));
    }
}
