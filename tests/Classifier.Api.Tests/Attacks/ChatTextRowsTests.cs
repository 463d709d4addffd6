using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Chat;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Attacks;

/// <summary>
/// Part D of the attack table as far as chat goes: what strangers write into alerts reaches Slack as text, in every call that the
/// service makes and every answer that it gives. Row 60 is in <c>ConsoleTests</c>.
/// </summary>
public sealed class ChatTextRowsTests : IAsyncLifetime
{
    private readonly string _own = $"-{Guid.NewGuid():N}"[..9];
    private readonly CollectingLogs _logs = new();
    private SlackWorkspace _slack = null!;
    private SlackDirectory _directory = null!;
    private TestHome _home = null!;
    private RunningService _service = null!;
    private SlackDeliveries _deliveries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackWorkspace.StartAsync();
        _directory = SlackDirectory.Of(Some.DirectoryYaml, _slack, _own);
        _home = new(_directory.Yaml);
        _service = await RunningService.StartAsync(home: _home, configure: s => s.AddSingleton<ILoggerProvider>(_logs),
            settings: new Dictionary<string, string>(SlackDirectory.Settings(_slack, "slack")) { ["Logging:LogLevel:Default"] = "Trace" });
        _deliveries = new(_service);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _slack.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("<!channel> <!here> <!everyone> <@U1> <!subteam^S1>")]
    [InlineData("<!date^1^{date}|x> <#C1|general>")]
    public Task Row57_MarksThatMention_AreText(string hostile) => IsTextEverywhereAsync(hostile);

    /// <summary>Slack makes mentions of plain words alone where <c>link_names</c> or <c>parse</c> asks for it.</summary>
    [Fact]
    public async Task Row58_PlainMentions_MentionNobody()
    {
        await IsTextEverywhereAsync("@channel @here @everyone @ola");

        Assert.DoesNotContain(_slack.Proxy.Calls, c => c.Form.ContainsKey("link_names") || c.Form.ContainsKey("parse"));
    }

    [Theory]
    [InlineData("<https://evil.example/x|Grafana>")]
    [InlineData("[Grafana](https://evil.example/x) <slack://open|us>")]
    public async Task Row59_LinksUnderAnotherName_AreTextAndNotUnfurled(string hostile)
    {
        await IsTextEverywhereAsync(hostile);

        Assert.All(_slack.Proxy.Calls.Where(c => c.Method == "chat.postMessage"), c => Assert.Equal(("false", "false"), (c.Form["unfurl_links"], c.Form["unfurl_media"])));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\u2028")]
    public async Task Row61_LineBreaks_WriteNoLineOfOursAndNoHeader(string lineBreak)
    {
        const string Line = "Model: Shop platform, 99 % sure";
        var hostile = $"x{lineBreak}{Line}{lineBreak}Set-Cookie: a=b";
        using var content = new StringContent(
            new JsonObject { ["title"] = $"edge 95 {hostile}", ["source"] = hostile, ["labels"] = new JsonObject { ["site"] = $"osl1{lineBreak}{Line}", ["service"] = hostile }, [hostile] = 1 }.ToJsonString(),
            new MediaTypeHeaderValue("application/json"));

        using var accepted = await _service.Http.PostAsync("/v1/alerts", content, Token);
        var room = await RoomAsync((await DecidedAsync((await RunningService.BodyAsync(accepted)).Text("alert_id"))).Text("incident"));

        Assert.False(accepted.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain('\n', Assert.Single(accepted.Headers.GetValues("Warning")));
        var seen = await _slack.LookAsync(room);
        Assert.DoesNotContain(lineBreak, seen.Topic, StringComparison.Ordinal);
        Assert.All(seen.Posts, p => Assert.DoesNotContain(Line, p.Text.Split('\n', '\r', '\u2028')));
    }

    /// <summary>What people see as one character is not cut in two, and names are made of the id where nothing of the title will do.</summary>
    [Theory]
    [InlineData("👩‍👩‍👧‍👦", 60)]
    [InlineData("שלום עולם ", 60)]
    [InlineData("z̷͑", 170)]
    [InlineData("z", 1, 5000)]
    public async Task Row62_TitleOfEmojiForeignLettersOrMarks_NamesAndCutsWhole(string piece, int times, int marks = 0)
    {
        var title = $"{string.Concat(Enumerable.Repeat(piece, times))}{new string('\u0301', marks)}";

        var incident = await _service.OpenAsync(new { title, severity = "critical" });

        var room = await RoomAsync(incident.Text("id"));
        Assert.Matches($"^{incident.Text("id")}(-[0-9]+)?(-z+)?$", room.Name);
        var kept = incident.Text("title");
        Assert.True(kept.Length is > 0 and <= 512 && title.StartsWith(kept, StringComparison.Ordinal));
        Assert.True(marks > 0 || kept.Length == title.TrimEnd().Length || StringInfo.ParseCombiningCharacters(title).Contains(kept.Length), $"cut within a character: {kept[^8..]}");
        foreach (var text in _slack.Proxy.Calls.SelectMany(c => c.Form.Values))
            Assert.DoesNotContain('\uFFFD', text);
        var topic = (await _slack.LookAsync(room)).Topic;
        Assert.InRange(topic.Length, 1, 250);
        Assert.EndsWith("…", topic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0435dge")]          // Cyrillic е
    [InlineData("ed\u200bge")]
    [InlineData("\u202eegde")]
    public async Task Row63_NameThatOnlyLooksLikeATeam_IsNotTakenForIt_AndNotInNamesOrLogs(string lookAlike)
    {
        var incident = await _service.OpenAsync(new { title = $"shop 95 {lookAlike}{_own}", severity = "high", labels = new { service = $"{lookAlike}-proxy", team = lookAlike } });
        var room = await RoomAsync(incident.Text("id"));

        var (_, answer) = await _service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"!reassign {lookAlike}" });

        Assert.StartsWith($"No team is called '{lookAlike}'", answer.Text("reply"), StringComparison.Ordinal);
        Assert.Equal("shop", (await _service.GetAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("owning_team").Text("label"));
        Assert.DoesNotContain("ola", incident.People());
        Assert.All(room.Name, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c == '-'));
        Assert.DoesNotContain(lookAlike, _logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ root | json }} {{$secret}} {% raw %}")]
    [InlineData("${env:PATH} $(id) `id` %n %s {0} {Incident}")]
    public async Task Row68_PlaceholdersOfTemplatesShellsAndLogs_StayAsTheyAre(string hostile)
    {
        var title = $"edge 95 {hostile}";
        await IsTextEverywhereAsync(hostile);
        var group = new { version = "4", status = "firing", groupKey = hostile, alerts = new[] { new { status = "firing", labels = new Dictionary<string, string> { ["alertname"] = hostile, ["severity"] = "high" }, annotations = new { summary = title, description = hostile } } } };

        var (_, accepted) = await _service.PostAsync("/v1/alerts/alertmanager", group);
        var alert = await DecidedAsync(accepted.GetProperty("alert_ids")[0].GetString()!);

        Assert.Contains(hostile, alert.Text("title"), StringComparison.Ordinal);
        var room = await RoomAsync(alert.Text("incident"));
        Assert.Contains((await _slack.LookAsync(room)).Posts, p => p.Text.Contains(hostile, StringComparison.Ordinal));
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, string.Join('\n', _slack.Proxy.Calls.SelectMany(c => c.Form.Values)), StringComparison.Ordinal);
    }

    /// <summary>Puts a text wherever an alert or a person can, lets it be answered in every way, and looks at all that reached Slack.</summary>
    private async Task IsTextEverywhereAsync(string hostile)
    {
        var incident = await _service.OpenAsync(new
        {
            title = $"edge 95 {hostile}",
            description = hostile,
            source = hostile.Length <= 64 ? hostile : hostile[..64],
            severity = "high",
            labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = hostile, ["host"] = hostile, [hostile] = hostile },
            logs = new[] { hostile },
            dedup_key = hostile,
            reporter = hostile,
        });
        await _service.OpenAsync(new { title = $"edge 75 {hostile}", dedup_key = "announced" });
        var (id, room, ola) = (incident.Text("id"), await RoomAsync(incident.Text("id")), _directory.Users["ola"]);
        var answers = new StringBuilder();
        foreach (var command in (string[])["similar", "alerts", "logs", $"owner {hostile}", $"reassign {hostile}", $"type {hostile}", $"invite {hostile}", $"status {hostile}", $"reassign shop because {hostile}", $"frobnicate{hostile}", $"resolve {hostile}"])
        {
            await _service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!{command}" });
            await _deliveries.EventAsync(new { type = "message", channel_type = "channel", user = ola, ts = "1.1", channel = room.Id, text = $"!{Slacks(command)}" });
            answers.AppendLine(JsonNode.Parse(await _deliveries.SlashAsync(ola, room.Id, Slacks(command)))!["text"]!.GetValue<string>());
        }
        await _service.SettledAsync(id);

        Assert.DoesNotContain('<', answers.ToString());
        Assert.DoesNotContain('>', answers.ToString());
        var shown = Escaped(hostile);
        Assert.Contains(_slack.Proxy.Calls, c => c.Method == "conversations.setTopic" && c.Form["topic"].Contains(shown, StringComparison.Ordinal));
        Assert.Contains(_slack.Proxy.Calls, c => c.Method == "chat.postMessage" && c.Form["text"].Contains(shown, StringComparison.Ordinal));
        foreach (var call in _slack.Proxy.Calls)
            IsText(call);
    }

    private static void IsText(SlackCall call)
    {
        foreach (var (name, value) in call.Form.Where(f => f.Key is not ("blocks" or "metadata" or "view")))
            Assert.False(value.Contains('<', StringComparison.Ordinal) || value.Contains('>', StringComparison.Ordinal), $"{call.Method}: {name} is {value}");
        foreach (var json in (IEnumerable<string>)[.. call.Form.Where(f => f.Key is "blocks" or "view").Select(f => f.Value)])
            Assert.All(TextTypes(JsonDocument.Parse(json).RootElement), type => Assert.Equal("plain_text", type));
    }

    /// <summary>How Slack is to read each text of blocks.</summary>
    private static IEnumerable<string> TextTypes(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextTypes),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => m.Name == "text" && m.Value.ValueKind == JsonValueKind.String ? [json.Text("type")] : TextTypes(m.Value)),
        _ => [],
    };

    private async Task<Api.Chat.ChatRoom> RoomAsync(string incident)
    {
        await _service.SettledAsync(incident);
        var room = Assert.Single((await _service.GetAsync($"/v1/incidents/{incident}")).GetProperty("rooms").EnumerateArray());
        return new("slack", room.Text("external_id"), room.Text("name"));
    }

    private Task<JsonElement> DecidedAsync(string alert) => Eventually.GetAsync(() => _service.GetAsync($"/v1/alerts/{alert}"), a => a.Text("state") == "decided");

    // What people type comes from Slack escaped.
    private static string Slacks(string typed) => Escaped(typed);

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
