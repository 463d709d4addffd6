using System.Text.RegularExpressions;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

public sealed partial class SampleHistoryTests(SampleFixture sample)
{
    [Fact]
    public void Create_SameSeed_GivesSameBytes()
    {
        var again = SampleFile.Serialize(SampleHistory.Tickets(5, 400));

        Assert.Equal(SampleFile.Serialize(SampleHistory.Tickets(5, 400)), again);
    }

    [Fact]
    public void Create_OtherSeed_GivesOtherTexts()
    {
        var titles = SampleHistory.Tickets(5, 400).Select(t => t.Title).ToList();

        var others = SampleHistory.Tickets(6, 400).Select(t => t.Title).ToList();

        Assert.True(titles.Intersect(others).Count() < 20);
    }

    [Fact]
    public void Create_Default_IsTheFileInData()
    {
        var committed = File.ReadAllBytes(Path.Combine(Home.Find().Data, "history.jsonl"));

        Assert.Equal(committed, SampleFile.Serialize([.. sample.History.Select(t => t.Ticket)]));
    }

    [Fact]
    public void Bursts_Default_AreTheFileInData() =>
        Assert.Equal(File.ReadAllBytes(Path.Combine(Home.Find().Data, SampleBursts.FileName)), SampleFile.Serialize(SampleBursts.Create(SampleFixture.Seed)));

    [Fact]
    public void Create_Default_HasThePromisedShape()
    {
        var tickets = sample.History.Select(t => t.Ticket).ToList();

        Assert.Equal(8000, tickets.Count);
        Assert.Equal(tickets.Count, tickets.Select(t => t.Id).Distinct().Count());
        Assert.Equal(tickets.OrderBy(t => t.OpenedAt).Select(t => t.Id), tickets.Select(t => t.Id));
        Assert.All(tickets, t => Assert.InRange(t.OpenedAt!.Value, SampleCalendar.Start, SampleCalendar.End));
        Assert.All(tickets, t => Assert.True(t.ResolvedAt is null || t.ResolvedAt <= SampleCalendar.End));
        Assert.All(tickets, t => Assert.NotEmpty(t.Title));
        Assert.Equal(15, tickets.Select(t => t.IssueType).Distinct().Count());
        Assert.Equal(13, tickets.Select(t => t.OwningTeam).Distinct().Count());
    }

    [Fact]
    public void Create_Default_LeavesNoGrammarInTheText()
    {
        var broken = sample.History.Select(t => t.Ticket.Title + "\n" + t.Ticket.Description + "\n" + t.Ticket.Cause + "\n" + t.Ticket.Fix).Where(t => Grammar().IsMatch(t));

        Assert.Empty(broken);
    }

    [Fact]
    public void Create_Default_OwnerIsNoFunctionOfTheType() =>
        Assert.All(sample.History.GroupBy(t => t.TrueType), type => Assert.True(type.Select(t => t.TrueTeam).Distinct().Count() >= 2, type.Key));

    // A name that was not replaced, a choice that was not made, or the marks of a quotation.
    [GeneratedRegex(@"\$\{?[a-z]{2,}|\{[^{}""\n]*\|[^{}\n]*\}|[«»]")]
    private static partial Regex Grammar();
}
