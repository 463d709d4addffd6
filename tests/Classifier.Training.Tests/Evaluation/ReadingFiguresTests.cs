using Classifier.Alerts;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Evaluation;

public sealed class ReadingFiguresTests
{
    [Fact]
    public void SeverityOf_StatedTaken_CountsWhatLabelsAndTextSay()
    {
        var figures = SeverityFigures.Of(
        [
            Row(Severity.Critical, "disk full", ("priority", "P1")),
            Row(Severity.Critical, "production is down"),
            Row(Severity.Low, "disk full", ("severity", "high")),
            Row(null, "sev1"),
        ])!;
        Assert.Equal((2, 0), (figures.StatedCritical, figures.Lowered));
        Assert.Equal(new("labels", 2, 0.5, 1), figures.Readings[0]);
        // Without labels: medium for critical, high for critical, medium for low.
        Assert.Equal(("text", 3, 0.0), (figures.Readings[1].From, figures.Readings[1].Rows, figures.Readings[1].Accuracy));
        Assert.Equal((2 + 1 + 1) / 3.0, figures.Readings[1].MeanOrdinalError);
        Assert.Equal((2 + 2 + 1) / 3.0, figures.Readings[2].MeanOrdinalError);
    }

    [Fact]
    public void SeverityOf_NothingStated_IsNull() => Assert.Null(SeverityFigures.Of([Row(null, "disk full")]));

    [Fact]
    public void LocationOf_StatedTaken_CountsRightWrongAndUnknown()
    {
        var figures = LocationFigures.Of(
        [
            Placed("frankfurt", "disk full", ("site", "fra1")),
            Placed("frankfurt", "disk full in Dublin"),
            Placed("dublin", "disk full"),
            Placed("nowhere", "disk full"),
        ], new Places());
        Assert.Equal(new("stated", 3, 1, 0, 0), figures[0]);
        Assert.Equal(new("labels", 3, 1 / 3.0, 1 / 3.0, 1 / 3.0), figures[1]);
        Assert.Equal(new("text", 3, 0, 1 / 3.0, 2 / 3.0), figures[2]);
        Assert.Empty(LocationFigures.Of([Placed("frankfurt", "x")], null));
    }

    [Fact]
    public void SecurityOf_LookAlikes_AreCountedApart()
    {
        var figures = SecurityFigures.Of([(0.9, true), (0.1, true), (0.6, false), (0.1, false), (0.1, false)], [true, false, true, true, false], 0.5);
        Assert.Equal(new(2, 0.5, 3, 1 / 3.0, 2, 0.5), figures);
    }

    private static TrainingRow Row(Severity? severity, string title, params (string Key, string Value)[] labels) =>
        new(new() { Id = title, Title = title, Severity = severity, Attributes = labels.ToDictionary(l => l.Key, l => l.Value) }, 1);

    private static TrainingRow Placed(string location, string title, params (string Key, string Value)[] labels) => new(Row(null, title, labels).Ticket with { Location = location }, 1);

    private sealed class Places : ILocationResolver
    {
        public string? Resolve(string word) => word.ToLowerInvariant() switch { "frankfurt" or "fra" or "fra1" => "frankfurt", "dublin" => "dublin", _ => null };
    }
}
