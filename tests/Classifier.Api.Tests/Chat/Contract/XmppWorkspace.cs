using System.Xml.Linq;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Tests.Chat.Prosody;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>A Prosody, with a bot of the test's own. What is looked at past the connector is looked at with the bot's account, which alone sees all rooms.</summary>
internal sealed class XmppWorkspace : ChatWorkspace
{
    private readonly List<XmppClient> _opened = [];
    private readonly XmppClient _eye;
    private readonly XmppClient _ann;

    private XmppWorkspace(ProsodyProcess prosody)
    {
        (Prosody, Bot) = (prosody, prosody.NewBot());
        _eye = Client(Bot with { Nick = "eye" });
        _ann = Client(prosody.NewBot() with { Nick = "ann" });
    }

    public ProsodyProcess Prosody { get; }

    /// <summary>The bot's settings.</summary>
    public XmppOptions Bot { get; }

    public override string WhyNobodyRenames => "a room's address stays as it is";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>In the run's server, or in one that nobody else uses.</summary>
    public static async Task<XmppWorkspace> StartAsync(ProsodyProcess? prosody = null)
    {
        var workspace = new XmppWorkspace(prosody ?? await ProsodyServer.GetAsync());
        workspace.Prosody.Register("p000");
        return workspace;
    }

    public override IChatConnector Connect() => new XmppConnector(Client(Bot));

    /// <summary>A connection with other settings, closed with the workspace.</summary>
    public XmppClient Client(XmppOptions options)
    {
        _opened.Add(new(options.Account()));
        return _opened[^1];
    }

    public override IReadOnlyList<string> People(int count) => [.. Enumerable.Range(0, count).Select(n => $"p{n:D3}@{ProsodyProcess.Domain}")];      // the first of them has an account

    public override async Task<SeenRoom> LookAsync(ChatRoom room)
    {
        var session = await _eye.SessionAsync(Token);
        var info = XmppNames.Require("looking", await session.AskAsync(room.Id, "get", new(XmppNames.DiscoInfo + "query"), Token)).Element(XmppNames.DiscoInfo + "query")!;
        var features = info.Elements(XmppNames.DiscoInfo + "feature").Select(f => f.Text("var")).ToHashSet();
        var isClosed = features.Contains("muc_moderated");
        Assert.Superset(new HashSet<string?> { "muc_membersonly", "muc_persistent" }, features);
        return new(room.Name, await TopicAsync(room.Id), features.Contains("muc_hidden") && !isClosed, isClosed, await XmppRooms.PeopleAsync(session, room.Id, "member", Token), [.. (await MessagesAsync(room.Id)).Select(Seen)]);
    }

    /// <summary>What stands in a room, oldest first, as it reads after corrections.</summary>
    public async Task<IReadOnlyList<(XmppKept Kept, string Text)>> MessagesAsync(string room)
    {
        var shown = new List<(XmppKept Kept, string Text)>();
        await foreach (var kept in XmppArchive.SinceAsync(await _eye.SessionAsync(Token), room, DateTimeOffset.UnixEpoch, Token))
        {
            var corrected = kept.Message.Element(XmppNames.Correction + "replace")?.Text("id");
            if (kept.Message.Element(XmppNames.Client + "body")?.Value is not { } text)
                continue;
            var earlier = shown.FindIndex(m => m.Kept.Message.Text("id") == corrected && m.Kept.Person == kept.Person);
            if (earlier >= 0)
                shown[earlier] = (shown[earlier].Kept, text);
            else
                shown.Add((kept, text));
        }
        return shown;
    }

    /// <summary>Lets somebody into a room.</summary>
    public async Task LetInAsync(string room, string person) => XmppNames.Require("letting in", await XmppRooms.AffiliateAsync(await _eye.SessionAsync(Token), room, person, "member", Token));

    /// <summary>The open rooms that the bot notes as its own.</summary>
    public async Task<IReadOnlyList<string>> RoomsAsync() => [.. (await XmppIndex.ReadAsync(await _eye.SessionAsync(Token), Token)).Select(e => e.Room)];

    public override async Task<int> CountRoomsAsync(RoomRequest request)
    {
        var session = await _eye.SessionAsync(Token);
        var count = 0;
        foreach (var room in (await XmppIndex.ReadAsync(session, Token)).Where(e => e.Marker == request.Marker).Select(e => e.Room).Append($"{request.Name}@{ProsodyProcess.Rooms}").Distinct())
            count += (await session.AskAsync(room, "get", new(XmppNames.DiscoInfo + "query"), Token)).Error() is null ? 1 : 0;
        return count;
    }

    public override async Task OpenAsync(string name)
    {
        var (session, room) = (await _ann.SessionAsync(Token), $"{name}@{ProsodyProcess.Rooms}");
        Assert.True((await session.Rooms.EnterAsync(room, Token)).IsNew);
        XmppNames.Require("opening", await session.AskAsync(room, "set", new(XmppNames.MucOwner + "query", new XElement(XmppNames.Form + "x", new XAttribute("type", "submit"))), Token));
    }

    // Whoever has the bot's account may: nobody else owns the room.
    public override async Task ArchiveAsync(ChatRoom room)
    {
        var session = await _eye.SessionAsync(Token);
        var state = (await XmppRooms.LookAsync(session, room.Id, Token))!;
        await XmppRooms.ConfigureAsync(session, room.Id, room.Name, state, state.Marker, state.IsPrivate, isClosed: true, Token);
    }

    public override Task RenameAsync(ChatRoom room, string name) => throw new NotSupportedException(WhyNobodyRenames);

    public override async Task SayAsync(ChatRoom room, string text, int times)
    {
        var session = await _ann.SessionAsync(Token);
        await LetInAsync(room.Id, session.Self.Bare);
        XmppNames.Require("entering", (await session.Rooms.EnterAsync(room.Id, Token)).Answer);
        for (var i = 0; i < times; i++)
            XmppNames.Require("saying", await session.SayAsync(room.Id, XmppSession.NewId(), [new(XmppNames.Client + "body", text)], Token));
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _opened)
            await client.DisposeAsync();
    }

    /// <summary>A room tells its topic to who enters, and nobody else.</summary>
    private async Task<string> TopicAsync(string room)
    {
        await using var socket = await XmppSocket.ConnectAsync(Bot.Url!, Token);
        await XmppLogin.RunAsync(socket, Bot.Account(), Token);
        await socket.SendAsync(new(XmppNames.Client + "presence", new XAttribute("to", $"{room}/look-{Guid.NewGuid():N}"), new XElement(XmppNames.Muc + "x", new XElement(XmppNames.Muc + "history", new XAttribute("maxstanzas", 0)))), Token);
        while (true)
        {
            if ((await socket.ReceiveAsync(Token))!.Element(XmppNames.Client + "subject") is { } topic)
                return topic.Value;
        }
    }

    /// <summary>The answers that one can type stand below the text, each on a line of its own.</summary>
    private static SeenPost Seen((XmppKept Kept, string Text) message)
    {
        var below = message.Text.IndexOf($"\n{XmppMessages.AnswerSign}", StringComparison.Ordinal);
        return new(below < 0 ? message.Text : message.Text[..below], below >= 0);
    }
}
