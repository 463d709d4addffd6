using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Takes what Teams delivers once.</summary>
internal sealed class TeamsInbox(TeamsConversation conversation, DeliveryInbox inbox)
{
    // The Bot Connector gives up after 15 seconds, a button that was pressed sooner.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceOfPeople = TimeSpan.FromSeconds(6);

    /// <summary>Works a delivery off.</summary>
    /// <returns>What an invocation is answered; null for everything else.</returns>
    public async Task<TeamsInvokeAnswer?> TakeAsync(TeamsActivity activity, CancellationToken cancellationToken)
    {
        if (activity.Id is not { Length: > 0 })
            return Answer(activity, DeliveryOutcome.Known);
        var patience = activity.Type == TeamsActivity.Invoke ? PatienceOfPeople : Patience;
        var (outcome, answer) = await inbox.TakeAsync(TeamsHttp.ConnectorName, activity.Key, patience, token => conversation.TakeAsync(activity, token), cancellationToken);
        return answer ?? Answer(activity, outcome);
    }

    private static TeamsInvokeAnswer? Answer(TeamsActivity activity, DeliveryOutcome outcome) => TeamsInvokeAnswer.To(activity, outcome switch
    {
        DeliveryOutcome.Known => "This was taken already.",
        DeliveryOutcome.Slow => "It is taken, and takes a little longer.",
        DeliveryOutcome.Failed => "That did not work just now; please try again in a minute.",
        _ => "There is nothing to do.",
    });
}
