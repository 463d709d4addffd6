using System.Net;
using System.Text.Json;
using Classifier.Api.Incidents;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Support;
using Classifier.Directories;
using Classifier.Faults.Chat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Api.Tests.Rotations;

/// <summary>Rotations that are kept elsewhere, and a directory that changes under a running service.</summary>
public sealed class FeedTests
{
    private const string Own = "{ location: oslo, people: [ola, kari], starts: 2026-01-05T08:00, shift: 7d }";

    private static readonly DateTimeOffset InOctober = new(2026, 10, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calendar_BesideTheDirectory_SaysWhoIsInvited()
    {
        using var home = new TestHome(With("calendar: edge.ics", "mail: kari@example.com"));
        await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "edge.ics"), CalendarShiftsTests.Berlin, Token);
        await using var service = await RunningService.StartAsync(InOctober, home);
        await ReadAsync(service);

        var incident = await service.OpenAsync(new { title = "edge 95 osl1", labels = new { location = "oslo" } });

        Assert.Contains("kari on call for Oslo", People(incident));
    }

    [Fact]
    public async Task CalendarThatIsGone_KeepsWhatWasKnown_AlsoOverARestart_AndSaysSo()
    {
        using var home = new TestHome(With("calendar: edge.ics", "mail: kari@example.com"));
        var file = Path.Combine(home.Root, "data", "edge.ics");
        await File.WriteAllTextAsync(file, CalendarShiftsTests.Berlin.Replace("Ola Nordmann", "Somebody Else", StringComparison.Ordinal), Token);
        await using (var service = await RunningService.StartAsync(InOctober, home))
        {
            await ReadAsync(service);
            Assert.Equal(["on_call_unknown: calendar edge.ics: 'On call: Somebody Else (edge)' is nobody in the directory"], await GapsAsync(service));
            await Eventually.GetAsync(() => AtNextTick(service, () => Task.FromResult(File.Exists(Path.Combine(home.Root, "var", "on-call.json")))), there => there);
        }
        File.Delete(file);

        await using var again = await RunningService.StartAsync(InOctober, home);

        await Eventually.GetAsync(() => AtNextTick(again, () => GapsAsync(again)), gaps => gaps.Any(g => g.Contains("edge.ics: Could not find file", StringComparison.Ordinal)));
        Assert.Equal("kari", OnCall.Of(again.Get<CurrentDirectory>().Value, "edge", "oslo", InOctober)!.Person.Id);
    }

    [Fact]
    public async Task PagerDuty_SaysWhoIsOnCall_PageByPage()
    {
        var asked = new List<string>();
        await using var pagerDuty = await ServeAsync(context =>
        {
            if (context.Request.Headers.Authorization != "Token token=y_NbAkKc66ryYTWUXYEu" || context.Request.Headers.Accept.ToString().Replace(" ", "", StringComparison.Ordinal) != "application/vnd.pagerduty+json;version=2")
                return Results.StatusCode(401);
            asked.Add(context.Request.Path + context.Request.QueryString);
            return Results.Text(context.Request.Query["offset"] == "0" ? FirstPage : SecondPage, "application/json");
        });
        using var home = new TestHome(With("pagerduty: PI7DH85", "pagerduty: PXPGF42"));

        await using var service = await RunningService.StartAsync(InOctober, home, settings: new Dictionary<string, string>
        {
            ["OnCall:PagerDuty:Token"] = "y_NbAkKc66ryYTWUXYEu",
            ["OnCall:PagerDuty:ApiUrl"] = pagerDuty.Urls.First() + "/",
        });
        var shifts = (await ReadAsync(service)).Single().Value;

        Assert.Equal(["ola 10-12 10-19", "kari 10-19 10-26"], shifts.Shifts.Select(s => $"{s.Person} {s.From:MM-dd} {s.Until:MM-dd}"));
        Assert.Equal("'Earline Greenholt' is nobody in the directory", Assert.Single(shifts.Problems));
        Assert.Equal("/oncalls?schedule_ids%5B%5D=PI7DH85&include%5B%5D=users&since=2026-08-21T12:00:00Z&until=2026-12-19T12:00:00Z&limit=100&offset=0", asked[0]);
    }

    [Theory]
    [InlineData("{}", "it answers something else than PagerDuty does")]
    [InlineData("[]", "could not be converted")]
    [InlineData("<html>", "invalid start")]
    public async Task PagerDutyThatAnswersSomethingElse_IsAProblem_AndTheServiceGoesOn(string answer, string problem)
    {
        await using var pagerDuty = await ServeAsync(_ => Results.Text(answer, "application/json"));
        using var home = new TestHome(With("pagerduty: PI7DH85", "pagerduty: PXPGF42"));
        await using var service = await RunningService.StartAsync(InOctober, home, settings: new Dictionary<string, string>
        {
            ["OnCall:PagerDuty:Token"] = "y_NbAkKc66ryYTWUXYEu",
            ["OnCall:PagerDuty:ApiUrl"] = pagerDuty.Urls.First() + "/",
        });

        await ReadAsync(service);

        Assert.Contains(problem, Assert.Single(await GapsAsync(service)), StringComparison.Ordinal);
        Assert.Equal("pia", OnCall.Of(service.Get<CurrentDirectory>().Value, "edge", "oslo", InOctober)!.Person.Id);
    }

    [Fact]
    public async Task SlackGroup_SaysWhoIsOnCallNow_AndAnEmptiedOneKeepsThePreviousPerson()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        slack.Look(w => w.Groups["S0614TZR7"] = ["U0KARI"]);
        using var home = new TestHome(With("slack_group: S0614TZR7", "slack: U0KARI"));
        await using var service = await RunningService.StartAsync(home: home, settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = FakeSlack.Token,
            ["Chat:Slack:ApiUrl"] = slack.ApiUrl.ToString(),
        });
        await ReadAsync(service);
        Assert.Equal("kari", OnCall.Of(service.Get<CurrentDirectory>().Value, "edge", "oslo", service.Clock.GetUtcNow())!.Person.Id);
        slack.Look(w => w.Groups["S0614TZR7"] = []);
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        await ReadAsync(service);
        var answer = OnCall.Of(service.Get<CurrentDirectory>().Value, "edge", "oslo", service.Clock.GetUtcNow())!;

        Assert.Equal(("kari", "Slack group S0614TZR7 names nobody for now; the previous person fills in"), (answer.Person.Id, answer.Warning));
    }

    [Fact]
    public async Task AnswerThatComesLate_DoesNotTakeThePlaceOfANewerOne()
    {
        var directory = new CurrentDirectory(DirectoryFile.Parse(With("slack_group: S0614TZR7", "slack: U0KARI")));
        var group = new HeldGroup();
        using var reader = new ShiftReader(directory, [group], TimeProvider.System, NullLogger<ShiftReader>.Instance);
        var first = reader.ReadAsync(Token);
        var second = reader.ReadAsync(Token);

        group.Answers[1].TrySetResult([]);
        group.Answers[0].TrySetResult([new(new("U0KARI", [], ""), DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]);
        await Task.WhenAll(first, second);

        Assert.EndsWith("the previous person fills in", OnCall.Of(directory.Value, "edge", "oslo", TimeProvider.System.GetUtcNow())!.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedDirectory_HoldsWithoutRestart_AndAFaultyOneIsRefusedWithItsLine()
    {
        await using var service = await RunningService.StartAsync();
        var file = Path.Combine(service.Home.Root, "data", "directory.yaml");
        var watch = service.Get<DirectoryWatch>();
        await File.WriteAllTextAsync(file, Some.DirectoryYaml.Replace("people: [ola, kari]", "people: [kari, ola]", StringComparison.Ordinal), Token);

        watch.Look();
        Assert.Equal("kari", OnCall.Of(service.Get<CurrentDirectory>().Value, "edge", "oslo", Some.Monday)!.Person.Id);
        await File.WriteAllTextAsync(file, Some.DirectoryYaml.Replace("people: [ola, kari]", "people: [nobody]", StringComparison.Ordinal), Token);
        watch.Look();

        Assert.Equal("kari", OnCall.Of(service.Get<CurrentDirectory>().Value, "edge", "oslo", Some.Monday)!.Person.Id);
        var gap = Assert.Single(await GapsAsync(service));
        Assert.StartsWith($"directory_refused: {file}:12: team edge names the person 'nobody'", gap, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, Some.DirectoryYaml, Token);
        watch.Look();
        Assert.Empty(await GapsAsync(service));
    }

    /// <summary>A group whose readings are answered when the test says so.</summary>
    private sealed class HeldGroup : IReadsShifts
    {
        private int _asked;

        public TaskCompletionSource<IReadOnlyList<FeedTurn>>[] Answers { get; } = [new(), new()];

        public FeedKind Kind => FeedKind.SlackGroup;

        public string Tool => "slack";

        public Task<IReadOnlyList<FeedTurn>> ReadAsync(string address, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
            Answers[Interlocked.Increment(ref _asked) - 1].Task;
    }

    private static string With(string rotation, string handle) => Some.DirectoryYaml
        .Replace(Own, $"{{ location: oslo, {rotation} }}", StringComparison.Ordinal)
        .Replace("name: Kari Nordmann, team: edge,", $"name: Kari Nordmann, team: edge, handles: {{ {handle} }},", StringComparison.Ordinal);

    private static Task<IReadOnlyDictionary<OnCallFeed, FeedShifts>> ReadAsync(RunningService service) => service.Get<ShiftReader>().ReadAsync(Token);

    private static Task<T> AtNextTick<T>(RunningService service, Func<Task<T>> read)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return read();
    }

    private static async Task<List<string>> GapsAsync(RunningService service) =>
        [.. (await service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray().Select(g => $"{g.Text("kind")}: {g.Text("subject")}")];

    private static List<string> People(JsonElement incident) => [.. incident.GetProperty("responders").EnumerateArray().Select(r => $"{r.Text("person")} {r.Text("reason")}")];

    private static async Task<WebApplication> ServeAsync(Func<HttpContext, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/oncalls", answer);
        await app.StartAsync(Token);
        return app;
    }

    // As in the published reference: one turn for each policy that uses the schedule, people with mail when they are asked for.
    private const string FirstPage = """
        {"oncalls":[
         {"user":{"id":"PT23IWX","type":"user","summary":"Ola Nordmann","name":"Ola Nordmann","email":"o@example.com"},"schedule":{"id":"PI7DH85","type":"schedule_reference"},"escalation_policy":{"id":"PT20YPA"},"escalation_level":1,"start":"2026-10-12T06:00:00Z","end":"2026-10-19T06:00:00Z"},
         {"user":{"id":"PXPGF42","type":"user","summary":"K. N.","name":"K. N.","email":"k@example.com"},"schedule":{"id":"PI7DH85","type":"schedule_reference"},"escalation_policy":{"id":"PT20YPA"},"escalation_level":1,"start":"2026-10-19T06:00:00Z","end":"2026-10-26T06:00:00Z"}],
         "limit":100,"offset":0,"more":true,"total":null}
        """;

    private const string SecondPage = """
        {"oncalls":[
         {"user":{"id":"PXPGF42","type":"user","summary":"K. N.","name":"K. N.","email":"k@example.com"},"schedule":{"id":"PI7DH85","type":"schedule_reference"},"escalation_policy":{"id":"PANZZEQ"},"escalation_level":2,"start":"2026-10-19T06:00:00Z","end":"2026-10-26T06:00:00Z"},
         {"user":{"id":"PNOBODY","type":"user","summary":"Earline Greenholt","name":"Earline Greenholt","email":"e@example.com"},"schedule":{"id":"PI7DH85","type":"schedule_reference"},"escalation_policy":{"id":"PANZZEQ"},"escalation_level":2,"start":"2026-10-26T06:00:00Z","end":"2026-11-02T06:00:00Z"}],
         "limit":100,"offset":100,"more":false,"total":null}
        """;
}
