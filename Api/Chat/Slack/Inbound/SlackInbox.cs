using System.Text.Json;
using Classifier.Api.Idempotency;
using Classifier.Storage;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>
/// Takes what Slack delivers, by HTTP or by socket, once: a delivery reserves its id, is worked off in the background, and then
/// keeps it. Slack waits for three seconds and sends again; what breaks off in between is free again after a minute.
/// </summary>
internal sealed class SlackInbox(SlackConversation conversation, OneTime once, ILogger<SlackInbox> logger)
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
        if (await once.TryReserveAsync($"slack\n{id}", cancellationToken) is not { } reserved)
            return null;
        var done = Task.Run(() => WorkAsync(reserved, work), CancellationToken.None);
        return await Task.WhenAny(done, Task.Delay(Patience, cancellationToken)) == done ? await done : null;
    }

    private async Task<SlackResponse?> WorkAsync(OneTime.Reserved reserved, Func<CancellationToken, Task<SlackResponse?>> work)
    {
        try
        {
            var response = await work(CancellationToken.None);
            await once.CompleteAsync(reserved, CancellationToken.None);
            return response;
        }
        catch (Exception error) when (error is ChatException or StoreUnavailableException or JsonException)
        {
            logger.DeliveryFailed(error.Message);       // its reservation ends, and Slack sends it again
            return SlackResponse.Whisper("That did not work just now; please say it again in a minute.");
        }
    }
}
