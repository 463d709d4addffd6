using System.Text.Json;
using Classifier.Alerts;
using Classifier.Api.Console.RoomPage;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Incidents;

/// <summary>Too little was said: the reporter is asked, and what they answer is scored again.</summary>
public sealed class AskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_Reporter_IsAskedAloneAndNobodyElseIsTold()
    {
        await using var service = await StartAsync();

        var incident = await service.OpenAsync(new { title = "it broke", reporter = "pia@example.eu" });

        Assert.Equal("ask", incident.Text("decision"));
        Assert.Contains(await service.StandingMessagesAsync("direct:pia"), m => m.Contains($"“it broke” ({incident.Text("id")})", StringComparison.Ordinal));
        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
        Assert.Contains("asked", await WordsAsync(service, incident));
    }

    [Fact]
    public async Task Answer_SaysEnough_OpensTheRoomOfTheOwner()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        var told = await AnswerAsync(service, "kari", "edge 95 the certificate of pay.example.eu has expired, says the browser");

        Assert.Contains("points to Edge delivery (95 %)", told, StringComparison.Ordinal);
        var incident = await DecidedAsync(service, asked, "act");
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        Assert.Contains(await service.MessagesAsync(incident), m => m.Contains("Edge delivery, 95 % sure", StringComparison.Ordinal));
        Assert.Equal(1, incident.GetProperty("alert_count").GetInt32());
        Assert.Equal(["opened", "decided", "asked", "answered", "decided"], (await WordsAsync(service, incident)).Take(5));
    }

    [Fact]
    public async Task Answer_StillTooLittle_IsAskedForMoreAndAllOfItCounts()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        Assert.Contains("still too little", await AnswerAsync(service, "kari", "since nine"), StringComparison.Ordinal);
        await Eventually.GetAsync(() => service.Get<Classifier.Incidents.IIncidentStore>().EvidenceAsync(Number(asked), Token), e => e.Alert.Description.Contains("since nine", StringComparison.Ordinal));
        await AnswerAsync(service, "kari", "edge 75 shop window stays white");

        var incident = await DecidedAsync(service, asked, "suggest");
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains(incident.Text("id"), StringComparison.Ordinal));
        Assert.Contains("since nine", (await service.Get<Classifier.Incidents.IIncidentStore>().EvidenceAsync(Number(asked), Token)).Alert.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAnswer_InTenMinutes_IsToldToTriageAsItIs()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        service.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        var told = await Eventually.GetAsync(() => service.StandingMessagesAsync("standing:triage"), m => m.Count > 0);
        Assert.Contains("Kari Nordmann, who reported it, has not answered", told[0], StringComparison.Ordinal);
        Assert.Contains("ask_ended", await WordsAsync(service, asked));
        Assert.Null(await AnswerAsync(service, "kari", "edge 95 too late now"));
    }

    [Fact]
    public async Task High_IsToldAtOnceAndTheRoomOpensWithoutAnAnswer()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari", severity = "high" });

        Assert.Single(await service.StandingMessagesAsync("standing:triage"));
        Assert.Single(await service.StandingMessagesAsync("direct:kari"));
        service.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{asked.Text("id")}"), i => i.People() is ["ingrid"]);
        Assert.Single(await service.StandingMessagesAsync("standing:triage"));
    }

    [Fact]
    public async Task Critical_RoomOpensAtOnceAndTheAnswerMovesIt()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari", severity = "critical" });
        Assert.Equal(["ingrid"], asked.People());

        await AnswerAsync(service, "kari", "edge 95 the certificate of pay.example.eu has expired");

        var incident = await DecidedAsync(service, asked, "act");
        Assert.Contains("ola", incident.People());
        var brief = (await service.MessagesAsync(incident)).Where(m => m.Contains("Model: Edge delivery", StringComparison.Ordinal));
        Assert.Single(brief);       // edited, not posted anew
    }

    [Fact]
    public async Task Answer_OfACompromise_MakesItPrivateBeforeAnybodyWasTold()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        var told = await AnswerAsync(service, "kari", "leak secops 95 somebody posted our deploy key");

        Assert.Contains("Those who look after such things are told", told, StringComparison.Ordinal);
        var incident = await DecidedAsync(service, asked, "act");
        Assert.True(incident.GetProperty("private").GetBoolean());
        Assert.Empty(await service.StandingMessagesAsync("standing:triage"));
        Assert.Equal(asked.Text("id"), Assert.Single(incident.GetProperty("rooms").EnumerateArray()).Text("name"));     // a private room's name says nothing
    }

    [Fact]
    public async Task FurtherAlert_ThatIsCritical_OpensTheRoomAndAsksOnce()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        var incident = await service.OpenAsync(new { title = "it broke", reporter = "kari", severity = "critical" });

        Assert.Equal((asked.Text("id"), "critical"), (incident.Text("id"), incident.Text("severity")));
        Assert.Equal(["ingrid"], incident.People());
        Assert.Single(await service.StandingMessagesAsync("direct:kari"));
    }

    [Fact]
    public async Task FurtherAlert_ThatSaysMore_CountsAndKeepsItsSeverity()
    {
        await using var service = await StartAsync();
        await service.OpenAsync(new { title = "it broke", reporter = "kari" });

        var incident = await service.OpenAsync(new { title = "it broke", description = "edge 40 something with the certificate of pay.example.eu", reporter = "kari", severity = "critical" });

        Assert.Equal(("triage", "critical", 2), (incident.Text("decision"), incident.Text("severity"), incident.GetProperty("alert_count").GetInt32()));
        Assert.Equal(["ingrid"], incident.People());        // nobody is sure: triage's on-call, and a question
        Assert.Contains("severity_raised", await WordsAsync(service, incident));
    }

    [Fact]
    public async Task Reporter_WhoIsNobodyHere_IsNamedToTriageAtOnce()
    {
        await using var service = await StartAsync();

        var incident = await service.OpenAsync(new { title = "it broke", reporter = "a passer-by" });

        Assert.Equal("ask", incident.Text("decision"));
        Assert.Contains(await service.StandingMessagesAsync("standing:triage"), m => m.Contains("a passer-by, who reported it, is not in the directory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AskedAboutTwo_SaysWhichOneIsMeant()
    {
        await using var service = await StartAsync();
        await service.OpenAsync(new { title = "it broke", reporter = "kari", dedup_key = "1" });
        var second = await service.OpenAsync(new { title = "nothing works", reporter = "kari", dedup_key = "2" });

        Assert.Contains("You are asked about several", await AnswerAsync(service, "kari", "edge 95 a certificate"), StringComparison.Ordinal);
        await AnswerAsync(service, "kari", $"{second.Text("id")}: edge 95 a certificate");

        await DecidedAsync(service, second, "act");
    }

    [Fact]
    public async Task Answer_FromTheConsolesOwnRoom_StandsThereWithItsReply()
    {
        await using var service = await StartAsync();
        var asked = await service.OpenAsync(new { title = "it broke", reporter = "kari" });
        var person = service.Get<CurrentDirectory>().Value.Person("kari")!;
        var room = StandingRoom.Find("direct-kari", person, service.Get<CurrentDirectory>().Value)!;

        await service.Get<StandingConversation>().SayAsync(room, new Actor("kari", person, IsAdmin: false), "edge 95 the certificate of pay.example.eu", Token);

        await DecidedAsync(service, asked, "act");
        var said = await service.StandingMessagesAsync("direct:kari");
        Assert.Equal(3, said.Count);
        Assert.StartsWith("Thank you.", said[2], StringComparison.Ordinal);
        Assert.Null(StandingRoom.Find("direct-kari", service.Get<CurrentDirectory>().Value.Person("ola"), service.Get<CurrentDirectory>().Value));
    }

    private static Task<RunningService> StartAsync() => RunningService.StartAsync(scorer: new WordsScorer());

    private static Task<string?> AnswerAsync(RunningService service, string person, string text) =>
        service.Get<AnswerDesk>().TakeAsync(service.Get<CurrentDirectory>().Value.Person(person)!, text, about: null, Token);

    private static long Number(JsonElement incident) => Classifier.Incidents.Incident.NumberOf(incident.Text("id"))!.Value;

    private static async Task<List<string>> WordsAsync(RunningService service, JsonElement incident) =>
        [.. (await service.Get<Classifier.Incidents.IIncidentStore>().TimelineAsync(Number(incident), Token)).Select(e => e.What)];

    private static async Task<JsonElement> DecidedAsync(RunningService service, JsonElement asked, string decision)
    {
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{asked.Text("id")}"), i => i.Text("decision") == decision);
        await service.SettledAsync(asked.Text("id"));
        return await service.GetAsync($"/v1/incidents/{asked.Text("id")}");
    }

    /// <summary>Reads title and description alike; fewer than six words are too few.</summary>
    private sealed class WordsScorer : IAlertScorer
    {
        private readonly KeywordScorer _inner = new();

        public AlertScores Score(Alert alert, ScoreParts include)
        {
            var text = $"{alert.Title} {alert.Description}";
            return _inner.Score(alert with { Title = text.Replace('\n', ' ') }, include) with { IsTooShort = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length < 6 };
        }
    }
}
