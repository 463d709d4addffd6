using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Classifier.Api.Chat.Slack;

/// <summary>
/// Rooms as channels of a Slack workspace. A channel is ours when our bot made it and its purpose carries the marker, or is still
/// empty because we were cut off between the two calls.
/// </summary>
internal sealed class SlackConnector(SlackApi slack, bool isInteractive = false) : IChatConnector, IListsRooms
{
    private const int PageSize = 200;
    private const int MaxTopic = 250;
    private const string EventType = "classifier_step";
    private const string PurposeBefore = "Opened by the incident classifier (";

    // Standing rooms are asked for again and again; incidents' rooms are looked up once.
    private readonly ConcurrentDictionary<string, ChatRoom> _standing = new(StringComparer.Ordinal);
    private string? _self;

    public string Name => SlackApi.ConnectorName;

    public ChatCapabilities Capabilities => ChatCapabilities.PrivateRooms | ChatCapabilities.Threads | ChatCapabilities.History | ChatCapabilities.Archive | (isInteractive ? ChatCapabilities.Buttons : 0);

    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.Kind == RoomKind.Standing && _standing.TryGetValue(request.Marker, out var known))
            return known;
        var room = await OpenAsync(request, cancellationToken);
        if (request.Kind == RoomKind.Standing)
            _standing[request.Marker] = room;
        return room;
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        if (handles.Count == 0)
            return [];
        var outcomes = new List<MemberOutcome>(handles.Count);
        if (await TryInviteAsync(room, handles, cancellationToken) is null)
            return [.. handles.Select(h => new MemberOutcome(h, true, null))];
        // One that will not do takes the others down with it: each by itself.
        foreach (var handle in handles)
        {
            var error = await TryInviteAsync(room, [handle], cancellationToken);
            outcomes.Add(error is null or "already_in_channel" or "cant_invite_self" ? new(handle, true, null) : new(handle, false, Words(error)));
        }
        return outcomes;
    }

    public async Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("conversations.kick", new() { ["channel"] = room.Id, ["user"] = handle }, SlackJson.Default.SlackAnswer, cancellationToken);
        if (answer.Error is not ("not_in_channel" or "user_not_found"))
            SlackApi.Require("conversations.kick", answer);
    }

    public async Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) => SlackApi.Require("conversations.setTopic", await slack.CallAsync(
        "conversations.setTopic", new() { ["channel"] = room.Id, ["topic"] = topic.Length <= MaxTopic ? topic : topic[..(MaxTopic - 1)] + "…" }, SlackJson.Default.SlackAnswer, cancellationToken));

    public async Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken)
    {
        if (message is { Marker: { } marker, MayExist: true } && await FindPostAsync(room, marker, cancellationToken) is { } earlier)
            return new(room, earlier);
        var form = Form(room, message);
        if (message.Marker is not null)
            form["metadata"] = JsonSerializer.Serialize(new(EventType, new(message.Marker)), SlackJson.Default.SlackMetadata);
        var posted = await slack.CallAsync("chat.postMessage", form, SlackJson.Default.SlackPosted, cancellationToken);
        if (posted.Error is "channel_not_found" or "is_archived" && Forget(room))
            throw new ChatException(Name, $"{room.Name} was closed by somebody; it is opened anew", isTransient: true);
        return new(room, SlackApi.Require("chat.postMessage", posted).Ts);
    }

    public async Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken)
    {
        var form = Form(message.Room, content);
        form["ts"] = message.Id;
        SlackApi.Require("chat.update", await slack.CallAsync("chat.update", form, SlackJson.Default.SlackPosted, cancellationToken));
    }

    public async IAsyncEnumerable<MarkedRoom> ListRoomsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var channel in OwnChannelsAsync(cancellationToken))
        {
            if (channel.Purpose?.Value is { } purpose && purpose.StartsWith(PurposeBefore, StringComparison.Ordinal) && purpose.EndsWith(')'))
                yield return new(new(Name, channel.Id, channel.Name), purpose[PurposeBefore.Length..^1], channel.IsPrivate);
        }
    }

    public async Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("conversations.archive", new() { ["channel"] = room.Id }, SlackJson.Default.SlackAnswer, cancellationToken);
        if (answer.Error is not "already_archived")
            SlackApi.Require("conversations.archive", answer);
    }

    private async Task<ChatRoom> OpenAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.MayExist && await FindAsync(request, cancellationToken) is { } earlier)
            return await MarkAsync(earlier, request, cancellationToken);
        var created = await slack.CallAsync(
            "conversations.create", new() { ["name"] = request.Name, ["is_private"] = request.IsPrivate ? "true" : "false" }, SlackJson.Default.SlackChannelAnswer, cancellationToken);
        var channel = created.Error == "name_taken"
            ? await FindAsync(request, cancellationToken) ?? throw new RoomNameTakenException(Name, request.Name)
            : SlackApi.Require("conversations.create", created).Channel ?? throw new ChatException(Name, "conversations.create answered without a channel", isTransient: true);
        return await MarkAsync(channel, request, cancellationToken);
    }

    /// <summary>The open channel that an earlier attempt made; null when there is none.</summary>
    private async Task<SlackChannel?> FindAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        await foreach (var channel in OwnChannelsAsync(cancellationToken))
        {
            if (IsFor(channel, request))
                return channel;
        }
        return null;
    }

    /// <summary>The open channels that our bot made.</summary>
    private async IAsyncEnumerable<SlackChannel> OwnChannelsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var self = _self ??= SlackApi.Require("auth.test", await slack.CallAsync("auth.test", [], SlackJson.Default.SlackIdentity, cancellationToken)).UserId;
        var cursor = "";
        do
        {
            var page = SlackApi.Require("conversations.list", await slack.CallAsync(
                "conversations.list", new() { ["types"] = "public_channel,private_channel", ["exclude_archived"] = "true", ["limit"] = $"{PageSize}", ["cursor"] = cursor },
                SlackJson.Default.SlackChannelList, cancellationToken));
            foreach (var channel in page.Channels.Where(c => c.Creator == self && !c.IsArchived))
                yield return channel;
            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
    }

    private static bool IsFor(SlackChannel channel, RoomRequest request) => channel.IsPrivate == request.IsPrivate
        && (channel.Purpose?.Value == Purpose(request.Marker) || (channel.Name == request.Name && channel.Purpose?.Value is null or ""));

    private async Task<ChatRoom> MarkAsync(SlackChannel channel, RoomRequest request, CancellationToken cancellationToken)
    {
        if (channel.Purpose?.Value != Purpose(request.Marker))
        {
            SlackApi.Require("conversations.setPurpose", await slack.CallAsync(
                "conversations.setPurpose", new() { ["channel"] = channel.Id, ["purpose"] = Purpose(request.Marker) }, SlackJson.Default.SlackAnswer, cancellationToken));
        }
        return new(Name, channel.Id, channel.Name);
    }

    private async Task<string?> FindPostAsync(ChatRoom room, string marker, CancellationToken cancellationToken)
    {
        var history = SlackApi.Require("conversations.history", await slack.CallAsync(
            "conversations.history", new() { ["channel"] = room.Id, ["limit"] = $"{PageSize}", ["include_all_metadata"] = "true" }, SlackJson.Default.SlackHistory, cancellationToken));
        return history.Messages.FirstOrDefault(m => m.Metadata?.EventPayload.Marker == marker)?.Ts;
    }

    /// <summary>Invites all or, when one will not do, none.</summary>
    /// <returns>Slack's reason; null when they are in.</returns>
    private async Task<string?> TryInviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("conversations.invite", new() { ["channel"] = room.Id, ["users"] = string.Join(',', handles) }, SlackJson.Default.SlackInviteAnswer, cancellationToken);
        return answer.Ok ? null : answer.Errors.Count == 1 ? answer.Errors[0].Error : answer.Error;
    }

    /// <summary>Takes a standing room that is gone off the list; false when it is none.</summary>
    private bool Forget(ChatRoom room) => _standing.FirstOrDefault(s => s.Value.Id == room.Id) is { Key: { } marker } && _standing.TryRemove(marker, out _);

    private static string Purpose(string marker) => $"{PurposeBefore}{marker})";

    private Dictionary<string, string> Form(ChatRoom room, ChatMessage message)
    {
        var form = new Dictionary<string, string> { ["channel"] = room.Id, ["text"] = SlackMessages.Text(message), ["unfurl_links"] = "false", ["unfurl_media"] = "false" };
        if (SlackMessages.Blocks(message, isInteractive) is { } blocks)
            form["blocks"] = blocks;
        return form;
    }

    private static string Words(string error) => error switch
    {
        "user_not_found" or "no_user" => "is not known in Slack",
        "user_is_restricted" or "user_is_ultra_restricted" or "ura_max_channels" => "is a guest who may not join",
        "cant_invite" => "may not be invited",
        _ => error,
    };
}
