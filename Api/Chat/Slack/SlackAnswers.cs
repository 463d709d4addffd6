using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Api.Chat.Slack.Inbound;

namespace Classifier.Api.Chat.Slack;

/// <summary>What every method answers. What a kind of answer adds is null where Slack says nothing of it, as in every refusal.</summary>
internal record SlackAnswer
{
    public bool Ok { get; init; }

    /// <summary>Why not, e.g. <c>name_taken</c>; null when all is well.</summary>
    public string? Error { get; init; }

    /// <summary>The scope that is missing; null when none is.</summary>
    public string? Needed { get; init; }
}

/// <summary><c>auth.test</c>.</summary>
internal sealed record SlackIdentity : SlackAnswer
{
    public string? UserId { get; init; }
}

/// <summary><c>usergroups.users.list</c>: ids of the members.</summary>
internal sealed record SlackGroupAnswer : SlackAnswer
{
    public IReadOnlyList<string>? Users { get; init; }
}

/// <summary><c>conversations.create</c> and others of one channel.</summary>
internal sealed record SlackChannelAnswer : SlackAnswer
{
    public SlackChannel? Channel { get; init; }
}

/// <summary><c>users.lookupByEmail</c>.</summary>
internal sealed record SlackUserAnswer : SlackAnswer
{
    public SlackUser? User { get; init; }
}

/// <summary><c>bookmarks.list</c>.</summary>
internal sealed record SlackBookmarks : SlackAnswer
{
    public IReadOnlyList<SlackBookmark>? Bookmarks { get; init; }
}

/// <summary><c>conversations.list</c>, one page.</summary>
internal sealed record SlackChannelList : SlackAnswer
{
    public IReadOnlyList<SlackChannel>? Channels { get; init; }

    public SlackPaging? ResponseMetadata { get; init; }
}

/// <summary><c>conversations.members</c>, one page.</summary>
internal sealed record SlackMembers : SlackAnswer
{
    public IReadOnlyList<string>? Members { get; init; }

    public SlackPaging? ResponseMetadata { get; init; }
}

/// <summary><c>conversations.invite</c>: with <c>ok:false</c>, who could not be invited, where Slack names them.</summary>
internal sealed record SlackInviteAnswer : SlackAnswer
{
    public IReadOnlyList<SlackInviteError>? Errors { get; init; }
}

/// <summary><c>chat.postMessage</c>.</summary>
internal sealed record SlackPosted : SlackAnswer
{
    public string? Ts { get; init; }
}

/// <summary><c>conversations.history</c>, one page, newest first.</summary>
internal sealed record SlackHistory : SlackAnswer
{
    public IReadOnlyList<SlackMessage>? Messages { get; init; }

    public SlackPaging? ResponseMetadata { get; init; }
}

internal sealed record SlackChannel(string Id, string Name, string? Creator, bool IsArchived, bool IsPrivate, SlackText? Purpose);

internal sealed record SlackUser(string? Id);

internal sealed record SlackBookmark(string? Link);

internal sealed record SlackText(string Value);

internal sealed record SlackPaging(string? NextCursor);

internal sealed record SlackInviteError(string? User, string Error);

/// <summary>A message; its metadata may be another app's and look like anything.</summary>
internal sealed record SlackMessage(string Ts, JsonElement? Metadata, string? Text);

internal sealed record SlackMetadata(string EventType, SlackMark EventPayload);

/// <summary>What makes a repeated post the same post.</summary>
internal sealed record SlackMark(string? Marker);

/// <summary>JSON of the Web API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackGroupAnswer))]
[JsonSerializable(typeof(SlackCallback))]
[JsonSerializable(typeof(SlackInteraction))]
[JsonSerializable(typeof(SlackSlash))]
[JsonSerializable(typeof(SlackEnvelope))]
[JsonSerializable(typeof(SlackAcknowledgement))]
[JsonSerializable(typeof(SlackResponse))]
[JsonSerializable(typeof(SlackConnection))]
[JsonSerializable(typeof(SlackPermalink))]
[JsonSerializable(typeof(SlackModal))]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(SlackUserAnswer))]
[JsonSerializable(typeof(SlackBookmarks))]
[JsonSerializable(typeof(SlackIdentity))]
[JsonSerializable(typeof(SlackChannelAnswer))]
[JsonSerializable(typeof(SlackChannelList))]
[JsonSerializable(typeof(SlackMembers))]
[JsonSerializable(typeof(SlackInviteAnswer))]
[JsonSerializable(typeof(SlackPosted))]
[JsonSerializable(typeof(SlackHistory))]
[JsonSerializable(typeof(SlackMetadata))]
[JsonSerializable(typeof(IReadOnlyList<SlackBlock>))]
internal sealed partial class SlackJson : JsonSerializerContext;
