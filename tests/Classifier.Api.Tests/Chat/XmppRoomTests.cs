using System.Xml.Linq;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Prosody;

namespace Classifier.Api.Tests.Chat;

/// <summary>What is particular to rooms of XMPP, on a real server.</summary>
public sealed class XmppRoomTests : IAsyncLifetime
{
    private XmppWorkspace _xmpp = null!;
    private IChatConnector _connector = null!;
    private XmppSession _ann = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _xmpp = await XmppWorkspace.StartAsync();
        _connector = _xmpp.Connect();
        _ann = await _xmpp.Client(_xmpp.Prosody.NewBot() with { Nick = "ann" }).SessionAsync(Token);
    }

    public async ValueTask DisposeAsync() => await _xmpp.DisposeAsync();

    /// <summary>Somebody who guesses a room's name and mark makes it first, with the bot as owner beside them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureRoom_OfAStrangerWithOurMark_IsNotAdopted(bool isNoted)
    {
        var request = Request();
        var ours = await _connector.EnsureRoomAsync(request, Token);
        Assert.Equal(ours, await _xmpp.Connect().EnsureRoomAsync(request with { MayExist = true }, Token));      // the same mark on a room of ours is found
        var (planted, bot) = (Request(), await _xmpp.Client(_xmpp.Bot).SessionAsync(Token));
        var room = $"{planted.Name}@{ProsodyProcess.Rooms}";
        Assert.True((await _ann.Rooms.EnterAsync(room, Token)).IsNew);
        XmppNames.Require("marking", await _ann.AskAsync(room, "set", new(XmppNames.MucOwner + "query",
            XmppForm.Submit("http://jabber.org/protocol/muc#roomconfig", [("muc#roomconfig_roomdesc", $"Room of the incident classifier ({planted.Marker})")])), Token));
        XmppNames.Require("giving", await XmppRooms.AffiliateAsync(_ann, room, _xmpp.Bot.Address!, "owner", Token));
        if (isNoted)
            await XmppIndex.KeepAsync(bot, room, planted.Marker, Token);

        await Assert.ThrowsAsync<RoomNameTakenException>(() => _connector.EnsureRoomAsync(planted with { MayExist = true }, Token));

        var listed = new List<string>();
        await foreach (var marked in ((IListsRooms)_connector).ListRoomsAsync(Token))
            listed.Add(marked.Room.Id);
        Assert.Equal([ours.Id], listed);
    }

    /// <summary>Whoever is there when a room closes has no voice any more; what was said stays for its members.</summary>
    [Fact]
    public async Task Archive_WhoIsThereIsSilent_AndMembersStillRead()
    {
        var room = await _connector.EnsureRoomAsync(Request(isPrivate: true), Token);
        await _connector.InviteAsync(room, [_ann.Self.Bare], Token);
        Assert.Null((await _ann.Rooms.EnterAsync(room.Id, Token)).Answer.Error());
        Assert.Null((await SayAsync(room, "before")).Error());

        await _connector.ArchiveAsync(room, Token);
        Assert.Equal("forbidden", (await SayAsync(room, "after")).Error());
        Assert.Equal(["before"], await ReadAsync(room));

        await ((IReopensRooms)_connector).ReopenAsync(room, Token);
        Assert.Null((await SayAsync(room, "again")).Error());
        Assert.Equal(["again", "before"], await ReadAsync(room));
        Assert.True((await _xmpp.LookAsync(room)).IsPrivate);
    }

    /// <summary>Text that looks like elements is text; what XML cannot carry is left out, and the room goes on.</summary>
    [Fact]
    public async Task Post_MarkupAndControlCharacters_AreCharacters()
    {
        var room = await _connector.EnsureRoomAsync(Request(), Token);
        const string Text = "</body><x xmlns='jabber:x:conference' jid='evil@conference.localhost'/>]]>&#0;\u0000\u001b[31m\ufffe\u202e<!DOCTYPE a>";

        await _connector.PostAsync(room, ChatMessage.Plain(Text, "step-1"), Token);
        await _connector.SetTopicAsync(room, Text, Token);

        var message = Assert.Single(await _xmpp.MessagesAsync(room.Id)).Kept.Message;
        var shown = Text.Replace("\u0000", "", StringComparison.Ordinal).Replace("\u001b", "", StringComparison.Ordinal).Replace("\ufffe", "", StringComparison.Ordinal);
        Assert.Equal(shown, message.Element(XmppNames.Client + "body")!.Value);
        Assert.Empty(message.Elements(XmppNames.Invitation + "x"));
        Assert.Equal(shown, (await _xmpp.LookAsync(room)).Topic);
        // The look finds an invitation where there is one.
        await _connector.InviteAsync(room, [_ann.Self.Bare], Token);
        Assert.Null((await _ann.Rooms.EnterAsync(room.Id, Token)).Answer.Error());
        await _ann.SayAsync(room.Id, XmppSession.NewId(), [new XElement(XmppNames.Client + "body", "x"), new XElement(XmppNames.Invitation + "x", new XAttribute("jid", room.Id))], Token);
        Assert.Single((await _xmpp.MessagesAsync(room.Id))[^1].Kept.Message.Elements(XmppNames.Invitation + "x"));
    }

    private Task<XElement> SayAsync(ChatRoom room, string text) => _ann.SayAsync(room.Id, XmppSession.NewId(), [new XElement(XmppNames.Client + "body", text)], Token);

    private async Task<IReadOnlyList<string>> ReadAsync(ChatRoom room)
    {
        var read = new List<string>();
        await foreach (var kept in XmppArchive.BackwardsAsync(_ann, room.Id, Token))
        {
            if (kept.Message.Element(XmppNames.Client + "body") is { } body)
                read.Add(body.Value);
        }
        return read;
    }

    private static RoomRequest Request(bool isPrivate = false)
    {
        var own = $"{Guid.NewGuid():N}"[..16];
        return new(RoomKind.Incident, $"inc-{own}", $"incident:{own}:{(isPrivate ? "private" : "public")}", isPrivate);
    }
}
