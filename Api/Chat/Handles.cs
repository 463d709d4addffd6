using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Chat.Webhook;
using Classifier.Directories;

namespace Classifier.Api.Chat;

/// <summary>What people are called on a chat tool.</summary>
internal static class Handles
{
    /// <summary>The handle on file; in the built-in chat and for receivers of webhooks everybody has one, the id. Null when the person is not known to the tool.</summary>
    public static string? Of(Person person, string connector) =>
        person.Handles.GetValueOrDefault(connector) ?? (connector == BuiltInConnector.ConnectorName || WebhookConnector.IsOne(connector) ? person.Id : null);
}
