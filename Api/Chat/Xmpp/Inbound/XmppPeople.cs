using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;

namespace Classifier.Api.Chat.Xmpp.Inbound;

/// <summary>Who somebody on the server is here: the person of the directory that has the address as handle. Nobody else may act.</summary>
internal sealed class XmppPeople(CurrentDirectory directory, RefusedPeople refused, ILogger<XmppPeople> logger)
{
    /// <summary>Who wants something of us; null for somebody whom the directory does not know, which is logged and listed by the audit.</summary>
    public Actor? Find(string address)
    {
        if (Known(address) is { } actor)
            return actor;
        logger.StrangerRefused(address);
        refused.Add(XmppNames.ConnectorName, address);
        return null;
    }

    /// <summary>Who is only there; null for somebody whom the directory does not know.</summary>
    public Actor? Known(string address) =>
        directory.Value.Parts.People.FirstOrDefault(p => Handles.Of(p, XmppNames.ConnectorName) is { } handle && XmppAddress.Person(handle) == address) is { } person ? new(person.Id, person, IsAdmin: false) : null;

    /// <summary>What a stranger is told.</summary>
    public static string Refusal(string address) => $"I do not know who you are here, so I cannot act for you. Somebody who keeps the directory has to add the handle xmpp: {address} to your entry.";
}
