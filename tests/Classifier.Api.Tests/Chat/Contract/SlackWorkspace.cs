using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Chat.Vendor;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>Slack as emulate serves it, behind our proxy. What was called is held against Slack's own description in the end.</summary>
internal sealed class SlackWorkspace : ChatWorkspace
{
    private readonly List<IDisposable> _opened = [];
    private readonly EmulateProcess _emulate;
    private readonly SlackDescription _description;

    private SlackWorkspace(EmulateProcess emulate, SlackProxy proxy, SlackDescription description, TimeProvider clock)
    {
        (_emulate, Proxy, _description, Clock) = (emulate, proxy, description, clock);
        (BotToken, BotId) = emulate.TakeBot();
    }

    public SlackProxy Proxy { get; }

    /// <summary>The service's, for its pauses.</summary>
    public TimeProvider Clock { get; }

    public string BotToken { get; }

    public string BotId { get; }

    public static async Task<SlackWorkspace> StartAsync(TimeProvider? clock = null) => await StartAsync(await EmulateServer.GetAsync(), clock);

    /// <summary>In a server that nobody else uses.</summary>
    public static async Task<SlackWorkspace> StartAsync(EmulateProcess emulate, TimeProvider? clock = null)
    {
        var description = SlackDescription.Load();
        return new(emulate, await SlackProxy.StartAsync(emulate), description, clock ?? TimeProvider.System);
    }

    public override IChatConnector Connect() => Connect(BotToken, TimeSpan.FromSeconds(30));

    /// <summary>A connector with another token, or less patience.</summary>
    public SlackConnector Connect(string token, TimeSpan timeout)
    {
        var http = new HttpClient { BaseAddress = Proxy.ApiUrl, Timeout = timeout };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var limits = new CallLimits(SlackApi.ConnectorName, new Dictionary<string, CallLimit>(), 1, Clock);
        _opened.Add(http);
        return new(new(http, limits), isInteractive: true);
    }

    public override IReadOnlyList<string> People(int count) => [.. Enumerable.Range(0, count).Select(n => _emulate.People[$"p{n:D3}"])];

    public override async Task<SeenRoom> LookAsync(ChatRoom room)
    {
        var channel = (await _emulate.CallAsync(BotToken, "conversations.info", ("channel", room.Id))).GetProperty("channel");
        var members = (await _emulate.CallAsync(BotToken, "conversations.members", ("channel", room.Id))).GetProperty("members");
        var history = (await _emulate.CallAsync(BotToken, "conversations.history", ("channel", room.Id), ("limit", "1000"))).GetProperty("messages");
        return new(
            channel.Text("name"), WebUtility.HtmlDecode(channel.GetProperty("topic").Text("value")), channel.GetProperty("is_private").GetBoolean(), channel.GetProperty("is_archived").GetBoolean(),
            [.. members.EnumerateArray().Select(m => m.GetString()!).Where(m => m != BotId)],
            [.. history.EnumerateArray().Where(m => !m.TryGetProperty("subtype", out _)).Reverse().Select(m => new SeenPost(WebUtility.HtmlDecode(m.Text("text")), HasBlocks(m)))]);
    }

    public override async Task<int> CountRoomsAsync(RoomRequest request)
    {
        var channels = (await _emulate.CallAsync(BotToken, "conversations.list", ("limit", "1000"), ("types", "public_channel,private_channel"))).GetProperty("channels");
        return channels.EnumerateArray().Count(c => c.Text("creator") == BotId && (c.Text("name") == request.Name || c.GetProperty("purpose").Text("value").Contains(request.Marker, StringComparison.Ordinal)));
    }

    public override Task OpenAsync(string name) => _emulate.CallAsync(EmulateProcess.PersonToken, "conversations.create", ("name", name));

    public override Task ArchiveAsync(ChatRoom room) => AsMemberAsync(room, "conversations.archive");

    public override Task RenameAsync(ChatRoom room, string name) => AsMemberAsync(room, "conversations.rename", ("name", name));

    public override async Task SayAsync(ChatRoom room, string text, int times)
    {
        for (var i = 0; i < times; i++)
            await SayAsync(room, ("text", text));
    }

    /// <summary>A person, or another app, posts a message of any form.</summary>
    public Task SayAsync(ChatRoom room, params (string Name, string Value)[] message) => _emulate.CallAsync(EmulateProcess.PersonToken, "chat.postMessage", [("channel", room.Id), .. message]);

    /// <summary>One of the people posts a message.</summary>
    /// <returns>What Slack calls the message.</returns>
    public async Task<string> SayAsAsync(string user, string channel, string text) =>
        (await _emulate.CallAsync(_emulate.TokenOf(user), "chat.postMessage", ("channel", channel), ("text", text))).Text("ts");

    /// <summary>The channels that our bot made, closed ones too.</summary>
    public async Task<IReadOnlyList<JsonElement>> ChannelsAsync() =>
        [.. (await _emulate.CallAsync(BotToken, "conversations.list", ("limit", "1000"), ("types", "public_channel,private_channel"))).GetProperty("channels").EnumerateArray().Where(c => c.Text("creator") == BotId)];

    /// <summary>What stands in a channel, oldest first.</summary>
    /// <param name="channel">Its id.</param>
    /// <param name="token">Whose eyes it is seen with; null for the bot's.</param>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string channel, string? token = null) =>
        [.. (await _emulate.CallAsync(token ?? BotToken, "conversations.history", ("channel", channel), ("limit", "1000"))).GetProperty("messages").EnumerateArray().Reverse()];

    /// <summary>A person who is in the room takes the bot out.</summary>
    public Task KickBotAsync(ChatRoom room) => _emulate.CallAsync(EmulateProcess.PersonToken, "conversations.kick", ("channel", room.Id), ("user", BotId));

    /// <summary>The person who may do anything.</summary>
    public string Ann => _emulate.People[EmulateProcess.Person];

    public override async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
            opened.Dispose();
        await Proxy.DisposeAsync();
        Assert.Empty(Proxy.Calls.SelectMany(c => _description.FaultsOf(c.Method, c.Form)).Distinct());
    }

    private async Task AsMemberAsync(ChatRoom room, string method, params (string Name, string Value)[] form)
    {
        await _emulate.CallAsync(EmulateProcess.PersonToken, "conversations.join", ("channel", room.Id));
        await _emulate.CallAsync(EmulateProcess.PersonToken, method, [("channel", room.Id), .. form]);
    }

    private static bool HasBlocks(JsonElement message) => message.TryGetProperty("blocks", out var blocks) && blocks.GetArrayLength() > 0;
}
