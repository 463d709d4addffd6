using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Classifier.Api.Chat.Slack;

/// <summary>
/// Rooms as channels of a Slack workspace. A channel is ours when our bot made it and its purpose carries the marker, or is still
/// empty because we were cut off between the two calls.
/// </summary>
internal sealed class SlackConnector(SlackApi slack, bool isInteractive = false) : IChatConnector, IListsRooms, IPinsMessages, IBookmarksLinks, ILooksUpPeople
{
    // Slack gives less than 1,000 entries a page; few calls a minute have to do for all channels of a workspace.
    private const int ChannelsAPage = 999;
    private const int PageSize = 200;
    private const int MaxInvited = 100;
    private const int MaxTopic = 250;
    private const string EventType = "classifier_step";
    private const string PurposeBefore = "Opened by the incident classifier (";

    // What conversations.invite refuses because of one of the people; anything else is about the room, the token or the call.
    private static readonly HashSet<string> AboutSomebody =
        ["already_in_channel", "cant_invite", "cant_invite_self", "no_user", "ura_max_channels", "user_is_bot", "user_is_restricted", "user_is_ultra_restricted", "user_not_found"];

    // Standing rooms are asked for again and again; incidents' rooms are looked up once.
    private readonly ConcurrentDictionary<string, ChatRoom> _standing = new(StringComparer.Ordinal);
    private string? _self;

    public string Name => SlackApi.ConnectorName;

