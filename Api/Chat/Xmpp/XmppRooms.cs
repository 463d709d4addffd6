using System.Xml.Linq;
using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp;

/// <summary>What a room of ours says of itself to us.</summary>
/// <param name="Marker">What it was opened for; empty as long as it is not configured.</param>
/// <param name="IsPrivate">Not listed.</param>
/// <param name="IsClosed">Nobody without voice may speak.</param>
/// <param name="Form">All of its configuration.</param>
internal sealed record XmppRoomState(string Marker, bool IsPrivate, bool IsClosed, XmppForm Form);

/// <summary>Configuration and people of rooms (XEP-0045), for their owner.</summary>
internal static class XmppRooms
{
    private const string Config = "http://jabber.org/protocol/muc#roomconfig";
    private const string Description = "muc#roomconfig_roomdesc";
    private const string Moderated = "muc#roomconfig_moderatedroom";
    private const string Listed = "muc#roomconfig_publicroom";
    private const string MembersOnly = "muc#roomconfig_membersonly";
    private const string Persistent = "muc#roomconfig_persistentroom";
    private const string PrivateBefore = "Private room of the incident classifier (";
    private const string PublicBefore = "Room of the incident classifier (";

    // Without these a room is not what is promised.
    private static readonly string[] Needed = [Description, Moderated, Listed, MembersOnly, Persistent];

    /// <summary>Looks at a room.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="RoomNameTakenException">It is somebody else's, or was until lately.</exception>
    public static async Task<XmppRoomState?> LookAsync(XmppSession session, string room, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(room, "get", new XElement(XmppNames.MucOwner + "query"), cancellationToken);
        if (answer.Error() is "item-not-found")
            return null;
        if (answer.Error() is "forbidden" or "not-allowed" or "gone")
            throw new RoomNameTakenException(XmppNames.ConnectorName, room);
        var form = XmppForm.Read(XmppNames.Require("reading the room's configuration", answer).Element(XmppNames.MucOwner + "query"));
        // Who made it may have made us its owner too: it is ours when it is nobody else's.
        if ((await PeopleAsync(session, room, "owner", cancellationToken)).Any(owner => owner != session.Self.Bare))
            throw new RoomNameTakenException(XmppNames.ConnectorName, room);
        var about = form[Description];
        var before = about.StartsWith(PrivateBefore, StringComparison.Ordinal) ? PrivateBefore : PublicBefore;
        var marker = about.StartsWith(before, StringComparison.Ordinal) && about.EndsWith(')') ? about[before.Length..^1] : about;
        return new(marker, before == PrivateBefore, form.Is(Moderated), form);
    }

    /// <summary>Makes a room what it is to be: members only, kept when it is empty, listed unless it is private. A new one is locked until then.</summary>
    /// <exception cref="ChatException">The server keeps no such rooms.</exception>
    public static async Task ConfigureAsync(XmppSession session, string room, string name, XmppRoomState now, string marker, bool isPrivate, bool isClosed, CancellationToken cancellationToken)
    {
        if (Needed.FirstOrDefault(field => !now.Form.Has(field)) is { } missing)
            throw new ChatException(XmppNames.ConnectorName, $"the server's rooms lack {missing}", isTransient: false);
        (string Field, string Value)[] wanted =
        [
            ("muc#roomconfig_roomname", isClosed ? $"{name} (closed)" : name),
            (Description, $"{(isPrivate ? PrivateBefore : PublicBefore)}{marker})"),
            (Persistent, "1"),
            (Listed, isPrivate || isClosed ? "0" : "1"),
            (MembersOnly, "1"),
            (Moderated, isClosed ? "1" : "0"),
            ("muc#roomconfig_whois", "anyone"),         // else the archive does not say who said what
            ("muc#roomconfig_changesubject", "0"),
            ("muc#roomconfig_allowinvites", "0"),
            ("{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites", "0"),
            ("muc#roomconfig_enablearchiving", "1"),
            ("mam", "1"),                               // ejabberd's name for it
        ];
        var answer = await session.AskAsync(room, "set", new XElement(XmppNames.MucOwner + "query", XmppForm.Submit(Config, wanted.Where(w => now.Form.Has(w.Field)))), cancellationToken);
        if (answer.Error() is "item-not-found")
            throw new ChatException(XmppNames.ConnectorName, "the room went while it was configured", isTransient: true);
        XmppNames.Require("configuring the room", answer);
    }

    /// <summary>Who has an affiliation, by bare address.</summary>
    public static async Task<IReadOnlyList<string>> PeopleAsync(XmppSession session, string room, string affiliation, CancellationToken cancellationToken)
    {
        var answer = XmppNames.Require("reading the room's people", await session.AskAsync(room, "get", new XElement(XmppNames.MucAdmin + "query", new XElement(XmppNames.MucAdmin + "item", new XAttribute("affiliation", affiliation))), cancellationToken));
        return [.. answer.Descendants(XmppNames.MucAdmin + "item").Select(i => XmppAddress.Parse(i.Text("jid"))?.Bare).OfType<string>()];
    }

    /// <summary>Makes somebody a member, or nothing.</summary>
    /// <returns>The answer, which may be a refusal.</returns>
    public static Task<XElement> AffiliateAsync(XmppSession session, string room, string person, string affiliation, CancellationToken cancellationToken) =>
        session.AskAsync(room, "set", new XElement(XmppNames.MucAdmin + "query", new XElement(XmppNames.MucAdmin + "item", new XAttribute("jid", person), new XAttribute("affiliation", affiliation))), cancellationToken);

    /// <summary>Gives those who are there a voice, or takes it. Who leaves meanwhile needs none.</summary>
    public static Task GiveVoiceAsync(XmppSession session, string room, bool hasVoice, CancellationToken cancellationToken) =>
        Task.WhenAll(session.Rooms.Others(room).Select(nick => session.AskAsync(room, "set",
            new XElement(XmppNames.MucAdmin + "query", new XElement(XmppNames.MucAdmin + "item", new XAttribute("nick", nick), new XAttribute("role", hasVoice ? "participant" : "visitor"))), cancellationToken)));
}
