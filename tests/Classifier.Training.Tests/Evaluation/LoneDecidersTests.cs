using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Evaluation;

public sealed class LoneDecidersTests
{
    [Fact]
    public void Find_HostNamesOfOneTeamInTheText_AreListedAsOneSeries()
    {
        var deciders = Find(i => i % 10 == 0, (row, i) => new(row.Ticket with { Description = $"{row.Ticket.Description} (sto-db-{i}.example.net)", OwningTeam = "storage" }, 1));
        var found = Assert.Single(deciders, d => d.Evidence == "sto-db-#.example.net");
        Assert.Equal(("host", "storage", 32, 1.0, 8, 8), (found.Kind, found.Label, found.Rows, found.Share, found.NewRows, found.NewRight));
    }

    [Fact]
    public void Find_HostAttributeOfOneTeam_IsListedAndAllItsKeysShow()
    {
        var deciders = Find(i => i % 10 == 0, (row, _) => new(
            row.Ticket with { OwningTeam = "storage", Attributes = new SortedDictionary<string, string> { ["host"] = "web-17", ["zone"] = "b" } }, 1));
        Assert.Contains(deciders, d => d is { Kind: "attribute", Evidence: "host=web-17", Label: "storage" });
        Assert.Contains(deciders, d => d is { Kind: "attribute", Evidence: "zone=b" });
    }

    [Fact]
    public void Find_HostOfManyTeams_IsNotListed() =>
        Assert.DoesNotContain(Find(_ => true, (row, _) => new(row.Ticket with { Description = "on web-17" }, 1)), d => d.Kind == "host");

    [Fact]
    public void Of_AttributeThatNearlyNamesTheTeam_GoesFarAlone()
    {
        var judged = Judged([.. Some.Rows(400).Select(r => new TrainingRow(r.Ticket with { Attributes = new SortedDictionary<string, string> { ["rack"] = $"r-{r.Ticket.OwningTeam!.Length}" } }, 1))]);
        var alone = Assert.Single(AttributeAlone.Of(TargetNames.OwningTeam, judged));
        Assert.Equal(("rack", 80), (alone.Key, alone.Rows));
        Assert.True(alone.Accuracy > 0.4);
    }

    private static IReadOnlyList<LoneDecider> Find(Func<int, bool> isPlanted, Func<TrainingRow, int, TrainingRow> plant) =>
        new LoneDeciders(TargetNames.OwningTeam, Judged([.. Some.Rows(400).Select((r, i) => isPlanted(i) ? plant(r, i) : r)])).Find();

    // Every kept-back row answered right.
    private static JudgedRows Judged(IReadOnlyList<TrainingRow> rows) => new(
        [.. rows.Take(320)], [.. rows.Skip(320)],
        [.. rows.Skip(320).Select(r => Some.Judged(r.Ticket.OwningTeam!, r.Ticket.OwningTeam!, 0.9))], [new AskedThreshold(0.9, 0.5, new Dictionary<string, double>(), [])]);
}
