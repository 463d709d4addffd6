using System.Text.Json.Nodes;
using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>Words are planted in private incidents on Teams, and looked for in every call that goes neither to their channels nor to a member alone, and in the log.</summary>
public sealed class TeamsLeakTests : TeamsServiceTests
{
    private readonly PrivateWords _words = new();

    private protected override void Prepare(Dictionary<string, string> settings) => settings["Logging:LogLevel:Default"] = "Trace";

    [Fact]
    public async Task WordsOfPrivateIncidents_AreInTheirChannelsAndToldToMembersAlone()
    {
        var open = await Service.OpenAsync(new { title = "edge 95 public", severity = "high", labels = new { site = "osl1" } });
        await Service.OpenAsync(new { title = "edge 75 announced", dedup_key = "announced" });
        var secret = await Service.OpenAsync(new
        {
            title = $"edge 95 leak {_words.Plant("title")}",
            description = _words.Plant("description"),
            labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = _words.Plant("service"), [_words.Plant("labelname")] = "x" },
            logs = new[] { _words.Plant("logs") },
            severity = "high",
        });
        var suggested = await Service.OpenAsync(new { title = $"edge 40 leak {_words.Plant("suggested")}", severity = "high" });
        var (id, room) = (secret.Text("id"), RoomOf(secret));
        foreach (var said in (string[])[$"!status {_words.Plant("status")}", $"!owner {_words.Say("question")}", $"!frobnicate {_words.Say("noise")}", $"!invite {_words.Say("whom")}", "!similar", "!alerts"])
            await Deliveries.WriteAsync(People.Users["farah"], room, said);
        await Deliveries.TaskAsync("task/submit", People.Users["farah"], room, new() { ["incident"] = long.Parse(id[4..], System.Globalization.CultureInfo.InvariantCulture), ["team"] = "secops", ["because"] = _words.Plant("because") });
        foreach (var about in (string[])[id, suggested.Text("id")])
        {
            foreach (var command in (string[])["similar", "alerts", "logs", "owner", "status", "ack", "resolve"])
            {
                await Deliveries.WriteAsync(People.Users["rafael"], RoomOf(open), $"!{command} {about}");
                await Deliveries.WriteAsync(People.Users["tariq"], RoomOf(open), $"!{command} {about}");     // may see it, but others are in this room
                await Deliveries.SayAsync(People.Users["ingrid"], $"a:{People.Users["ingrid"]}", $"{command} {about}");
            }
        }
        await Deliveries.WriteAsync(People.Users["farah"], room, $"!resolve {_words.Plant("resolution")}");
        await Service.SettledAsync(id);

        Assert.Empty(Found());
        Assert.Contains(Teams.Calls, c => _words.In(c.Body).Any());        // its members have them

        await Service.Get<ConnectorSet>().Get("teams").PostAsync(new("teams", RoomOf(open), "x"), ChatMessage.Plain(_words.Any), Token);
        Service.Get<ILoggerFactory>().CreateLogger("Classifier.Test").Planted(_words.Any);
        Assert.Equal(["POST conversations", "log"], Found().Select(f => f.Place).Distinct());
    }

    private IEnumerable<(string Place, string Word)> Found()
    {
        var closed = Teams.Look(t => t.Channels.Where(c => c.IsPrivate).Select(c => c.Id).ToList());
        string[] members = [People.Users["farah"], People.Users["tariq"], People.Users["ola"]];
        var open = Teams.Calls.Where(c => !closed.Exists(id => (WhereOf(c) ?? c.Path).Contains(id, StringComparison.Ordinal)) && !members.Any(m => c.Path.Contains($"a:{m}", StringComparison.Ordinal)));
        return [.. open.Select(c => (c.Name, Text: $"{c.Path}\n{c.Body}")).Append(("log", Logs.Text)).SelectMany(p => _words.In(p.Item2).Select(w => (p.Item1, w))).Distinct()];
    }

    private static string? WhereOf(TeamsCallSeen call) => call.Name == "POST conversations" ? (string?)JsonNode.Parse(call.Body)?["channelData"]?["channel"]?["id"] : null;

    private static string RoomOf(System.Text.Json.JsonElement incident) => incident.GetProperty("rooms").EnumerateArray().Last().Text("external_id");
}
