using System.Text.Json;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>Answers in Slack, outside of any step: nothing depends on them.</summary>
internal sealed class SlackSpeaker(SlackApi slack, ILogger<SlackSpeaker> logger)
{
    private string? _self;

    /// <summary>Our bot's user id.</summary>
    public async Task<string> SelfAsync(CancellationToken cancellationToken) =>
        _self ??= SlackApi.Present("auth.test", SlackApi.Require("auth.test", await slack.CallAsync("auth.test", [], SlackJson.Default.SlackIdentity, cancellationToken)).UserId);

    /// <summary>Says something in a channel, below a message where one is named.</summary>
    public Task SayAsync(string channel, string? thread, string text, CancellationToken cancellationToken) => SayAsync(channel, thread, ChatMessage.Plain(text), cancellationToken);

    /// <summary>Says something in a channel, below a message where one is named.</summary>
    public Task SayAsync(string channel, string? thread, ChatMessage message, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["channel"] = channel, ["text"] = SlackMessages.Text(message), ["unfurl_links"] = "false", ["unfurl_media"] = "false" };
        if (SlackMessages.Blocks(message, hasButtons: true) is { } blocks)
            form["blocks"] = blocks;
        if (thread is not null)
            form["thread_ts"] = thread;
        return TryAsync("chat.postMessage", form, cancellationToken);
    }

    /// <summary>Says something to one person alone; where the channel does not let us, in a message to them.</summary>
    public async Task WhisperAsync(string channel, string user, string text, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["channel"] = channel, ["user"] = user, ["text"] = SlackMessages.Text(ChatMessage.Plain(text)) };
        if (!await TryAsync("chat.postEphemeral", form, cancellationToken))
            await SayAsync(user, null, text, cancellationToken);
    }

    /// <summary>Opens a form.</summary>
    public Task OpenAsync(string trigger, SlackModal modal, CancellationToken cancellationToken) =>
        TryAsync("views.open", new() { ["trigger_id"] = trigger, ["view"] = JsonSerializer.Serialize(modal, SlackJson.Default.SlackModal) }, cancellationToken);

    /// <summary>Where a message can be looked at; null when Slack does not say.</summary>
    public async Task<string?> LinkAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await slack.CallAsync("chat.getPermalink", new() { ["channel"] = channel, ["message_ts"] = ts }, SlackJson.Default.SlackPermalink, cancellationToken);
            return answer.Ok ? answer.Permalink : null;
        }
        catch (ChatException error)
        {
            logger.NotAnswered(error.Message);
            return null;
        }
    }

    /// <summary>What a message says; null when Slack does not show it, as in threads.</summary>
    public async Task<string?> ReadAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await slack.CallAsync("conversations.history", new() { ["channel"] = channel, ["latest"] = ts, ["inclusive"] = "true", ["limit"] = "1" }, SlackJson.Default.SlackHistory, cancellationToken);
            return answer.Messages?.FirstOrDefault(m => m.Ts == ts)?.Text;
        }
        catch (ChatException error)
        {
            logger.NotAnswered(error.Message);
            return null;
        }
    }

    private async Task<bool> TryAsync(string method, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await slack.CallAsync(method, form, SlackJson.Default.SlackAnswer, cancellationToken);
            if (!answer.Ok)
                logger.NotAnswered($"{method}: {answer.Error}");
            return answer.Ok;
        }
        catch (ChatException error)
        {
            logger.NotAnswered(error.Message);
            return false;
        }
    }
}
