namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>Takes what Slack delivers, by HTTP or by socket, once. Slack waits for three seconds and sends again.</summary>
internal sealed class SlackInbox(SlackConversation conversation, DeliveryInbox inbox)
{
    /// <summary>How long Slack is kept waiting for an answer; it gives up after three seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>An event.</summary>
    public async Task TakeAsync(SlackCallback callback, CancellationToken cancellationToken)
    {
        if (callback is { Type: "event_callback", EventId: { Length: > 0 } id, Event: { } heard })
            await OnceAsync($"event {id}", async token =>
            {
                await conversation.HeardAsync(heard, token);
                return null;
            }, cancellationToken);
    }

    /// <summary>A slash command.</summary>
    /// <returns>The answer; null when it takes longer.</returns>
    public Task<SlackResponse?> TakeAsync(SlackSlash slash, CancellationToken cancellationToken) =>
        slash.TriggerId is { Length: > 0 } id ? OnceAsync($"command {id}", token => conversation.TypedAsync(slash, token), cancellationToken) : Nothing;

    /// <summary>Something pressed or filled in.</summary>
    /// <returns>The answer; null for none.</returns>
    public Task<SlackResponse?> TakeAsync(SlackInteraction interaction, CancellationToken cancellationToken) =>
        interaction.TriggerId is { Length: > 0 } id ? OnceAsync($"interaction {id}", token => conversation.PressedAsync(interaction, token), cancellationToken) : Nothing;

    private static Task<SlackResponse?> Nothing => Task.FromResult<SlackResponse?>(null);

    private async Task<SlackResponse?> OnceAsync(string id, Func<CancellationToken, Task<SlackResponse?>> work, CancellationToken cancellationToken)
    {
        var (outcome, answer) = await inbox.TakeAsync(SlackApi.ConnectorName, id, Patience, work, cancellationToken);
        return outcome == DeliveryOutcome.Failed ? SlackResponse.Whisper("That did not work just now; please say it again in a minute.") : answer;
    }
}
