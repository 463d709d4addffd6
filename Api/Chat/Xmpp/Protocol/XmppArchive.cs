using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>A message as an archive keeps it.</summary>
/// <param name="Id">The archive's id.</param>
/// <param name="Message">The message.</param>
/// <param name="At">When the archive took it.</param>
internal sealed record XmppKept(string Id, XElement Message, DateTimeOffset? At)
{
    /// <summary>Bare address of who said it in a room that shows them; null where the archive does not say so without doubt.</summary>
    /// <remarks>Who is allowed to may write into a message what only the room should: of two statements none is believed.</remarks>
    public string? Person => Message.Elements(XmppNames.MucUser + "x").ToList() is [var about] ? XmppAddress.Parse(about.Element(XmppNames.MucUser + "item")?.Text("jid"))?.Bare : null;
}

/// <summary>Reads what was said before (XEP-0313).</summary>
internal static class XmppArchive
{
    private const int PageSize = 50;

    /// <summary>What was said in a room since some time, oldest first.</summary>
    public static IAsyncEnumerable<XmppKept> SinceAsync(XmppSession session, string room, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(session, room, [("start", since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))], isBackwards: false, cancellationToken);

    /// <summary>What was said in a room, newest first.</summary>
    public static IAsyncEnumerable<XmppKept> BackwardsAsync(XmppSession session, string room, CancellationToken cancellationToken) => ReadAsync(session, room, [], isBackwards: true, cancellationToken);

    /// <summary>What was said between a person and us, newest first.</summary>
    public static IAsyncEnumerable<XmppKept> WithAsync(XmppSession session, string person, CancellationToken cancellationToken) => ReadAsync(session, null, [("with", person)], isBackwards: true, cancellationToken);

    /// <summary>One message of a room by the archive's id; null when it is not there.</summary>
    public static async Task<XmppKept?> FindAsync(XmppSession session, string room, string id, CancellationToken cancellationToken)
    {
        var (kept, _) = await session.PageAsync(room, [XmppForm.Submit(XmppNames.Archive.NamespaceName, [("ids", id)])], cancellationToken);
        return kept.Select(Read).OfType<XmppKept>().FirstOrDefault(m => m.Id == id);
    }

    private static async IAsyncEnumerable<XmppKept> ReadAsync(XmppSession session, string? archive, IReadOnlyList<(string, string)> filter, bool isBackwards, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = isBackwards ? new XElement(XmppNames.Paging + "before") : null;
        while (true)
        {
            var (page, answer) = await session.PageAsync(archive,
                [XmppForm.Submit(XmppNames.Archive.NamespaceName, filter), new XElement(XmppNames.Paging + "set", new XElement(XmppNames.Paging + "max", PageSize), next)], cancellationToken);
            if (answer.Error() is "item-not-found" or "service-unavailable" or "feature-not-implemented")
                yield break;        // nothing was ever kept, or the server keeps nothing
            var end = XmppNames.Require("reading the archive", answer).Element(XmppNames.Archive + "fin");
            var kept = page.Select(Read).OfType<XmppKept>();
            foreach (var message in isBackwards ? kept.Reverse() : kept)
                yield return message;
            var edge = end?.Element(XmppNames.Paging + "set")?.Element(XmppNames.Paging + (isBackwards ? "first" : "last"))?.Value;
            if (page.Count == 0 || end?.Text("complete") == "true" || edge is null)
                yield break;
            next = new(XmppNames.Paging + (isBackwards ? "before" : "after"), edge);
        }
    }

    private static XmppKept? Read(XElement result)
    {
        var forwarded = result.Element(XmppNames.Forward + "forwarded");
        if (result.Text("id") is not { } id || forwarded?.Element(XmppNames.Client + "message") is not { } message)
            return null;
        DateTimeOffset? at = DateTimeOffset.TryParse(forwarded.Element(XmppNames.Delay + "delay")?.Text("stamp"), CultureInfo.InvariantCulture, out var stamp) ? stamp : null;
        return new(id, message, at);
    }
}