    public ChatCapabilities Capabilities => ChatCapabilities.PrivateRooms | ChatCapabilities.Threads | ChatCapabilities.Pins | ChatCapabilities.History | ChatCapabilities.Archive | (isInteractive ? ChatCapabilities.Buttons : 0);

    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.Kind == RoomKind.Direct)
            return await OpenDirectAsync(request, cancellationToken);
        if (request.Kind == RoomKind.Standing && _standing.TryGetValue(request.Marker, out var known))
            return known;
        // A standing room is older than this process, and may have another name by now.
        var room = await OpenAsync(request.Kind == RoomKind.Standing ? request with { MayExist = true } : request, cancellationToken);
        if (request.Kind == RoomKind.Standing)
            _standing[request.Marker] = room;
        return room;
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        var outcomes = handles.Where(h => !IsUserId(h)).Select(h => new MemberOutcome(h, false, Words("user_not_found"))).ToList();
        foreach (var some in handles.Where(IsUserId).Distinct().Chunk(MaxInvited))
            outcomes.AddRange(await InviteSomeAsync(room, some, cancellationToken));
        return outcomes;
    }

    private async Task<ChatRoom> OpenDirectAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var opened = SlackApi.Require("conversations.open", await slack.CallAsync("conversations.open", new() { ["users"] = request.Handle! }, SlackJson.Default.SlackChannelAnswer, cancellationToken));
        return new(Name, SlackApi.Present("conversations.open", opened.Channel).Id, request.Name);
    }

    public async Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("conversations.kick", new() { ["channel"] = room.Id, ["user"] = handle }, SlackJson.Default.SlackAnswer, cancellationToken);
        if (answer.Error is "user_not_found" or "user_not_in_channel")
            return;
        // Said of the person, and also when our bot is not there; then the person may be.
        if (answer.Error is "not_in_channel" && !await IsMemberAsync(room, handle, cancellationToken))
            return;
        SlackApi.Require("conversations.kick", answer);
    }

    public async Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) => SlackApi.Require("conversations.setTopic", await slack.CallAsync(
        "conversations.setTopic", new() { ["channel"] = room.Id, ["topic"] = SlackMessages.Escaped(topic, MaxTopic) }, SlackJson.Default.SlackAnswer, cancellationToken));

    public async Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken)
    {
        if (message is { Marker: { } marker, MayExist: true } && await FindPostAsync(room, marker, cancellationToken) is { } earlier)
            return new(room, earlier);
        var form = new Dictionary<string, string> { ["channel"] = room.Id, ["text"] = SlackMessages.Text(message), ["unfurl_links"] = "false", ["unfurl_media"] = "false" };
        if (SlackMessages.Blocks(message, isInteractive) is { } blocks)
            form["blocks"] = blocks;
        if (message.Marker is not null)
            form["metadata"] = JsonSerializer.Serialize(new(EventType, new(message.Marker)), SlackJson.Default.SlackMetadata);
        var posted = InRoom("chat.postMessage", room, await slack.CallAsync("chat.postMessage", form, SlackJson.Default.SlackPosted, cancellationToken));
        return new(room, SlackApi.Present("chat.postMessage", posted.Ts));
    }

    public async Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken)
    {
        // Without blocks Slack may keep the old ones.
        var form = new Dictionary<string, string> { ["channel"] = message.Room.Id, ["ts"] = message.Id, ["text"] = SlackMessages.Text(content), ["blocks"] = SlackMessages.Blocks(content, isInteractive) ?? "[]" };
        var answer = await slack.CallAsync("chat.update", form, SlackJson.Default.SlackPosted, cancellationToken);
        if (answer.Error is not "message_not_found")        // somebody has deleted it
            SlackApi.Require("chat.update", answer);
    }

    public async Task PinAsync(MessageRef message, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("pins.add", new() { ["channel"] = message.Room.Id, ["timestamp"] = message.Id }, SlackJson.Default.SlackAnswer, cancellationToken);
        if (answer.Error is not "already_pinned")
            SlackApi.Require("pins.add", answer);
    }

    public async Task BookmarkAsync(ChatRoom room, string title, Uri link, CancellationToken cancellationToken)
    {
        var kept = SlackApi.Require("bookmarks.list", await slack.CallAsync("bookmarks.list", new() { ["channel_id"] = room.Id }, SlackJson.Default.SlackBookmarks, cancellationToken));
        if (kept.Bookmarks?.Any(b => b.Link == link.AbsoluteUri) == true)
            return;
        SlackApi.Require("bookmarks.add", await slack.CallAsync(
            "bookmarks.add", new() { ["channel_id"] = room.Id, ["title"] = title, ["type"] = "link", ["link"] = link.AbsoluteUri }, SlackJson.Default.SlackAnswer, cancellationToken));
    }

    public async Task<string?> FindByMailAsync(string mail, CancellationToken cancellationToken)
    {
        var answer = await slack.CallAsync("users.lookupByEmail", new() { ["email"] = mail }, SlackJson.Default.SlackUserAnswer, cancellationToken);
        return answer.Error == "users_not_found" ? null : SlackApi.Present("users.lookupByEmail", SlackApi.Require("users.lookupByEmail", answer).User?.Id);
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
            : SlackApi.Present("conversations.create", SlackApi.Require("conversations.create", created).Channel);
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
        var self = _self ??= SlackApi.Present("auth.test", SlackApi.Require("auth.test", await slack.CallAsync("auth.test", [], SlackJson.Default.SlackIdentity, cancellationToken)).UserId);
        var cursor = "";
        do
        {
            var page = SlackApi.Require("conversations.list", await slack.CallAsync(
                "conversations.list", new() { ["types"] = "public_channel,private_channel", ["exclude_archived"] = "true", ["limit"] = $"{ChannelsAPage}", ["cursor"] = cursor },
                SlackJson.Default.SlackChannelList, cancellationToken));
            foreach (var channel in SlackApi.Present("conversations.list", page.Channels).Where(c => c.Creator == self && !c.IsArchived))
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
        var cursor = "";
        do
        {
            var page = SlackApi.Require("conversations.history", await slack.CallAsync(
                "conversations.history", new() { ["channel"] = room.Id, ["limit"] = $"{PageSize}", ["cursor"] = cursor, ["include_all_metadata"] = "true" }, SlackJson.Default.SlackHistory, cancellationToken));
            if (SlackApi.Present("conversations.history", page.Messages).FirstOrDefault(m => MarkerOf(m) == marker) is { } found)
                return found.Ts;
            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
        return null;
    }

    private static string? MarkerOf(SlackMessage message) => Member(message.Metadata, "event_type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals(EventType)
        && Member(Member(message.Metadata, "event_payload"), "marker") is { ValueKind: JsonValueKind.String } marker ? marker.GetString() : null;

    private static JsonElement? Member(JsonElement? json, string name) => json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private async Task<bool> IsMemberAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        var cursor = "";
        do
        {
            var page = SlackApi.Require("conversations.members", await slack.CallAsync(
                "conversations.members", new() { ["channel"] = room.Id, ["limit"] = $"{PageSize}", ["cursor"] = cursor }, SlackJson.Default.SlackMembers, cancellationToken));
            if (SlackApi.Present("conversations.members", page.Members).Contains(handle))
                return true;
            cursor = page.ResponseMetadata?.NextCursor ?? "";
        }
        while (cursor.Length > 0);
        return false;
    }

    /// <summary>Invites as many as one call takes. One who will not do takes the others down: whom Slack names is left out, and the others are asked for again.</summary>
    private async Task<IReadOnlyList<MemberOutcome>> InviteSomeAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<string, MemberOutcome>(StringComparer.Ordinal);
        while (handles.Where(h => !settled.ContainsKey(h)).ToList() is { Count: > 0 } left)
        {
            var answer = await slack.CallAsync("conversations.invite", new() { ["channel"] = room.Id, ["users"] = string.Join(',', left) }, SlackJson.Default.SlackInviteAnswer, cancellationToken);
            var named = (answer.Errors ?? []).Where(e => e.User is not null && left.Contains(e.User)).ToList();
            if (!answer.Ok && named.Count == 0 && !AboutSomebody.Contains(answer.Error!))
                InRoom("conversations.invite", room, answer);
            IEnumerable<MemberOutcome> outcomes = (answer.Ok, named.Count, left.Count) switch
            {
                (true, _, _) => left.Select(h => new MemberOutcome(h, true, null)),
                (_, 0, 1) => [Outcome(left[0], answer.Error!)],
                (_, 0, _) => await OneByOneAsync(room, left, cancellationToken),
                _ => named.Select(e => Outcome(e.User!, e.Error)),
            };
            foreach (var outcome in outcomes)
                settled[outcome.Handle] = outcome;
        }
        return [.. handles.Select(h => settled[h])];
    }

    private async Task<IReadOnlyList<MemberOutcome>> OneByOneAsync(ChatRoom room, List<string> handles, CancellationToken cancellationToken)
    {
        var outcomes = new List<MemberOutcome>(handles.Count);
        foreach (var handle in handles)
            outcomes.AddRange(await InviteSomeAsync(room, [handle], cancellationToken));
        return outcomes;
    }

    private static MemberOutcome Outcome(string handle, string error) => error is "already_in_channel" or "cant_invite_self" ? new(handle, true, null) : new(handle, false, Words(error));

    /// <summary>The answer, when all is well. A standing room that is gone is opened anew by the next attempt.</summary>
    private T InRoom<T>(string method, ChatRoom room, T answer)
        where T : SlackAnswer => answer.Error is "channel_not_found" or "is_archived" && Forget(room)
            ? throw new ChatException(Name, $"{room.Name} was closed by somebody; it is opened anew", isTransient: true)
            : SlackApi.Require(method, answer);

    /// <summary>Takes a standing room that is gone off the list; false when it is none.</summary>
    private bool Forget(ChatRoom room) => _standing.FirstOrDefault(s => s.Value.Id == room.Id) is { Key: { } marker } && _standing.TryRemove(marker, out _);

    private static string Purpose(string marker) => $"{PurposeBefore}{marker})";

    // A comma would make two of one.
    private static bool IsUserId(string handle) => handle.Length > 0 && handle.All(char.IsAsciiLetterOrDigit);

    private static string Words(string error) => error switch
    {
        "user_not_found" or "no_user" => "is not known in Slack",
        "user_is_restricted" or "user_is_ultra_restricted" or "ura_max_channels" => "is a guest who may not join",
        "cant_invite" => "may not be invited",
        _ => error,
    };
}
