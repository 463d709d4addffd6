using Classifier.Api.Chat.Xmpp.Protocol;

namespace Classifier.Api.Chat.Xmpp.Inbound;

/// <summary>Answers over XMPP, outside of any step: nothing depends on them.</summary>
internal sealed class XmppSpeaker(XmppConnector connector, ILogger<XmppSpeaker> logger)
{
    /// <summary>Says something to one person alone.</summary>
    public Task WhisperAsync(string person, string text, CancellationToken cancellationToken) => SayAsync(person, ChatMessage.Plain(text), cancellationToken);

    /// <summary>Says something in a room, or to a person.</summary>
    public async Task SayAsync(string where, ChatMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await connector.PostAsync(new(XmppNames.ConnectorName, where, where), message, cancellationToken);
        }
        catch (ChatException error)
        {
            logger.NotAnswered(error.Message);
        }
    }
}
