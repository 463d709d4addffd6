using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>Names of XMPP's parts, and how its errors read.</summary>
internal static class XmppNames
{
    /// <summary>The name in configuration and in handles.</summary>
    public const string ConnectorName = "xmpp";

    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Streams = "http://etherx.jabber.org/streams";
    public static readonly XNamespace Framing = "urn:ietf:params:xml:ns:xmpp-framing";          // RFC 7395
    public static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";                // RFC 6120
    public static readonly XNamespace Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public static readonly XNamespace Errors = "urn:ietf:params:xml:ns:xmpp-stanzas";
    public static readonly XNamespace Form = "jabber:x:data";                                   // XEP-0004
    public static readonly XNamespace DiscoInfo = "http://jabber.org/protocol/disco#info";      // XEP-0030
    public static readonly XNamespace Muc = "http://jabber.org/protocol/muc";                   // XEP-0045
    public static readonly XNamespace MucUser = "http://jabber.org/protocol/muc#user";
    public static readonly XNamespace MucAdmin = "http://jabber.org/protocol/muc#admin";
    public static readonly XNamespace MucOwner = "http://jabber.org/protocol/muc#owner";
    public static readonly XNamespace Paging = "http://jabber.org/protocol/rsm";                // XEP-0059
    public static readonly XNamespace PubSub = "http://jabber.org/protocol/pubsub";             // XEP-0060
    public static readonly XNamespace Ping = "urn:xmpp:ping";                                   // XEP-0199
    public static readonly XNamespace Delay = "urn:xmpp:delay";                                 // XEP-0203
    public static readonly XNamespace Invitation = "jabber:x:conference";                       // XEP-0249
    public static readonly XNamespace Forward = "urn:xmpp:forward:0";                           // XEP-0297
    public static readonly XNamespace Correction = "urn:xmpp:message-correct:0";                // XEP-0308
    public static readonly XNamespace Archive = "urn:xmpp:mam:2";                               // XEP-0313
    public static readonly XNamespace Ids = "urn:xmpp:sid:0";                                   // XEP-0359
    public static readonly XNamespace Bookmarks = "urn:xmpp:bookmarks:1";                       // XEP-0402
    public static readonly XNamespace Reply = "urn:xmpp:reply:0";                               // XEP-0461

    // The other side may do it later.
    private static readonly HashSet<string> Transient = ["internal-server-error", "remote-server-not-found", "remote-server-timeout", "resource-constraint", "service-unavailable"];

    /// <summary>Why something was refused, e.g. <c>forbidden</c>; null when it was not.</summary>
    public static string? Error(this XElement stanza) => stanza.Text("type") != "error" ? null
        : stanza.Element(Client + "error")?.Elements().FirstOrDefault(e => e.Name.Namespace == Errors && e.Name.LocalName != "text")?.Name.LocalName ?? "undefined-condition";

    /// <summary>The answer, when all is well.</summary>
    /// <exception cref="ChatException">The server refused.</exception>
    public static XElement Require(string what, XElement answer) => answer.Error() is { } error ? throw Refused(what, answer, error) : answer;

    /// <summary>The refusal, with the server's own words where it has some.</summary>
    public static ChatException Refused(string what, XElement answer, string error)
    {
        var said = answer.Element(Client + "error")?.Element(Errors + "text")?.Value;
        var kind = answer.Element(Client + "error")?.Text("type");
        return new(ConnectorName, $"{what}: {error}{(said is { Length: > 0 } ? $" ({XmppText.Clean(said, 200)})" : "")}", isTransient: kind == "wait" || Transient.Contains(error));
    }

    /// <summary>An attribute; null when it is not there.</summary>
    public static string? Text(this XElement element, string attribute) => element.Attribute(attribute)?.Value;
}
