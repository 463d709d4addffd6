using System.Text.Json;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>
/// Takes what Teams delivers once: a delivery reserves its id, is worked off in the background, and then keeps it. What breaks off in
/// between is free again after a minute.
/// </summary>
internal sealed class TeamsInbox(TeamsConversation conversation, OneTime once, ILogger<TeamsInbox> logger)
{
    private const string Later = "That did not work just now; please try again in a minute.";

    // The Bot Connector gives up after 15 seconds, a button that was pressed sooner.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceOfPeople = TimeSpan.FromSeconds(6);

    /// <summary>Works a delivery off.</summary>
    /// <returns>What an invocation is answered; null for everything else.</returns>
    public async Task<TeamsInvokeAnswer?> TakeAsync(TeamsActivity activity, CancellationToken cancellationToken)
    {
        if (activity.Id is not { Length: > 0 } || await once.TryReserveAsync($"{TeamsHttp.ConnectorName}\n{activity.Key}", cancellationToken) is not { } reserved)
            return TeamsInvokeAnswer.To(activity, "This was taken already.");
        var done = Task.Run(() => WorkAsync(reserved, activity), CancellationToken.None);
        if (await Task.WhenAny(done, Task.Delay(activity.Type == TeamsActivity.Invoke ? PatienceOfPeople : Patience, cancellationToken)) == done)
            return await done;
        return TeamsInvokeAnswer.To(activity, "It is taken, and takes a little longer.");
    }

    private async Task<TeamsInvokeAnswer?> WorkAsync(OneTime.Reserved reserved, TeamsActivity activity)
    {
        try
        {
            var answer = await conversation.TakeAsync(activity, CancellationToken.None);
            await once.CompleteAsync(reserved, CancellationToken.None);
            return answer ?? TeamsInvokeAnswer.To(activity, "There is nothing to do.");
        }
        catch (Exception error) when (error is ChatException or StoreUnavailableException or JsonException)
        {
            logger.DeliveryFailed(error.Message);       // its reservation ends
            return TeamsInvokeAnswer.To(activity, Later);
        }
    }
}
