using Classifier.History;
using Classifier.Scoring;
using Classifier.Training.Preflight;
using Classifier.Training.Preparation;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Preflight;

public sealed class DataPreflightTests
{
    private static readonly IReadOnlyList<TrainingRow> Good = Some.Rows(400);

    [Fact]
    public void Check_GoodRows_FindsNothing() => Assert.Empty(Faults([.. Good.DistinctBy(r => (r.Ticket.Title, r.Ticket.Description))]));

    [Fact]
    public void Check_FewRows_SaysHowMany() => Assert.Equal(60, Fault("few_rows", [.. Good.Take(60)]).Rows);

    [Fact]
    public void Check_OneClass_NamesIt()
    {
        var fault = Fault("few_classes", [.. Good.Select(r => With(r, r.Ticket with { IssueType = "disk_full" }))]);
        Assert.Equal("issue_type: the rows have the one class disk_full, so it cannot be learned", fault.Text);
    }

    [Fact]
    public void Check_ClassWithOneRow_NamesIt() =>
        Assert.Equal(["lonely"], Fault("single_row_class", Change(100, t => t with { OwningTeam = "lonely" })).Subjects);

    [Fact]
    public void Check_TeamWithoutNewRows_NamesIt()
    {
        var fault = Fault("dead_team", [.. Good.Select((r, i) => With(r, i < 50 ? r.Ticket with { OwningTeam = "gone" } : r.Ticket))]);
        Assert.Equal((50, "owning_team: 1 team has no row among the newest fifth: gone"), (fault.Rows, fault.Text));
    }

    [Fact]
    public void Check_TeamMissingFromTheDirectory_NamesIt()
    {
        var faults = new DataPreflight(TargetNames.All, new HashSet<string> { "storage", "network", "identity" }).Check(Good);
        Assert.Equal("owning_team: 1 team is not in the directory: security", Assert.Single(faults, f => f.Kind == "unknown_team").Text);
    }

    [Fact]
    public void Check_SameTextOfTwoTeams_NamesBothRows()
    {
        var fault = Fault("conflicting_labels", [.. Good, With(Good[3], Good[3].Ticket with { Id = "again", Title = $"  {Good[3].Ticket.Title.ToUpperInvariant()}", OwningTeam = "other" })]);
        Assert.Contains($"t-3 is {Good[3].Ticket.OwningTeam} and again is other", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Copies_AreCounted()
    {
        IReadOnlyList<TrainingRow> different = [.. Good.DistinctBy(r => (r.Ticket.Title, r.Ticket.Description))];
        var fault = Fault("duplicates", [.. different, .. different.Take(2).Select(r => With(r, r.Ticket with { Id = r.Ticket.Id + "-copy" }))]);
        Assert.Equal(4, fault.Rows);
        Assert.StartsWith("2 rows repeat another row's text and classes: t-0 (2 times)", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PlantedFault_IsInProgressMetricsAndReport()
    {
        var told = new CollectingProgress();
        var model = new TrainingRun(Some.Options, told, new FakeTimeProvider(Some.Start.AddYears(1))).Run(Change(100, t => t with { OwningTeam = "lonely" }), null, CancellationToken.None);
        Assert.Contains("data: owning_team: 1 class has one row alone: lonely", told.Steps);
        Assert.Contains(model.Metrics.DataFaults, f => f.Kind == "single_row_class");
        Assert.Contains("1 class has one row alone: lonely", new Training.Reports.Report(model.Card, model.Metrics).Full(), StringComparison.Ordinal);
    }

    private static DataFault Fault(string kind, IReadOnlyList<TrainingRow> rows) => Assert.Single(Faults(rows), f => f.Kind == kind);

    private static IReadOnlyList<DataFault> Faults(IReadOnlyList<TrainingRow> rows) => new DataPreflight(TargetNames.All, null).Check(rows);

    private static IReadOnlyList<TrainingRow> Change(int row, Func<Ticket, Ticket> change) => [.. Good.Select((r, i) => i == row ? With(r, change(r.Ticket)) : r)];

    private static TrainingRow With(TrainingRow row, Ticket ticket) => new(ticket, row.Weight, row.IsPrivate);

    private sealed class CollectingProgress : IProgressLog
    {
        public List<string> Steps { get; } = [];

        public void Step(string what) => Steps.Add(what);
    }
}
