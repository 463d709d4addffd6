using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Chat;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Chat;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>
/// What is private stays with its members: words are planted wherever a text of a private incident can be, on the built-in chat and on
/// Slack at once, with a receiver of webhooks beside them, and then looked for everywhere else.
/// </summary>
public sealed class PrivateLeakTests : IAsyncLifetime
{
    private readonly PrivateWords _words = new();
    private readonly Telemetry _heard = new();
    private readonly StringBuilder _toldOthers = new();
    private readonly string _own = $"-{Guid.NewGuid():N}"[..9];
    private readonly List<HttpClient> _others = [];
    private SlackWorkspace _slack = null!;
    private WebhookReceiver _receiver = null!;
    private SlackDirectory _directory = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private SlackDeliveries _deliveries = null!;
    private LeakSearch _search = null!;
    private int _said;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackWorkspace.StartAsync();
        _receiver = await WebhookReceiver.StartAsync();
        _directory = SlackDirectory.Of(Some.DirectoryYaml, _slack, _own);
        _home = new(_directory.Yaml);
        _service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(_heard.Logs),
            settings: new Dictionary<string, string>(SlackDirectory.Settings(_slack, "builtin", "slack", "webhook").Concat(_receiver.Settings())) { ["Logging:LogLevel:Default"] = "Trace" });
        _deliveries = new(_service);
        _others.AddRange([await _service.WithKeyAsync("score"), await _service.WithKeyAsync("score", "alerts", "incidents", "models")]);
        _search = new(_service, _slack, _receiver, _heard, _others, [Slack("farah"), Slack("tariq"), Slack("ola")], _toldOthers, _words);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            other.Dispose();
        await _service.DisposeAsync();
        await _slack.DisposeAsync();
        await _receiver.DisposeAsync();
        _home.Dispose();
        _heard.Dispose();
    }

    [Fact]
    public async Task WordsOfPrivateIncidents_AreLookedForEverywhere_AndFoundWithTheirMembersAlone()
    {
        var open = await _service.OpenAsync(new { title = $"edge 95 public{_own}", severity = "high", labels = new { site = "osl1" } });
        await _service.OpenAsync(new { title = "edge 75 something else", dedup_key = "suggested" });

        var acted = await ActedOnAsync();
        await TalkAsync(acted);
        await TalkInSlackAsync(acted);
        await MadePrivateAsync();
        var suggested = await SuggestedAsync();
        await FailAsync(suggested);
        await StrangersAskAsync(acted, suggested, open.Text("id"));
        await EndAsync(acted);
        await _service.OpenAsync(new { title = "edge 95 leak of another kind", dedup_key = "after" });
        await _service.OpenAsync(new { title = $"edge 95 after{_own}", dedup_key = "after in public", severity = "high" });

        Assert.Empty(await _search.FindAsync());
        var own = await _search.OwnRowsAsync();
        Assert.All(_words.Kept, word => Assert.Contains(word.Value, own, StringComparison.Ordinal));
        Assert.Contains(_receiver.Taken, d => d.Data.Text("room") == "incident:1001:public");        // it hears of what is public
        Assert.Contains(_slack.Proxy.Calls, c => _words.In(string.Join('\n', c.Form.Values)).Any());        // its members have them in Slack too

        await PlantLeaksAsync();
        var found = await _search.FindAsync();
        foreach (var place in (string[])["log", "span", "measurement", "told to others", "audit", "file", "call of chat.postMessage", "room in Slack", "answer to another key, get /v1/incidents", "answer to another key, get /v1/alerts", "row of chat_message", "row of incident", "webhook"])
            Assert.Contains($"{place}: {_words.Any}", found);
    }

    /// <summary>An alert that is acted on, with a word in each of its parts, and a second one that joins it.</summary>
    private async Task<string> ActedOnAsync()
    {
        using var sender = await _service.WithKeyAsync("alerts");
        var labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = _words.Plant("service"), ["host"] = _words.Plant("host"), ["rack"] = _words.Plant("label"), [_words.Plant("labelname")] = "x" };
        var incident = await SendAsync(sender, new
        {
            title = $"edge 95 leak {_words.Plant("title")}",
            description = _words.Plant("description"),
            labels,
            logs = new[] { _words.Plant("logs") },
            source = _words.Plant("source"),
            dedup_key = _words.Plant("key"),
            reporter = _words.Plant("reporter"),
            severity = "high",
        });
        await SendAsync(sender, new { title = $"edge 95 leak {_words.Plant("later")}", dedup_key = _words.Kept["key"], source = _words.Kept["source"], severity = "critical" });
        return incident;
    }

    /// <summary>People of it talk in its room of the built-in chat, and a key over REST.</summary>
    private async Task TalkAsync(string id)
    {
        var farah = new Actor("farah", _service.Get<CurrentDirectory>().Value.Person("farah"), IsAdmin: false);
        var snapshot = (await _service.Get<IncidentReader>().FindAsync(id, farah, Token))!;
        foreach (var text in (string[])[_words.Plant("talk"), $"!status {_words.Plant("status")}", $"!owner {_words.Plant("question")}", $"!frobnicate {_words.Plant("noise")}", $"!invite {_words.Plant("whom")}",
            $"!logs {_words.Plant("whose")}", "!similar", "!alerts", $"!reassign secops because {_words.Plant("because")}"])
            await _service.Get<RoomConversation>().SayAsync(snapshot, farah, text, Token);
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!status {_words.Plant("statusofkey")}" });
        await _service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "edge", because = _words.Plant("becauseofkey") });
        await _service.SettledAsync(id);
    }

    /// <summary>The same in Slack: in its channel, by slash command, in a form, and from a public channel.</summary>
    private async Task TalkInSlackAsync(string id)
    {
        var (room, triage) = (await ChannelAsync(id), await TriageAsync());
        foreach (var text in (string[])[_words.Say("slacktalk"), $"!status {_words.Plant("slackstatus")}", $"!owner {_words.Say("slackquestion")}", $"!invite {_words.Say("slackwhom")}", $"!frobnicate {_words.Say("slacknoise")}", "!similar", "!alerts"])
            await SayAsync("farah", room, "group", text);
        await _deliveries.SlashAsync(Slack("tariq"), room, $"status {_words.Plant("slash")}");
        await _deliveries.SlashAsync(Slack("tariq"), triage, $"status {id} {_words.Plant("slashelsewhere")}");
        await SayAsync("farah", triage, "channel", $"!status {id} {_words.Plant("elsewhere")}");
        await SayAsync("farah", triage, "channel", $"!alerts {id}");
        await _deliveries.SubmitAsync(Slack("farah"), new JsonObject { ["callback_id"] = "reassign", ["private_metadata"] = id["inc-".Length..] }, "secops", _words.Plant("form"));
        await _service.SettledAsync(id);
    }

    /// <summary>One that was public before: what is said from then on is not.</summary>
    private async Task MadePrivateAsync()
    {
        var id = (await _service.OpenAsync(new { title = $"shop 95 closed{_own}", dedup_key = "made private", severity = "high" })).Text("id");
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!private" });
        await _service.SettledAsync(id);
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!status {_words.Plant("madeprivate")}" });
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = _words.Plant("talkmadeprivate") });
        await SendAsync(_service.Http, new { title = $"shop 95 {_words.Plant("joinsprivate")}", dedup_key = "made private", severity = "critical" });
        await _service.SettledAsync(id);
    }

    /// <summary>One of which the security group's channel is told, until somebody accepts.</summary>
    private async Task<string> SuggestedAsync()
    {
        var id = (await _service.OpenAsync(new { title = $"edge 40 leak {_words.Plant("suggested")}", description = _words.Plant("suggesteddescription"), severity = "high" })).Text("id");
        var (answered, _) = await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!accept" });
        Assert.Equal(HttpStatusCode.OK, answered);
        await _service.SettledAsync(id);
        return id;
    }

    /// <summary>Steps that are given up are logged, and listed by the audit.</summary>
    private async Task FailAsync(string id)
    {
        var room = new ChatRoom("slack", await ChannelAsync(id), id);
        await _slack.Connect().InviteAsync(room, [_slack.Ann], Token);
        await _slack.KickBotAsync(room);
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!status {_words.Plant("undelivered")}" });
        await _service.SettledAsync(id);
        Assert.Contains("dead_step", (await _service.GetAsync("/v1/audit")).ToString(), StringComparison.Ordinal);
    }

    /// <summary>People of other teams ask for it in Slack, and for what is like it.</summary>
    private async Task StrangersAskAsync(string acted, string suggested, string open)
    {
        var (room, triage) = (await ChannelAsync(open), await TriageAsync());
        foreach (var id in (string[])[acted, suggested])
        {
            foreach (var command in (string[])["similar", "alerts", "logs", "owner", "status", "ack", "accept", "resolve", "invite rafael"])
            {
                _toldOthers.AppendLine(await _deliveries.SlashAsync(Slack("rafael"), triage, $"{command} {id}"));
                await SayAsync("ingrid", room, "channel", $"!{command} {id}");
                await SayAsync("farah", room, "channel", $"!{command} {id}");       // may see it, but others are in this room
            }
            _toldOthers.AppendLine((await _service.PostAsync($"/v1/incidents/{open}/messages", new { text = $"!alerts {id}" })).Body.ToString());
            Assert.Equal(HttpStatusCode.Conflict, (await _service.PostAsync($"/v1/incidents/{id}/merge", new { into = open })).Status);
        }
        _toldOthers.AppendLine(await _deliveries.SlashAsync(Slack("rafael"), triage, "owner edge 95 leak"));
    }

    private async Task EndAsync(string id)
    {
        await SayAsync("farah", await ChannelAsync(id), "group", $"!resolve {_words.Plant("resolution")}");
        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "resolved");
        await _service.SettledAsync(id);
    }

    /// <summary>One word in each place that is searched, so that finding nothing there before counts.</summary>
    private async Task PlantLeaksAsync()
    {
        var word = _words.Any;
        _service.Get<ILoggerFactory>().CreateLogger("Classifier.Test").Planted(word);
        using var source = new ActivitySource("Classifier.Test");
        source.StartActivity("planted")!.SetTag("word", word).Dispose();
        using var meter = new Meter("Classifier.Test");
        meter.CreateCounter<int>("planted").Add(1, new KeyValuePair<string, object?>("word", word));
        _toldOthers.AppendLine(word);
        await File.WriteAllTextAsync(Path.Combine(_home.Root, "var", "planted.txt"), word, Token);
        var triage = (await _service.Get<IBuiltInChatStore>().FindByMarkerAsync("standing:triage", Token))!;
        await _service.Get<BuiltInConnector>().PostAsync(new("builtin", triage.Id, triage.Name), ChatMessage.Plain(word), Token);
        await _service.Get<ConnectorSet>().Get("slack").PostAsync(new("slack", await TriageAsync(), "triage"), ChatMessage.Plain(word), Token);
        await _service.Get<ConnectorSet>().Get("webhook").PostAsync(new("webhook", "standing:triage", "triage"), ChatMessage.Plain(word), Token);
        await _service.OpenAsync(new { title = $"edge 40 {word}", dedup_key = "planted" });
        await File.WriteAllTextAsync(_home.Root + "/data/directory.yaml", _directory.Yaml.Replace("owner: shop", $"owner: {word}", StringComparison.Ordinal), Token);
        _service.Get<DirectoryWatch>().Look();
    }

    private async Task<string> SendAsync(HttpClient sender, object alert)
    {
        using var content = new StringContent(JsonSerializer.Serialize(alert), new MediaTypeHeaderValue("application/json"));
        var accepted = await RunningService.BodyAsync(await sender.PostAsync("/v1/alerts", content, Token));
        var decided = await Eventually.GetAsync(() => _service.GetAsync($"/v1/alerts/{accepted.Text("alert_id")}"), a => a.Text("state") == "decided");
        await _service.SettledAsync(decided.Text("incident"));
        return decided.Text("incident");
    }

    private Task<string> SayAsync(string person, string channel, string type, string text) =>
        _deliveries.EventAsync(new { type = "message", channel_type = type, user = Slack(person), ts = $"{++_said}.1", channel, text });

    private string Slack(string person) => _directory.Users[person];

    /// <summary>The incident's private channel, which came last.</summary>
    private async Task<string> ChannelAsync(string id) =>
        (await _service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray().Last(r => r.Text("connector") == "slack").Text("external_id");

    private async Task<string> TriageAsync() => (await _slack.ChannelsAsync()).First(c => c.Text("name") == $"triage{_own}").Text("id");
}
