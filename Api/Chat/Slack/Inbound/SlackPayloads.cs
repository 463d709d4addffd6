namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>The outer part of an event (https://api.slack.com/apis/events-api).</summary>
internal sealed record SlackCallback(string? Type, string? Challenge, string? EventId, SlackEvent? Event);

/// <summary>What happened: <c>app_mention</c>, <c>message</c>, <c>member_joined_channel</c>, <c>reaction_added</c>, <c>pin_added</c>; others are passed over.</summary>
internal sealed record SlackEvent(string? Type, string? Subtype, string? User, string? BotId, string? Text, string? Channel, string? ChannelType, string? Ts, string? ThreadTs, string? Inviter)
{
    /// <summary>Name of the emoji.</summary>
    public string? Reaction { get; init; }

    /// <summary>What was marked or pinned.</summary>
    public SlackItem? Item { get; init; }

    /// <summary>A message as it is after a change.</summary>
    public SlackQuoted? Message { get; init; }

    /// <summary>A message as it was before a change.</summary>
    public SlackQuoted? PreviousMessage { get; init; }

    /// <summary>Which message was deleted.</summary>
    public string? DeletedTs { get; init; }
}

/// <summary>Something that was marked with an emoji, or pinned.</summary>
internal sealed record SlackItem(string? Type, string? Channel, string? Ts, SlackQuoted? Message);

/// <summary>Something pressed, chosen or filled in: <c>block_actions</c>, <c>view_submission</c>, <c>message_action</c>.</summary>
internal sealed record SlackInteraction(
    string? Type, string? CallbackId, string? TriggerId, SlackId? User, SlackId? Channel, SlackContainer? Container, IReadOnlyList<SlackPressed>? Actions, SlackView? View, SlackQuoted? Message);

internal sealed record SlackId(string? Id);

internal sealed record SlackContainer(string? ChannelId, string? MessageTs, string? ThreadTs);

internal sealed record SlackPressed(string? ActionId, string? Value, string? ActionTs);

/// <summary>The message that a shortcut was used on.</summary>
internal sealed record SlackQuoted(string? Text, string? Ts, string? User);

internal sealed record SlackView(string? Id, string? CallbackId, string? PrivateMetadata, SlackViewState? State);

internal sealed record SlackViewState(Dictionary<string, Dictionary<string, SlackValue>>? Values);

internal sealed record SlackValue(string? Value, SlackOption? SelectedOption);

internal sealed record SlackOption(SlackPlainText? Text, string? Value);

/// <summary>A slash command.</summary>
internal sealed record SlackSlash(string? UserId, string? ChannelId, string? Text, string? TriggerId);

/// <summary>One message of Socket Mode (https://api.slack.com/apis/socket-mode).</summary>
internal sealed record SlackEnvelope(string? Type, string? EnvelopeId, System.Text.Json.JsonElement? Payload, bool AcceptsResponsePayload, string? Reason);

/// <summary>That an envelope came, with the answer where one is taken.</summary>
internal sealed record SlackAcknowledgement(string EnvelopeId, SlackResponse? Payload);

/// <summary>What a slash command or a filled-in form is answered at once.</summary>
internal sealed record SlackResponse
{
    /// <summary>For the one who asked alone.</summary>
    public string? ResponseType { get; init; }

    public string? Text { get; init; }

    /// <summary><c>errors</c>: the form stays open.</summary>
    public string? ResponseAction { get; init; }

    /// <summary>What is wrong, by block.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    public static SlackResponse Whisper(string text) => new() { ResponseType = "ephemeral", Text = SlackMessages.Text(ChatMessage.Plain(text)) };

    public static SlackResponse Error(string block, string text) => new() { ResponseAction = "errors", Errors = new Dictionary<string, string> { [block] = text } };
}

/// <summary><c>apps.connections.open</c>.</summary>
internal sealed record SlackConnection : SlackAnswer
{
    public string? Url { get; init; }
}

/// <summary><c>chat.getPermalink</c>.</summary>
internal sealed record SlackPermalink : SlackAnswer
{
    public string? Permalink { get; init; }
}
