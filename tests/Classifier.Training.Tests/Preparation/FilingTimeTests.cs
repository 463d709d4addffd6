using Classifier.Alerts;
using Classifier.History;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Preparation;

public sealed class FilingTimeTests
{
    [Fact]
    public void AsFiled_LaterChanges_AreUndoneAndLabelsStay()
    {
        var ticket = new Ticket
        {
            Id = "1",
            OpenedAt = Some.Start,
            Title = "Disk of db1 was full, solved by storage",
            Severity = Severity.Low,
            OwningTeam = "storage",
            Attributes = new SortedDictionary<string, string> { ["resolver"] = "storage", ["service"] = "db" },
            Changes =
            [
                Change(1, "title", "Database slow", "Disk of db1 is full"), Change(2, "title", "Disk of db1 is full", "Disk of db1 was full, solved by storage"),
                Change(1, "severity", "high", "low"), Change(1, "owning_team", "helpdesk", "storage"),
                Change(1, "attributes.resolver", null, "storage"), Change(-1, "service", "web", "db"),
            ],
        };
        var filed = FilingTime.AsFiled(ticket);
        Assert.Equal(("Database slow", Severity.High, "storage"), (filed.Title, filed.Severity, filed.OwningTeam));
        Assert.Equal("service=db", string.Join(',', filed.Attributes.Select(a => $"{a.Key}={a.Value}")));
    }

    [Fact]
    public void FromFiles_LeakedFieldPlanted_IsNoFeature()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.jsonl", """{"id":"1","opened_at":"2026-01-01T00:00:00Z","title":"slow","owning_team":"storage","attributes":{"resolver_group":"storage"},"changes":[{"at":"2026-01-02T00:00:00Z","field":"resolver_group","from":null,"to":"storage"}]}""");
        var reader = new Training.Import.HistoryReader(TimeZoneInfo.Utc, TimeProvider.System);
        var row = new TrainingData(new(null)).FromFiles([path], reader, CancellationToken.None).Single();
        Assert.DoesNotContain(row.Text.Labels, l => l.Key == "resolver_group");
        Assert.Equal("storage", row.LabelOf("owning_team"));
    }

    private static TicketChange Change(int hours, string field, string? from, string? to) => new(Some.Start.AddHours(hours), field, from, to);
}
