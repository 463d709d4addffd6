using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>Something that somebody said, or that they came.</summary>
/// <param name="Room">Where; null when it was said to us alone.</param>
/// <param name="Person">Bare address of who it was, as the server vouches for it.</param>
/// <param name="Text">As written; empty for somebody who came.</param>
/// <param name="Id">Under which it is done once; empty for none.</param>
internal sealed record XmppHeard(string? Room, string Person, string Text, string Id)
{
    /// <summary>The message that it answers, by the room's id; null for none.</summary>
    public string? Answers { get; init; }

    /// <summary>When the server took it, where it comes late.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Reads a person's message; null for anything else, and for a message that corrects another.</summary>
    /// <param name="message">The message.</param>
    /// <param name="room">Where; null when it was said to us alone.</param>
    /// <param name="person">Who it was; null where that is not known.</param>
    /// <param name="archive">Address of the archive that keeps it: the room's, or our own.</param>
    /// <param name="archiveId">The archive's id of it, where it was read there.</param>
    public static XmppHeard? Read(XElement message, string? room, string? person, string archive, string? archiveId = null)
    {
        if (person is null || message.Element(XmppNames.Client + "body")?.Value is not { Length: > 0 } text || message.Element(XmppNames.Correction + "replace") is not null)
            return null;
        var id = archiveId ?? message.Elements(XmppNames.Ids + "stanza-id").FirstOrDefault(i => i.Text("by") == archive)?.Text("id") ?? message.Text("id") ?? "";
        return new(room, person, text, id.Length == 0 ? "" : $"{room ?? person} {id}") { Answers = message.Element(XmppNames.Reply + "reply")?.Text("id"), SentAt = SentAtOf(message) };
    }

    private static DateTimeOffset? SentAtOf(XElement message) =>
        DateTimeOffset.TryParse(message.Element(XmppNames.Delay + "delay")?.Text("stamp"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;
}
