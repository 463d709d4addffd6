using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Answers in Teams, outside of any step: nothing depends on them.</summary>
internal sealed class TeamsSpeaker(BotApi bot, ILogger<TeamsSpeaker> logger)
{
    /// <summary>Says something where somebody spoke, in a channel below it.</summary>
    public Task SayAsync(TeamsPlace place, ChatMessage message, CancellationToken cancellationToken) => TryAsync(() => SayAtAsync(place, message, cancellationToken));

    /// <summary>Says something to one person alone, in the conversation with them.</summary>
    public Task WhisperAsync(TeamsAccount? person, string text, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if ((person?.AadObjectId ?? person?.Id) is not { } user)
            return;
        var begun = await bot.BeginWithAsync(user, cancellationToken);
        await SayAtAsync(new(begun.Present(begun.Read(TeamsJson.Default.BotPosted).Id), null), ChatMessage.Plain(text), cancellationToken);
    });

    private async Task SayAtAsync(TeamsPlace place, ChatMessage message, CancellationToken cancellationToken) =>
        (await bot.SayAsync(place, TeamsMessages.Activity(message, message.Marker), cancellationToken)).Require();

    private async Task TryAsync(Func<Task> say)
    {
        try
        {
            await say();
        }
        catch (ChatException error)
        {
            logger.NotAnswered(error.Message);
        }
    }
}
