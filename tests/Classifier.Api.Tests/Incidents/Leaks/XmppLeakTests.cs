using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Prosody;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>
/// Words are planted in private incidents on a real Prosody, and looked for in all that the service sent to others than their rooms and
/// members, in all that the clients of others received, whatever they asked for, in all that the server stored elsewhere, and in the log.
/// </summary>
public sealed class XmppLeakTests : ProsodyTests
{
    private static readonly string[] Members = ["farah@localhost", "tariq@localhost", "ola@localhost", "rafael@localhost"];       // the last ones as on-call of the owners
    private static readonly string[] Others = ["kari@localhost", "ingrid@localhost", "stranger@localhost"];
    private static readonly string Triage = $"triage@{ProsodyProcess.Rooms}";

    private readonly PrivateWords _words = new();
    private readonly CollectingLogs _logs = new();
    private WireTap _wire = null!;
    private RunningService _service = null!;

    [Fact]
    public async Task WordsOfPrivateIncidents_AreInTheirRoomsAndToldToMembersAlone()
    {
        await using var wire = _wire = await WireTap.StartAsync(Xmpp.Bot.Url!);
        var settings = new Dictionary<string, string>(XmppDirectory.Settings(Xmpp, "xmpp")) { ["Chat:Xmpp:Url"] = wire.Url.ToString(), ["Logging:LogLevel:Default"] = "Trace" };
        foreach (var member in Members)
            await People.ComeAsync(member.Split('@')[0]);
        foreach (var other in Others)
            await People.ComeAsync(other.Split('@')[0], isWatched: true);
        await using var service = _service = await RunningService.StartAsync(home: Home, configure: s => s.AddSingleton<ILoggerProvider>(_logs), settings: settings);

        var (_, open) = await OpenAsync(service, "edge 95 public");
        await service.OpenAsync(new { title = "edge 75 announced", dedup_key = "announced" });
        await EnterAsync(open, "kari@localhost", "tariq@localhost");
        await EnterAsync(Triage, "ingrid@localhost", "kari@localhost", "farah@localhost");
        var (secret, hidden) = await ActedOnAsync();
        await TalkAsync(secret, hidden);
        var shut = await MadePrivateAsync();
        var suggested = await SuggestedAsync();
        foreach (var id in (string[])[secret, suggested, shut])
            await StrangersAskAsync(id, open);
        await People.SayAsync("farah@localhost", hidden, $"!resolve {_words.Plant("resolution")}");
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{secret}"), i => i.Text("state") == "resolved");
        await service.SettledAsync(secret);
        var rooms = await PrivateRoomsAsync();
        Assert.Equal(4, rooms.Count);       // two, the one that became private, and the security group's
        await StrangersLookAsync(rooms);

        Assert.Empty(Found(rooms));
        Assert.Contains(wire.Sent, e => ToOf(e) == hidden && _words.In(e.ToString()).Any());
        Assert.Contains(wire.Sent, e => Members.Contains(ToOf(e)) && _words.In(e.ToString()).Any());        // answered alone
        Assert.Contains(Prosody.Stored(), s => s.Of == NodeOf(hidden) && _words.In(s.Text).Any());
        Assert.All(_words.Kept.Values, word => Assert.Contains(wire.Sent.Select(e => e.ToString()).Concat(Prosody.Stored().Select(s => s.Text)), text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

        await PlantLeaksAsync(open);
        await StrangersLookAsync(rooms);
        var found = Found(rooms).ToList();
        foreach (var place in (string[])[$"sent to {open}", "sent to kari@localhost", "sent to nobody", "seen by kari@localhost", "seen by stranger@localhost", $"stored of {NodeOf(open)}", "stored of kari", "log"])
            Assert.Contains((place, _words.Any), found);
    }

    /// <summary>An alert that is acted on, with a word in each of its parts, and a second one that joins it.</summary>
    private async Task<(string Id, string Room)> ActedOnAsync()
    {
        var source = _words.Say("source");
        var labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = _words.Say("service"), [_words.Say("labelname")] = _words.Say("label") };
        var incident = await _service.OpenAsync(new
        {
            title = $"edge 95 leak {_words.Plant("title")}",
            description = _words.Say("description"),
            labels,
            logs = new[] { _words.Say("logs") },
            source,
            dedup_key = "acted on",
            severity = "high",
        });
        await _service.OpenAsync(new { title = $"edge 95 leak {_words.Say("later")}", source, dedup_key = "acted on", severity = "critical" });
        return (incident.Text("id"), RoomOf(incident));
    }

    /// <summary>Members talk in its room, to the bot alone, and of it where others are.</summary>
    private async Task TalkAsync(string id, string room)
    {
        await EnterAsync(room, "farah@localhost");
        foreach (var text in (string[])[_words.Plant("talk"), $"!status {_words.Plant("status")}", $"!owner {_words.Plant("question")}", $"!invite {_words.Plant("whom")}", $"!frobnicate {_words.Plant("noise")}", $"!logs {_words.Plant("whose")}", "!similar", "!alerts", $"!reassign secops because {_words.Plant("because")}"])
            await People.SayAsync("farah@localhost", room, text);
        await People.TellAsync("tariq@localhost", Xmpp.Bot.Address!, $"!status {id} {_words.Plant("alone")}");
        await People.TellAsync("tariq@localhost", Xmpp.Bot.Address!, $"!alerts {id}");
        foreach (var command in (string[])["alerts", "similar", "logs", "ack"])
            await People.SayAsync("farah@localhost", Triage, $"!{command} {id}");
        await People.WaitAsync(e => e is { Event: "told", Person: "tariq@localhost" } && _words.In(e.Text!).Any());
        await People.WaitAsync(e => e is { Event: "told", Person: "farah@localhost" } && _words.In(e.Text!).Any());
        await Eventually.GetAsync(() => _service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");
        await _service.SettledAsync(id);
    }

    /// <summary>One that was public before: what is said from then on is not.</summary>
    private async Task<string> MadePrivateAsync()
    {
        var (id, room) = await OpenAsync(_service, "shop 95 closed");
        await EnterAsync(room, "kari@localhost", "ingrid@localhost");
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!private" });
        await _service.SettledAsync(id);
        await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!status {_words.Plant("madeprivate")}" });
        await _service.SettledAsync(id);
        return id;
    }

    /// <summary>One of which the security group's room is told, until somebody accepts.</summary>
    private async Task<string> SuggestedAsync()
    {
        var id = (await _service.OpenAsync(new { title = $"edge 40 leak {_words.Plant("suggested")}", description = _words.Say("suggesteddescription"), severity = "high" })).Text("id");
        var (answered, _) = await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!accept" });
        Assert.Equal(HttpStatusCode.OK, answered);
        await _service.SettledAsync(id);
        return id;
    }

    /// <summary>People of other teams and of none ask for it; so does a member, in a room where others are.</summary>
    private async Task StrangersAskAsync(string id, string open)
    {
        foreach (var command in (string[])["similar", "alerts", "logs", "owner", "status", "ack", "accept", "resolve", "invite kari"])
        {
            await People.SayAsync("kari@localhost", open, $"!{command} {id}");
            await People.SayAsync("tariq@localhost", open, $"!{command.Replace("resolve", "help", StringComparison.Ordinal)} {id}");
            await People.SayAsync("ingrid@localhost", Triage, $"!{command} {id}");
            await People.TellAsync("ingrid@localhost", Xmpp.Bot.Address!, $"{command} {id}");
            await People.TellAsync("stranger@localhost", Xmpp.Bot.Address!, $"!{command} {id}");
        }
        foreach (var (person, room) in ((string, string)[])[("kari@localhost", open), ("ingrid@localhost", Triage)])
        {
            var answers = People.Events.Count(e => e.Event == "heard" && e.Person == person && e.Text!.StartsWith("Edge delivery", StringComparison.Ordinal));
            await People.SayAsync(person, room, "!oncall edge");        // answered last
            await Eventually.GetAsync(() => Task.FromResult(People.Events.Count(e => e.Event == "heard" && e.Person == person && e.Text!.StartsWith("Edge delivery", StringComparison.Ordinal))), count => count > answers);
        }
    }

    /// <summary>All that somebody's client can ask a server for: its rooms, what each is, who is in it, what was said there.</summary>
    private async Task StrangersLookAsync(IReadOnlyCollection<string> hidden)
    {
        foreach (var other in Others)
        {
            var listed = await People.ListAsync(other);
            Assert.Empty(listed.Intersect(hidden));
            Assert.Contains(Triage, listed);
            foreach (var room in listed.Concat(hidden))
            {
                await People.AskAsync(other, room, "get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
                await People.AskAsync(other, room, "get", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
                await People.AskAsync(other, room, "get", "<vCard xmlns='vcard-temp'/>");
                var refused = await People.AskAsync(other, room, "set", "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>50</max><before/></set></query>");
                if (hidden.Contains(room))
                    Assert.Equal("forbidden", refused);
            }
            await People.AskAsync(other, other, "set", "<query xmlns='urn:xmpp:mam:2'/>");
            await People.AskAsync(other, Xmpp.Bot.Address!, "get", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'/></pubsub>");
        }
        foreach (var room in hidden)
            Assert.Equal("registration-required", await People.EnterAsync("stranger@localhost", room));
    }

    /// <summary>One word in each place that is searched, so that finding nothing there before counts.</summary>
    private async Task PlantLeaksAsync(string open)
    {
        var xmpp = _service.Get<ConnectorSet>().Get("xmpp");
        await xmpp.PostAsync(new("xmpp", open, "x"), ChatMessage.Plain(_words.Any), Token);
        await xmpp.EnsureRoomAsync(new(RoomKind.Standing, _words.Any, "planted", IsPrivate: false), Token);
        await xmpp.PostAsync(new("xmpp", "kari@localhost", "x"), ChatMessage.Plain(_words.Any), Token);
        _service.Get<ILoggerFactory>().CreateLogger("Classifier.Test").Planted(_words.Any);
    }

    private IEnumerable<(string Place, string Word)> Found(IReadOnlyCollection<string> hidden)
    {
        string[] own = [.. hidden.Concat(Members).Select(NodeOf), NodeOf(Xmpp.Bot.Address!)];      // the bot's own archive holds what it told members
        IEnumerable<(string Place, string Text)> places = _wire.Sent.Where(e => !hidden.Contains(ToOf(e)) && !Members.Contains(ToOf(e))).Select(e => ($"sent to {ToOf(e)}", e.ToString()))
            .Concat(People.Events.Where(e => e.Event == "seen" && Others.Contains(e.Person)).Select(e => ($"seen by {e.Person}", e.Text!)))
            .Concat(Prosody.Stored().Where(s => !own.Contains(s.Of)).Select(s => ($"stored of {s.Of}", s.Text)))
            .Append(("log", _logs.Text));
        return places.SelectMany(p => _words.In(p.Text).Select(word => (p.Place, word))).Distinct();
    }

    private static string ToOf(XElement sent) => ((string?)sent.Attribute("to"))?.Split('/')[0] ?? "nobody";

    private static string NodeOf(string address) => address.Split('@')[0];

    private async Task EnterAsync(string room, params string[] people)
    {
        foreach (var person in people)
        {
            await Xmpp.LetInAsync(room, person);
            Assert.Null(await People.EnterAsync(person, room));
        }
    }

    /// <summary>Those of private incidents, as they are now, and the security group's.</summary>
    private async Task<HashSet<string>> PrivateRoomsAsync()
    {
        var incidents = (await _service.GetAsync("/v1/incidents?limit=200")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("private").GetBoolean());
        return [.. incidents.Select(RoomOf), $"security-triage@{ProsodyProcess.Rooms}"];
    }

    private static string RoomOf(JsonElement incident) => incident.GetProperty("rooms").EnumerateArray().Last().Text("external_id");
}
