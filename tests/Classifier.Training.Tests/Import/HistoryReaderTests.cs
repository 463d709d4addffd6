using System.IO.Compression;
using System.Text;
using Classifier.Alerts;
using Classifier.Training.Import;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Import;

public sealed class HistoryReaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FullLine_FillsTheTicket()
    {
        var ticket = Read("a.jsonl", """{"id":"1","opened_at":"2026-01-02T03:04:05+01:00","title":"t","description":"d","issue_type":"i","owning_team":"o","attributes":{"k":"v"},"severity":"P1","cause":"c","fix":"f","responders":["ann"],"logs":["l1","l2"],"location":"fra","extra":"e","count":3,"changes":[{"at":"2026-01-03T00:00:00Z","field":"title","from":"old","to":"t"}]}""").OrThrow().Single();
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero), ticket.OpenedAt);
        Assert.Equal(("t", "d", "i", "o"), (ticket.Title, ticket.Description, ticket.IssueType, ticket.OwningTeam));
        Assert.Equal(("c", "f", "fra", Severity.Critical), (ticket.Cause, ticket.Fix, ticket.Location, ticket.Severity));
        Assert.Equal("count=3,extra=e,k=v", string.Join(',', ticket.Attributes.Select(a => $"{a.Key}={a.Value}")));
        Assert.Equal(["l1", "l2"], ticket.Logs);
        Assert.Equal(("title", "old"), (ticket.Changes[0].Field, ticket.Changes[0].From));
    }

    [Theory]
    [InlineData("""{"title":"t"}""", "id is missing")]
    [InlineData("""{"id":"1","title":"","description":" "}""", "both empty")]
    [InlineData("""{"id":"1","title":"t" """, "not whole JSON")]
    [InlineData("""{"id":"1","id":"2","title":"t"}""", "not whole JSON")]
    [InlineData("""["id"]""", "not a JSON object")]
    [InlineData("""{"id":"1","title":7}""", "title is not a string")]
    [InlineData("""{"id":"1","title":"\ud800"}""", "surrogate")]
    [InlineData("""{"id":"1","title":"t","opened_at":"yesterday"}""", "not an ISO-8601 time")]
    [InlineData("""{"id":"1","title":"t","opened_at":"2026-02-30T00:00:00Z"}""", "not an ISO-8601 time")]
    [InlineData("""{"id":"1","title":"t","opened_at":"2026-06-02T12:00:01Z"}""", "24 hours ahead")]
    [InlineData("""{"id":"1","title":"t","attributes":{"k":{}}}""", "attributes.k")]
    [InlineData("""{"id":"1","title":"t","changes":[{"field":"title"}]}""", "no time")]
    public void Read_BadLine_IsListedWithLineAndReason(string line, string reason)
    {
        var file = Read("a.jsonl", """{"id":"0","title":"good"}""", line, """{"id":"9","title":"good"}""");
        Assert.Equal(2, file.Tickets.Count);
        Assert.Equal(2, file.BadRows.Single().Line);
        Assert.Contains(reason, file.BadRows[0].Reason, StringComparison.Ordinal);
        Assert.Contains("a.jsonl:2: ", Assert.Throws<InputException>(() => file.OrThrow()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenGzip_IsBad()
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000).Select(i => $$"""{"id":"{{i * 7919}}","title":"ticket {{i * 104729}}"}""")));
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(lines);
        var path = Path.Combine(_folder.Path, "a.jsonl.gz");
        File.WriteAllBytes(path, bytes.ToArray()[..(int)(bytes.Length / 2)]);
        Assert.NotEmpty(Reader().Read(path, CancellationToken.None).BadRows);
        File.WriteAllText(path, "no gzip at all");
        Assert.NotEmpty(Reader().Read(path, CancellationToken.None).BadRows);
    }

    [Fact]
    public void Read_Gzip_IsReadLikePlainLines()
    {
        var path = Path.Combine(_folder.Path, "a.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write("{\"id\":\"1\",\"title\":\"t\"}\n"u8);
        Assert.Equal("t", Reader().Read(path, CancellationToken.None).OrThrow().Single().Title);
    }

    [Fact]
    public void Read_Csv_QuotedBreaksAndUnknownColumns()
    {
        var file = Read("a.csv", "id,title,description,owning_team,logs,room", "1,t,\"two", "lines\",net,\"l1", "l2\",r 7", "#2,u,,net,,", "3,,,net,,", "4,x");
        Assert.Equal(["two\nlines", ""], file.Tickets.Select(t => t.Description));
        Assert.Equal(["l1", "l2"], file.Tickets[0].Logs);
        Assert.Equal("r 7", file.Tickets[0].Attributes["room"]);
        Assert.Equal("#2", file.Tickets[1].Id);
        Assert.Equal([6, 7], file.BadRows.Select(b => b.Line));
        Assert.Equal("half a line", file.BadRows[1].Reason);
    }

    [Fact]
    public void Read_TimeWithoutOffset_IsReadInTheZone()
    {
        var reader = new HistoryReader(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new FakeTimeProvider(Now));
        var ticket = reader.Read(_folder.File("a.jsonl", """{"id":"1","title":"t","opened_at":"2026-01-02 12:00"}"""), CancellationToken.None).OrThrow().Single();
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 11, 0, 0, TimeSpan.Zero), ticket.OpenedAt);
    }

    [Theory]
    [InlineData("servicenow.csv", "number,short_description,assignment_group,priority,opened_at,u_site", "INC1,Disk full,Storage,1 - Critical,2026-01-02 03:04:05,fra")]
    [InlineData("jira.csv", "Issue key,Summary,Component/s,Priority,Created,u_site", "INC1,Disk full,Storage,Blocker,2026-01-02T03:04:05.000+0000,fra")]
    [InlineData("jira.json", """{"issues":[{"key":"INC1","u_site":"fra","fields":{"summary":"Disk full","created":"2026-01-02T03:04:05.000+0000","priority":{"name":"critical"},"components":[{"name":"Storage"}]}}]}""")]
    [InlineData("pagerduty.json", """{"incidents":[{"id":"P1","incident_number":"INC1","u_site":"fra","title":"Disk full","created_at":"2026-01-02T03:04:05Z","priority":{"summary":"P1"},"teams":[{"summary":"Storage"}]}]}""")]
    [InlineData("github.json", """[{"id":99,"number":"INC1","u_site":"fra","title":"Disk full","created_at":"2026-01-02T03:04:05Z","labels":[{"name":"Storage"}],"severity":"x"}]""")]
    public void Read_Export_IsMappedToTheHistoryFormat(string name, params string[] lines)
    {
        var ticket = Read(name, lines).OrThrow().Single();
        Assert.Equal(("INC1", "Disk full", "Storage"), (ticket.Id, ticket.Title, ticket.OwningTeam));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ticket.OpenedAt);
        Assert.Equal("fra", ticket.Attributes["u_site"]);
        Assert.True(name == "github.json" || ticket.Severity == Severity.Critical);
    }

    private HistoryFile Read(string name, params string[] lines) => Reader().Read(_folder.File(name, lines), CancellationToken.None);

    private static HistoryReader Reader() => new(TimeZoneInfo.Utc, new FakeTimeProvider(Now));
}
