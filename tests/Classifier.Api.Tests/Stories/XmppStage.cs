using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Prosody;

namespace Classifier.Api.Tests.Stories;

/// <summary>A Prosody of the story's own: people write there with a client that others wrote, and the service hears them as the server tells it.</summary>
internal sealed class XmppStage : StoryStage
{
    private readonly List<string> _rooms = [];
    private readonly HashSet<string> _online = [];
    private readonly HashSet<(string Person, string Room)> _in = [];
    private ProsodyProcess _prosody = null!;
    private XmppWorkspace _xmpp = null!;
    private ChatPeople _people = null!;

    public override string Tool => "XMPP, as Prosody serves it";

    public override string Connector => XmppNames.ConnectorName;

    public override async Task<IReadOnlyList<StoryRoom>> RoomsAsync()
    {
        _rooms.AddRange((await _xmpp.RoomsAsync()).Except(_rooms));        // a closed one is not noted any more
        var rooms = new List<StoryRoom>();
        foreach (var id in _rooms)
        {
            var seen = await _xmpp.LookAsync(new(Connector, id, id.Split('@')[0]));
            rooms.Add(new(id, seen.Name, seen.IsPrivate, seen.IsArchived, seen.Topic, [.. seen.Members.Select(XmppDirectory.PersonOf)], [.. (await _xmpp.MessagesAsync(id)).Select(m => Read(m.Kept, m.Text))]));
        }
        return rooms;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_people is not null)
            await _people.DisposeAsync();
        if (_xmpp is not null)
            await _xmpp.DisposeAsync();
        if (_prosody is not null)
            await _prosody.DisposeAsync();
    }

    protected override async Task<string> PrepareAsync(string directory)
    {
        _xmpp = await XmppWorkspace.StartAsync(_prosody = await ProsodyProcess.StartAsync());
        _people = ChatPeople.Start(_prosody);
        return XmppDirectory.Of(directory);
    }

    protected override IReadOnlyDictionary<string, string> Settings() => XmppDirectory.Settings(_xmpp, Connector);

    protected override async Task SayInAsync(string person, StoryRoom room, string text)
    {
        var address = await OnlineAsync(person);
        if (_in.Add((person, room.Id)))
            Assert.Null(await _people.EnterAsync(address, room.Id));
        await _people.SayAsync(address, room.Id, text);
    }

    /// <summary>There is nothing to press here: what stands beside the label is typed.</summary>
    protected override async Task PressInAsync(string person, StoryRoom room, string label) =>
        await SayInAsync(person, room, (await _xmpp.MessagesAsync(room.Id)).SelectMany(m => Answers(m.Text)).Last(a => a.Label == label).Command);

    protected override async Task<string> AskAsync(string person, string command)
    {
        var address = await OnlineAsync(person);
        var before = _people.Events.Count;
        await _people.TellAsync(address, _xmpp.Bot.Address!, $"!{command}");
        return (await _people.WaitAsync(e => e.Event == "told" && e.Person == address && _people.Events.Skip(before).Contains(e))).Text!;
    }

    private async Task<string> OnlineAsync(string person)
    {
        if (_online.Add(person))
            await _people.ComeAsync(person);
        return XmppDirectory.AddressOf(person);
    }

    private StoryPost Read(XmppKept kept, string text)
    {
        var below = text.IndexOf($"\n{XmppMessages.AnswerSign}", StringComparison.Ordinal);
        return new(kept.Id, kept.Person == _xmpp.Bot.Address ? "classifier" : XmppDirectory.PersonOf(kept.Person!), below < 0 ? text : text[..below], [.. Answers(text).Select(a => a.Label)]);
    }

    private static IEnumerable<(string Label, string Command)> Answers(string text) => text.Split('\n').Where(line => line.StartsWith(XmppMessages.AnswerSign, StringComparison.Ordinal))
        .Select(line => line[XmppMessages.AnswerSign.Length..].Split(": !", 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], $"!{parts[1]}"));
}
