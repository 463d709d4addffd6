using Classifier.Scoring;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

/// <summary>What <c>data/README.md</c> says was planted.</summary>
public sealed class PlantedTests(SampleFixture sample)
{
    [Fact]
    public void Noise_WholeHistory_IsThreePerCent() =>
        Assert.InRange(Share(sample.History, t => t.Ticket.OwningTeam != t.TrueTeam), 0.025, 0.035);

    [Fact]
    public void RenamedTeam_BeforeAndAfter_HasOneKeyEach()
    {
        var (before, after) = (sample.History.Where(Opened(d => d < SampleCalendar.TeamRenamed)), sample.History.Where(Opened(d => d >= SampleCalendar.TeamRenamed)));

        Assert.DoesNotContain(before, t => t.Ticket.OwningTeam == Company.RenamedTeam);
        Assert.DoesNotContain(after, t => t.Ticket.OwningTeam == Company.RenamedTeamBefore);
        Assert.True(before.Count(t => t.Ticket.OwningTeam == Company.RenamedTeamBefore) >= 150);
        Assert.True(after.Count(t => t.Ticket.OwningTeam == Company.RenamedTeam) >= 150);
    }

    [Fact]
    public void LateType_BeforeTheLastTwoMonths_IsUnknown()
    {
        var late = sample.History.Where(t => t.Ticket.IssueType == Company.LateType).ToList();

        Assert.True(late.Count >= 40);
        Assert.All(late, t => Assert.True(t.Ticket.OpenedAt >= SampleCalendar.End.AddMonths(-2)));
    }

    [Fact]
    public void LeakingAttribute_WhereSet_WasSetByAChangeAfterFiling()
    {
        var leaking = sample.History.Select(t => t.Ticket).Where(t => t.Attributes.ContainsKey(Aftermath.LeakingAttribute)).ToList();

        Assert.True(leaking.Count > 4000);
        Assert.All(leaking, t => Assert.Equal(t.OwningTeam, t.Attributes[Aftermath.LeakingAttribute]));
        Assert.All(leaking, t => Assert.Single(t.Changes, c => c.Field == "attributes." + Aftermath.LeakingAttribute && c.From is null && c.At > t.OpenedAt));
    }

    [Fact]
    public void Changes_LastOfEachField_LeadsToTheTicket()
    {
        foreach (var ticket in sample.History.Select(t => t.Ticket))
        {
            Assert.All(ticket.Changes.Where(c => c.Field == "owning_team"), c => Assert.True(c.To == ticket.OwningTeam && c.From != c.To));
            Assert.All(ticket.Changes.Where(c => c.Field == "issue_type"), c => Assert.True(c.To == ticket.IssueType && c.From != c.To));
            Assert.All(ticket.Changes.Where(c => c.Field == "title"), c => Assert.True(c.To == ticket.Title && c.From != c.To));
        }
    }

    [Fact]
    public void NewestFifth_Security_HasEnoughOfBothSides()
    {
        Assert.True(sample.Newest.Count(t => t.IsSecurity) >= 60);
        Assert.True(sample.Newest.Count(t => t.IsLookalike) >= 100);
        Assert.DoesNotContain(sample.History, t => t.IsSecurity && t.IsLookalike);
    }

    [Fact]
    public void NewestFifth_Wording_IsNewInThreeTenths()
    {
        Assert.True(Share(sample.Newest, t => t.SaysSomethingNew) >= 0.3);
        Assert.DoesNotContain(sample.Older, t => t.SaysSomethingNew);
    }

    /// <summary>The same from the texts alone: pairs of words that come back in the newest fifth and never stood in the older part.</summary>
    [Fact]
    public void NewestFifth_PairsOfWords_AreNewInThreeTenths()
    {
        var known = sample.Older.SelectMany(Pairs).ToHashSet();
        var newest = sample.Newest.Select(t => Pairs(t).Where(p => !known.Contains(p)).ToHashSet()).ToList();
        var recurring = newest.SelectMany(p => p).CountBy(p => p).Where(p => p.Value >= 5).Select(p => p.Key).ToHashSet();

        Assert.True(newest.Count(p => p.Overlaps(recurring)) >= 0.3 * newest.Count);
    }

    [Fact]
    public void NewestFifth_TwinsOfTheOlderPart_AreAtMostATenth()
    {
        var twins = SampleCounts.TwinsOfOlder(sample.History);

        Assert.InRange(twins, sample.Newest.Count / 50, sample.Newest.Count / 10);
    }

    [Fact]
    public void OtherLanguages_WholeHistory_AreATenth()
    {
        Assert.InRange(Share(sample.History, t => t.Plan.Voice.Language == "de"), 0.05, 0.10);
        Assert.InRange(Share(sample.History, t => t.Plan.Voice.Language is not null), 0.08, 0.13);
    }

    [Fact]
    public void Descriptions_WholeHistory_AreShortAndLong()
    {
        Assert.InRange(Share(sample.History, t => t.Ticket.Description.Length < 80), 0.05, 0.2);
        Assert.InRange(Share(sample.History, t => t.Ticket.Description.Length > 1000), 0.02, 0.1);
    }

    /// <summary>Security cannot be told by strong words: many true ones lack them, many of the others have them.</summary>
    [Fact]
    public void NewestFifth_StrongWords_DoNotTellSecurityApart()
    {
        var words = sample.Newest.ToLookup(t => t.IsSecurity, HasStrongWords);
        var lookalikes = sample.Newest.Where(t => t.IsLookalike).Count(HasStrongWords);

        TestContext.Current.TestOutputHelper?.WriteLine($"words flag {words[true].Count(w => w)} of {words[true].Count()} true ones, {words[false].Count(w => w)} of {words[false].Count()} others, {lookalikes} look-alikes");
        Assert.True(words[true].Count(w => !w) >= 0.3 * words[true].Count());
        Assert.True(lookalikes >= 15);
    }

    private static bool HasStrongWords(SampleTicket ticket) =>
        SecurityRules.Suspects(new() { Title = ticket.Ticket.Title, Description = ticket.Ticket.Description, OccurredAt = default, DedupKey = "k" });

    private static HashSet<(string, string)> Pairs(SampleTicket ticket)
    {
        var words = SampleHistory.Masked(ticket.Ticket.Title + " " + ticket.Ticket.Description).Split([' ', ',', '.', ':', ';', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Zip(words.Skip(1))];
    }

    private static Func<SampleTicket, bool> Opened(Func<DateTimeOffset, bool> when) => t => when(t.Ticket.OpenedAt!.Value);

    private static double Share(IReadOnlyList<SampleTicket> tickets, Func<SampleTicket, bool> which) => (double)tickets.Count(which) / tickets.Count;
}
