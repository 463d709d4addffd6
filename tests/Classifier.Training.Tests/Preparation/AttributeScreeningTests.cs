using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Preparation;

public sealed class AttributeScreeningTests
{
    private static readonly string[] Codes = ["T-17", "T-04", "T-33", "T-21"];
    private static readonly string[] Teams = ["identity", "network", "security", "storage"];

    [Fact]
    public void LeftOut_ValueNamesTheTeamWhateverTheKey_IsNamed()
    {
        var found = Screen(With("xq", (row, i) => $"{row.Ticket.OwningTeam}, {i % 7}"));
        Assert.Equal("xq", found.Name);
        Assert.Contains("names the owning_team in 100 % of 200 rows", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void LeftOut_ValueIsTheTeamsCode_IsNamed()
    {
        var found = Screen(With("xq", (row, _) => Codes[Array.IndexOf(Teams, row.Ticket.OwningTeam)]));
        Assert.Contains("stand for each other", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void LeftOut_OnlySomeRowsHaveTheLeak_IsNamed() =>
        Assert.Equal("xq", Screen(With("xq", (row, i) => i % 8 == 0 ? row.Ticket.OwningTeam : null)).Name);

    [Fact]
    public void LeftOut_ValuesThatNeverComeBack_AreNamed() =>
        Assert.Contains("0 had been seen before", Screen(With("request", (_, i) => $"REQ{i:0000}")).Why, StringComparison.Ordinal);

    [Fact]
    public void LeftOut_ServicesOfTeams_AreKept() =>
        Assert.Empty(Rules().LeftOut(With("service", (row, i) => $"{row.Ticket.OwningTeam![..3]}-{i % 3}")));

    [Fact]
    public void LeftOut_VouchedForOrIgnored_AsTheDirectorySays()
    {
        var rows = With("service", (row, _) => row.Ticket.OwningTeam);
        Assert.Empty(Rules(keep: "service").LeftOut(rows));
        Assert.Equal("the directory says so", Assert.Single(Rules(ignore: "colour").LeftOut(With("colour", (_, i) => $"{i % 3}"))).Why);
    }

    private static Models.LeftOutFacts Screen(IReadOnlyList<TrainingRow> rows) => Assert.Single(Rules().LeftOut(rows));

    private static AttributeScreening Rules(string? keep = null, string? ignore = null)
    {
        static HashSet<string> Set(string? key) => key is null ? [] : [key];
        return new(new(Set(keep), Set(ignore)));
    }

    private static IReadOnlyList<TrainingRow> With(string key, Func<TrainingRow, int, string?> value) =>
    [
        .. Some.Rows(200).Select((row, i) => value(row, i) is { } text
            ? row with { Ticket = row.Ticket with { Attributes = new SortedDictionary<string, string>(StringComparer.Ordinal) { [key] = text } } }
            : row),
    ];
}
