using Classifier.LogTemplates;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Preparation;

public sealed class TemplateCountsTests
{
    [Fact]
    public void Of_TicketsWithLogs_CountsTicketsAndTheirMostFrequentTeam()
    {
        var owners = Count(Row("storage", "disk 1 is full", "disk 2 is full"), Row("storage", "disk 3 is full"), Row("hosting", "disk 4 is full", "fan 1 stopped"));

        Assert.Equal([("storage", 3, 2), ("hosting", 1, 1)], owners.All.Select(o => (o.Team, o.Tickets, o.OfTeam)));
    }

    [Fact]
    public void Of_TicketsWithoutTeamOrPrivate_AreNotCounted()
    {
        var owners = Count(Row(null, "disk 1 is full"), Row("security-response", "disk 2 is full") with { IsPrivate = true }, Row("storage", "disk 3 is full"));

        Assert.Equal((1, "storage"), (owners.All.Single().Tickets, owners.All.Single().Team));
    }

    [Fact]
    public void Of_EqualShares_TakesTheFirstByName() =>
        Assert.Equal("hosting", Count(Row("storage", "disk 1 is full"), Row("hosting", "disk 2 is full")).All.Single().Team);

    private static TemplateOwners Count(params TrainingRow[] rows)
    {
        var miner = new LogTemplateMiner();
        foreach (var line in rows.SelectMany(r => r.Text.Logs))
            miner.Learn(line);
        return TemplateCounts.Of(rows, miner.Freeze());
    }

    private static TrainingRow Row(string? team, params string[] logs) =>
        new(new() { Id = "t", OpenedAt = Some.Start, Title = "it fails", Description = "", OwningTeam = team, Logs = logs }, 1);
}
