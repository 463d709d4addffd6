using Classifier.Neighbours;

namespace Classifier.Tests.Neighbours;

public sealed class NeighbourIndexTests
{
    [Fact]
    public void Best_MoreThanAsked_ReturnsTheGreatestFirst()
    {
        var buffer = new NeighbourBuffer(5);
        ReadOnlySpan<float> similarities = [0.1f, 0.9f, 0f, 0.5f, 0.9f];
        similarities.CopyTo(buffer.Similarities);
        Assert.Equal([4, 1, 3], buffer.Best(3));
    }

    [Fact]
    public void Records_WrittenAndRead_AreTheSame()
    {
        var opened = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var records = NeighbourRecords.From([new("1", "title", "team", null, opened, null, null, "fix", ["ann"])]);
        var read = records.Read(0, 0.5);
        Assert.Equal(("1", "title", "team", opened, "fix", "ann"), (read.Id, read.Title, read.OwningTeam, read.OpenedAt, read.Fix, read.Responders[0]));
    }
}
