using System.Collections.Concurrent;
using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>What came of entering a room.</summary>
/// <param name="Answer">The server's last word on it.</param>
/// <param name="IsNew">Whoever asked made the room: it did not exist, and is locked until it is configured.</param>
internal sealed record XmppEntry(XElement Answer, bool IsNew);

/// <summary>The rooms that one session is in, and who is there under which name (XEP-0045).</summary>
/// <param name="session">The session.</param>
/// <param name="nick">What we want to be called.</param>
internal sealed class XmppOccupancy(XmppSession session, string nick)
{
    private const int MaxNicks = 5;
    private const string Self = "110";
    private const string New = "201";

    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>Whether we are in a room.</summary>
    public bool IsIn(string room) => _rooms.TryGetValue(room, out var known) && known.IsIn;

    /// <summary>Who goes by a name in a room, by bare address; null when nobody does, or the room does not say.</summary>
    public string? PersonOf(string room, string name) => _rooms.TryGetValue(room, out var known) ? known.People.GetValueOrDefault(name) : null;

    /// <summary>Names of the others in a room.</summary>
    public IReadOnlyList<string> Others(string room) => _rooms.TryGetValue(room, out var known) ? [.. known.People.Keys.Where(name => name != known.Nick)] : [];

    /// <summary>Whether an address is ours in its room.</summary>
    public bool IsSelf(XmppAddress speaker) => _rooms.TryGetValue(speaker.Bare, out var known) && known.Nick == speaker.Resource;

    /// <summary>Enters a room, or makes it; nothing happens when we are there.</summary>
    public async Task<XmppEntry> EnterAsync(string room, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var wanted = nick + new string('_', attempt);
            var known = _rooms.GetOrAdd(room, _ => new(wanted));
            var entry = await EnterAsync(room, known, cancellationToken);
            if (entry.Answer.Error() is { } error)
            {
                _rooms.TryRemove(new(room, known));
                if (error == "conflict" && attempt < MaxNicks)
                    continue;       // somebody else goes by our name
            }
            return entry;
        }
    }

    private async Task<XmppEntry> EnterAsync(string room, Room known, CancellationToken cancellationToken)
    {
        try
        {
            var isFirst = known.TryBegin();
            if (isFirst)
                await session.SendAsync(Presence($"{room}/{known.Nick}", new XElement(XmppNames.Muc + "x", new XElement(XmppNames.Muc + "history", new XAttribute("maxstanzas", 0)))));
            var entry = await session.WithinAsync($"entering {room}", known.Entered.Task, cancellationToken);
            return entry with { IsNew = entry.IsNew && isFirst };
        }
        catch (ChatException)
        {
            _rooms.TryRemove(new(room, known));     // whoever tries again begins anew
            throw;
        }
    }

    /// <summary>Leaves a room; nothing happens when we are not there.</summary>
    public async Task LeaveAsync(string room)
    {
        if (_rooms.TryRemove(room, out var known))
            await session.SendAsync(Presence($"{room}/{known.Nick}", null, "unavailable"));
    }

    /// <summary>Takes a presence from a room.</summary>
    /// <returns>Who came, where somebody did while we are there.</returns>
    public XmppHeard? Take(XElement presence)
    {
        if (XmppAddress.Parse(presence.Text("from")) is not { } from || !_rooms.TryGetValue(from.Bare, out var room))
            return null;
        var about = presence.Element(XmppNames.MucUser + "x");
        var codes = (about?.Elements(XmppNames.MucUser + "status") ?? []).Select(s => s.Text("code")).ToHashSet();
        var isSelf = codes.Contains(Self);
        switch (presence.Text("type"))
        {
            case "error":
                room.Entered.TrySetResult(new(presence, IsNew: false));
                return null;
            case "unavailable":
                if (from.Resource is { } gone)
                    room.People.TryRemove(gone, out _);
                if (isSelf)
                    _rooms.TryRemove(new(from.Bare, room));     // taken out, or the room is gone
                return null;
            case null when from.Resource is { } name:
                var person = XmppAddress.Parse(about?.Element(XmppNames.MucUser + "item")?.Text("jid"))?.Bare;
                var isNew = person is not null && !room.People.ContainsKey(name);
                if (person is not null)
                    room.People[name] = person;
                if (!isSelf)
                    return isNew ? new(from.Bare, person!, "", "") : null;
                room.Nick = name;
                room.IsIn = true;
                room.Entered.TrySetResult(new(presence, codes.Contains(New)));
                return null;
            default:
                return null;
        }
    }

    private static XElement Presence(string to, XElement? about, string? type = null) => new(XmppNames.Client + "presence", new XAttribute("to", to), type is null ? null : new XAttribute("type", type), about);

    /// <summary>A room that we are in, or about to be.</summary>
    private sealed class Room(string nick)
    {
        private int _begun;

        public string Nick { get; set; } = nick;

        public bool IsIn { get; set; }

        public TaskCompletionSource<XmppEntry> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<string, string> People { get; } = new(StringComparer.Ordinal);

        public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;
    }
}
