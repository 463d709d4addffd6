using System.Text.Json.Nodes;
using Classifier.Api.Chat;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>Words are planted in private incidents on Teams, and looked for in every call that goes neither to their channels nor to a member alone, and in the log.</summary>
public sealed class TeamsLeakTests : IAsyncLifetime
{
    private readonly PrivateWords _words = new();
    private readonly CollectingLogs _logs = new();
    private FakeTeams _teams = null!;
    private TeamsDirectory _directory = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private TeamsDeliveries _deliveries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeTeams.StartAsync();
        _directory = TeamsDirectory.Of(Some.DirectoryYaml, _teams);
        _home = new(_directory.Yaml);
        _service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(_logs), settings: new Dictionary<string, string>(TeamsDeliveries.Settings(_teams, "teams")) { ["Logging:LogLevel:Default"] = "Trace" });
        _deliveries = new(_service, _teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _teams.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task WordsOfPrivateIncidents_AreInTheirChannelsAndToldToMembersAlone()
    {
        var open = await _service.OpenAsync(new { title = "edge 95 public", severity = "high", labels = new { site = "osl1" } });
        await _service.OpenAsync(new { title = "edge 75 announced", dedup_key = "announced" });
        var secret = await _service.OpenAsync(new
        {
            title = $"edge 95 leak {_words.Plant("title")}",
            description = _words.Plant("description"),
            labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = _words.Plant("service"), [_words.Plant("labelname")] = "x" },
            logs = new[] { _words.Plant("logs") },
            severity = "high",
        });
        var suggested = await _service.OpenAsync(new { title = $"edge 40 leak {_words.Plant("suggested")}", severity = "high" });
        var (id, room) = (secret.Text("id"), RoomOf(secret));
        foreach (var said in (string[])[$"!status {_words.Plant("status")}", $"!owner {_words.Say("question")}", $"!frobnicate {_words.Say("noise")}", $"!invite {_words.Say("whom")}", "!similar", "!alerts"])
            await _deliveries.WriteAsync(_directory.Users["farah"], room, said);
        await _deliveries.TaskAsync("task/submit", _directory.Users["farah"], room, new() { ["incident"] = long.Parse(id[4..], System.Globalization.CultureInfo.InvariantCulture), ["team"] = "secops", ["because"] = _words.Plant("because") });
        foreach (var about in (string[])[id, suggested.Text("id")])
        {
            foreach (var command in (string[])["similar", "alerts", "logs", "owner", "status", "ack", "resolve"])
            {
                await _deliveries.WriteAsync(_directory.Users["rafael"], RoomOf(open), $"!{command} {about}");
                await _deliveries.WriteAsync(_directory.Users["tariq"], RoomOf(open), $"!{command} {about}");     // may see it, but others are in this room
                await _deliveries.SayAsync(_directory.Users["ingrid"], $"a:{_directory.Users["ingrid"]}", $"{command} {about}");
            }
        }
        await _deliveries.WriteAsync(_directory.Users["farah"], room, $"!resolve {_words.Plant("resolution")}");
        await _service.SettledAsync(id);

        Assert.Empty(Found());
        Assert.Contains(_teams.Calls, c => _words.In(c.Body).Any());        // its members have them

        await _service.Get<ConnectorSet>().Get("teams").PostAsync(new("teams", RoomOf(open), "x"), ChatMessage.Plain(_words.Any), Token);
        _service.Get<ILoggerFactory>().CreateLogger("Classifier.Test").Planted(_words.Any);
        Assert.Equal(["POST conversations", "log"], Found().Select(f => f.Place).Distinct());
    }

    private IEnumerable<(string Place, string Word)> Found()
    {
        var closed = _teams.Look(t => t.Channels.Where(c => c.IsPrivate).Select(c => c.Id).ToList());
        string[] members = [_directory.Users["farah"], _directory.Users["tariq"], _directory.Users["ola"]];
        var open = _teams.Calls.Where(c => !closed.Exists(id => (WhereOf(c) ?? c.Path).Contains(id, StringComparison.Ordinal)) && !members.Any(m => c.Path.Contains($"a:{m}", StringComparison.Ordinal)));
        return [.. open.Select(c => (c.Name, Text: $"{c.Path}\n{c.Body}")).Append(("log", _logs.Text)).SelectMany(p => _words.In(p.Item2).Select(w => (p.Item1, w))).Distinct()];
    }

    private static string? WhereOf(TeamsCallSeen call) => call.Name == "POST conversations" ? (string?)JsonNode.Parse(call.Body)?["channelData"]?["channel"]?["id"] : null;

    private static string RoomOf(System.Text.Json.JsonElement incident) => incident.GetProperty("rooms").EnumerateArray().Last().Text("external_id");
}
