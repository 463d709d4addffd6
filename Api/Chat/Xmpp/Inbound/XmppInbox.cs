using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Chat.Xmpp.Inbound;

/// <summary>
/// Takes what people say once among all nodes, whether it is heard or read up later: a message reserves its id, and keeps it for a day
/// when it is worked off. What breaks off in between is free again after a minute.
/// </summary>
internal sealed class XmppInbox(XmppConversation conversation, OneTime once, ILogger<XmppInbox> logger)
{
    /// <summary>Works a message off, unless that was done already or is in work.</summary>
    /// <returns>False when it could not be now.</returns>
    public async Task<bool> TakeAsync(XmppHeard heard, CancellationToken cancellationToken)
    {
        try
        {
            if (heard.Id.Length == 0)
                await conversation.HeardAsync(heard, cancellationToken);       // that somebody came is the same twice
            else if (await once.TryReserveAsync($"{XmppNames.ConnectorName}\n{heard.Id}", cancellationToken) is { } reserved)
            {
                await conversation.HeardAsync(heard, cancellationToken);
                await once.CompleteAsync(reserved, cancellationToken);
            }
            return true;
        }
        catch (Exception error) when (error is ChatException or StoreUnavailableException)
        {
            logger.MessageFailed(error.Message);
            return false;
        }
    }
}
