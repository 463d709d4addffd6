using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Evaluation;

/// <summary>A log line that gives the owner away is told as its template, with how often and with whom it was seen.</summary>
public sealed class TemplateReasonTests
{
    private static readonly string[] Teams = ["identity", "network", "security", "storage"];
    private static readonly string[] Lines = ["token of user {0} refused", "port {0} flaps", "key {0} used from abroad", "connection pool exhausted after {0} s"];

    [Fact]
    public void Score_LogsTellTheOwner_ReasonCountsTickets()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 400).Select(Row).ToList();
        var trained = new TrainingRun(Some.Options, Some.Progress, new FakeTimeProvider(Some.Start.AddYears(1))).Run(rows, null, CancellationToken.None);
        var scorer = new ModelScorer(Model.Load(ModelWriting.Write(trained, folder.Path, CancellationToken.None)), places: null);

        var scores = scorer.Score(new() { Title = "checkout slow", Logs = ["connection pool exhausted after 77 s", "connection pool exhausted after 78 s"], OccurredAt = Some.Start, DedupKey = "k" }, ScoreParts.Explanation);

        Assert.Equal("storage", scores.OwningTeam.Top);
        var reason = Assert.Single(scores.Explanation, e => e.Kind == EvidenceKind.Template);
        Assert.Equal("connection pool exhausted after <*> (seen 100 times, 95 with storage)", reason.Text);
        Assert.True(reason is { Weight: > 0.3, Start: null, Length: null });
    }

    // Every twentieth line of the pool stands in somebody else's ticket.
    private static TrainingRow Row(int i)
    {
        var team = i % 4 == 3 && i / 4 % 20 == 0 ? "network" : Teams[i % 4];
        return new(new() { Id = $"t-{i}", OpenedAt = Some.Start.AddHours(i), Title = "checkout slow", Description = "", OwningTeam = team, Logs = [string.Format(null, Lines[i % 4], i)] }, 1);
    }
}
