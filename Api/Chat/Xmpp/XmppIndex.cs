using System.Xml.Linq;
using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp;

/// <summary>A room that we opened, or were about to.</summary>
/// <param name="Room">Its address.</param>
/// <param name="Marker">What for.</param>
internal sealed record XmppEntryOfIndex(string Room, string Marker);

/// <summary>
/// Our open rooms, kept as bookmarks of the bot's own account (XEP-0402): no server names rooms that are hidden, and nobody else can
/// write there. A room is noted before it is made and forgotten when it is closed.
/// </summary>
internal static class XmppIndex
{
    private const string Options = "http://jabber.org/protocol/pubsub#publish-options";
    private static readonly XNamespace Own = "urn:incident-classifier:room";

    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<XmppEntryOfIndex>> ReadAsync(XmppSession session, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(null, "get", new XElement(XmppNames.PubSub + "pubsub", new XElement(XmppNames.PubSub + "items", new XAttribute("node", XmppNames.Bookmarks.NamespaceName))), cancellationToken);
        if (answer.Error() == "item-not-found")
            return [];      // nothing was ever kept
        return [.. XmppNames.Require("reading the bookmarks", answer).Descendants(XmppNames.PubSub + "item").Select(Read).OfType<XmppEntryOfIndex>()];
    }

    /// <summary>The room that is noted for a marker; null for none.</summary>
    public static async Task<XmppEntryOfIndex?> FindAsync(XmppSession session, string marker, CancellationToken cancellationToken) =>
        (await ReadAsync(session, cancellationToken)).LastOrDefault(e => e.Marker == marker);

    /// <summary>Notes a room.</summary>
    public static async Task KeepAsync(XmppSession session, string room, string marker, CancellationToken cancellationToken)
    {
        var item = new XElement(XmppNames.PubSub + "item", new XAttribute("id", room),
            new XElement(XmppNames.Bookmarks + "conference", new XAttribute("autojoin", "true"), new XElement(XmppNames.Bookmarks + "extensions", new XElement(Own + "room", new XAttribute("marker", marker)))));
        var options = XmppForm.Submit(Options, [("pubsub#persist_items", "true"), ("pubsub#max_items", "max"), ("pubsub#send_last_published_item", "never"), ("pubsub#access_model", "whitelist")]);
        XmppNames.Require("bookmarking the room", await session.AskAsync(null, "set", new XElement(XmppNames.PubSub + "pubsub",
            new XElement(XmppNames.PubSub + "publish", new XAttribute("node", XmppNames.Bookmarks.NamespaceName), item), new XElement(XmppNames.PubSub + "publish-options", options)), cancellationToken));
    }

    /// <summary>Forgets a room; nothing happens when it is not noted.</summary>
    public static async Task ForgetAsync(XmppSession session, string room, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(null, "set", new XElement(XmppNames.PubSub + "pubsub",
            new XElement(XmppNames.PubSub + "retract", new XAttribute("node", XmppNames.Bookmarks.NamespaceName), new XElement(XmppNames.PubSub + "item", new XAttribute("id", room)))), cancellationToken);
        if (answer.Error() is not "item-not-found")
            XmppNames.Require("forgetting the room", answer);
    }

    private static XmppEntryOfIndex? Read(XElement item) =>
        item.Text("id") is { } room && item.Descendants(Own + "room").FirstOrDefault()?.Text("marker") is { } marker ? new(room, marker) : null;
}
