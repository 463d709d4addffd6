using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Tests.Chat;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Stories;

/// <summary>A Slack that others wrote, of the story's own: people post there, and the service is told as Slack tells it.</summary>
internal sealed partial class SlackStage : StoryStage
{
    private EmulateProcess _emulate = null!;
    private SlackWorkspace _slack = null!;
    private SlackDirectory _directory = null!;
    private SlackDeliveries? _deliveries;

    public override string Tool => "Slack, as npm emulate serves it";

    public override string Connector => SlackApi.ConnectorName;

    private SlackDeliveries Deliveries => _deliveries ??= new(Service);

    public override async Task<IReadOnlyList<StoryRoom>> RoomsAsync()
    {
        var rooms = new List<StoryRoom>();
        foreach (var channel in await _slack.ChannelsAsync())
        {
            var id = channel.Text("id");
            var seen = await _slack.LookAsync(new(Connector, id, channel.Text("name")));
            var posts = (await _slack.HistoryAsync(id)).Where(m => !m.TryGetProperty("subtype", out _)).Select(m => (Ts: m.Text("ts"), Post: Read(m))).Concat(Whispers(id));
            rooms.Add(new(id, seen.Name, seen.IsPrivate, seen.IsArchived, seen.Topic, [.. seen.Members.Select(PersonOf)], [.. posts.OrderBy(p => p.Ts, StringComparer.Ordinal).Select(p => p.Post)]));
        }
        return rooms;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_slack is not null)
            await _slack.DisposeAsync();
        if (_emulate is not null)
            await _emulate.DisposeAsync();
    }

    protected override async Task<string> PrepareAsync(string directory)
    {
        _slack = await SlackWorkspace.StartAsync(_emulate = await EmulateProcess.StartAsync());
        _directory = SlackDirectory.Of(directory, _slack);
        return _directory.Yaml;
    }

    protected override IReadOnlyDictionary<string, string> Settings() => SlackDirectory.Settings(_slack, Connector);

    protected override async Task SayInAsync(string person, StoryRoom room, string text)
    {
        var (user, isMention) = (_directory.Users[person], text.StartsWith("@classifier", StringComparison.Ordinal));
        var sent = SlackMessages.Escaped(text, SlackMessages.MaxText);
        if (isMention)
            sent = $"<@{_slack.BotId}>{sent["@classifier".Length..]}";
        var ts = await _slack.SayAsAsync(user, room.Id, sent);
        await Deliveries.EventAsync(new { type = isMention ? "app_mention" : "message", channel_type = room.IsPrivate ? "group" : "channel", user, ts, channel = room.Id, text = sent });
    }

    protected override async Task PressInAsync(string person, StoryRoom room, string label)
    {
        var button = (await _slack.HistoryAsync(room.Id)).SelectMany(Buttons).Last(b => b.GetProperty("text").Text("text") == label);
        await Deliveries.PressAsync(_directory.Users[person], room.Id, JsonNode.Parse(button.GetRawText())!);
    }

    protected override async Task<string> AskAsync(string person, string command) =>
        WebUtility.HtmlDecode(JsonNode.Parse(await Deliveries.SlashAsync(_directory.Users[person], "C0ELSEWHERE", command))!["text"]!.GetValue<string>());

    private StoryPost Read(JsonElement message) => new(message.Text("ts"), PersonOf(message.Text("user")), Plain(message.Text("text")), [.. Buttons(message).Select(b => b.GetProperty("text").Text("text"))]);

    private IEnumerable<(string Ts, StoryPost Post)> Whispers(string channel) => _slack.Proxy.Calls.Where(c => c.Method == "chat.postEphemeral" && c.Form["channel"] == channel)
        .Select(c => (Ts: JsonDocument.Parse(c.Answer).RootElement.TryGetProperty("message_ts", out var ts) ? ts.GetString()! : "", Call: c)).Where(w => w.Ts.Length > 0)
        .Select(w => (w.Ts, new StoryPost(w.Ts, "classifier", Plain(w.Call.Form["text"]), [], PersonOf(w.Call.Form["user"]))));

    private static IEnumerable<JsonElement> Buttons(JsonElement message) => !message.TryGetProperty("blocks", out var blocks) ? [] :
        blocks.EnumerateArray().Where(b => b.Text("type") == "actions").SelectMany(b => b.GetProperty("elements").EnumerateArray());

    private string PersonOf(string user) => user == _slack.BotId ? "classifier" : _directory.PersonOf(user) ?? user;

    private string Plain(string text) => WebUtility.HtmlDecode(Mention().Replace(text, m => $"@{PersonOf(m.Groups[1].Value)}"));

    [GeneratedRegex("<@([A-Z0-9]+)>")]
    private static partial Regex Mention();
}
