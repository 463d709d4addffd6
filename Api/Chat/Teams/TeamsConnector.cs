using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams;

/// <summary>
/// Rooms as channels of one team in Microsoft Teams: opened and filled through Graph, written to by the bot. Where Teams lets us open
/// no channel, the room is a thread in a fixed one; what is private is told in private channels alone.
/// </summary>
internal sealed class TeamsConnector(TeamsChannels channels, TeamsMembers members, TeamsHistory history, GraphApi graph, BotApi bot, TeamsOptions options) : IChatConnector, IReopensRooms, IListsRooms, ILooksUpPeople
{
    // A call card has some 200 bytes for each.
    private const int MaxCalled = 50;
    private const string InsteadOfChannel = "Teams let no channel be opened: this thread is the room.";
    private static readonly TimeSpan UntilAdded = TimeSpan.FromSeconds(30);

    // Standing rooms are asked for again and again; incidents' rooms are looked up once.
    private readonly ConcurrentDictionary<string, ChatRoom> _standing = new(StringComparer.Ordinal);

    public string Name => TeamsHttp.ConnectorName;

    public ChatCapabilities Capabilities => ChatCapabilities.Threads | ChatCapabilities.Buttons | ChatCapabilities.Archive
        | (options.HasPrivateChannels ? ChatCapabilities.PrivateRooms : 0) | (options.ReadsMessages ? ChatCapabilities.History : 0);

    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.Handle is { } person)
            return await DirectAsync(person, request.Name, cancellationToken);
        if (request.Kind == RoomKind.Standing && _standing.TryGetValue(request.Marker, out var known))
            return known;
        // A standing room is older than this process, and may have another name by now.
        var mayExist = request.MayExist || request.Kind == RoomKind.Standing;
        var channel = (mayExist ? await channels.FindAsync(request, cancellationToken) : null) ?? await channels.OpenAsync(request, cancellationToken);
        var room = channel is null ? await InsteadAsync(request, cancellationToken) : new ChatRoom(Name, channel.Id!, channel.DisplayName ?? request.Name);
        if (channel?.IsArchived == true)
            await channels.SetArchivedAsync(room, isArchived: false, cancellationToken);
        if (request.Kind == RoomKind.Standing)
            _standing[request.Marker] = room;
        return room;
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        if (handles.Count == 0)
            return [];
        var team = await members.EnsureAsync(handles, cancellationToken);
        var faults = new Dictionary<string, string>(team.Faults, StringComparer.OrdinalIgnoreCase);
        var able = handles.Where(h => !faults.ContainsKey(h)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (await IsPrivateAsync(room, cancellationToken))
        {
            foreach (var user in await NotInAsync(room, able, cancellationToken))
            {
                if (await members.EnsureInAsync(room.Id, user, team.New.Contains(user), cancellationToken) is { } fault)
                    faults[user] = fault;
            }
        }
        // Who is in a standing room reads it when they like; an incident's calls them.
        if (!_standing.Values.Any(s => s.Id == room.Id))
            await CallAsync(room, [.. able.Where(h => !faults.ContainsKey(h))], team, cancellationToken);
        return [.. handles.Distinct().Select(h => new MemberOutcome(h, !faults.ContainsKey(h), faults.GetValueOrDefault(h)))];
    }

    /// <summary>Out of a private channel; the others belong to the whole team.</summary>
    public async Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken)
    {
        if (!await IsPrivateAsync(room, cancellationToken))
            return;
        await foreach (var member in graph.ChannelMembersAsync(room.Id, cancellationToken))
        {
            if (member.Id is not null && string.Equals(member.UserId, handle, StringComparison.OrdinalIgnoreCase))
            {
                var answer = await graph.RemoveFromChannelAsync(room.Id, member.Id, cancellationToken);
                if (answer.Status != HttpStatusCode.NotFound)
                    answer.Require();
                return;
            }
        }
    }

    public Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) =>
        IsThread(room) ? EditRootAsync(room, topic, cancellationToken) : channels.DescribeAsync(room, topic, cancellationToken);

    public async Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken)
    {
        var place = TeamsPlace.Of(room.Id);
        if (message is { Marker: { } marker, MayExist: true } && history.CanRead(place) && await history.FindAsync(place, marker, cancellationToken) is { } earlier)
            return new(room, earlier);
        return new(room, await SayAsync(room, TeamsMessages.Activity(message, message.Marker), cancellationToken));
    }

    public async Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken)
    {
        var place = TeamsPlace.Of(message.Room.Id);
        if (place.IsInChannel)
            place = place with { Root = place.Root ?? message.Id };
        // The card is replaced as a whole, and is still to be found by its mark.
        var mark = history.CanRead(place) ? await history.MarkOfAsync(place, message.Id, cancellationToken) : null;
        await EditAsync(place, message.Id, TeamsMessages.Activity(content, mark ?? content.Marker), cancellationToken);
    }

    public async Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken)
    {
        await (IsThread(room) ? EditRootAsync(room, "Closed.", cancellationToken) : channels.SetArchivedAsync(room, isArchived: true, cancellationToken));
        members.Forget(room);
    }

    public Task ReopenAsync(ChatRoom room, CancellationToken cancellationToken) => IsThread(room) ? EditRootAsync(room, "", cancellationToken) : channels.SetArchivedAsync(room, isArchived: false, cancellationToken);

    public async Task<string?> FindByMailAsync(string mail, CancellationToken cancellationToken) => await graph.UsersByMailAsync(mail, cancellationToken) is [{ Id: { Length: > 0 } id }] ? id : null;

    public async IAsyncEnumerable<MarkedRoom> ListRoomsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (channel, marker) in channels.ListAsync(cancellationToken))
            yield return new(new(Name, channel.Id!, channel.DisplayName ?? ""), marker, channel.IsPrivate);
    }

    private static bool IsThread(ChatRoom room) => TeamsPlace.Of(room.Id).Root is not null;

    private async Task<bool> IsPrivateAsync(ChatRoom room, CancellationToken cancellationToken) => TeamsPlace.Of(room.Id) is { Root: null, IsInChannel: true } && await channels.IsPrivateAsync(room, cancellationToken);

    private async Task<ChatRoom> DirectAsync(string person, string name, CancellationToken cancellationToken)
    {
        if (!TeamsOptions.IsId(person))
            throw new ChatException(Name, $"{person} is no id of a person in Entra", isTransient: false);
        var answer = await bot.BeginWithAsync(person, cancellationToken);
        return new(Name, answer.Present(answer.Read(TeamsJson.Default.BotPosted).Id), name);
    }

    /// <summary>What is used where Teams lets us open no channel: a thread in the fixed one, or that itself for what stays.</summary>
    private async Task<ChatRoom> InsteadAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (options.FixedChannelId is not { Length: > 0 } channel)
            throw new ChatException(Name, "Teams lets the app open no channel; with Chat:Teams:FixedChannelId a thread there would be the room", isTransient: false);
        var (home, mark) = (new TeamsPlace(channel, null), $"room-{request.Marker}");
        if (request.Kind == RoomKind.Standing)
            return new(Name, channel, request.Name);
        var root = request.MayExist && history.CanRead(home) ? await history.FindAsync(home, mark, cancellationToken) : null;
        root ??= await SayAsync(new(Name, channel, request.Name), RootOf(request.Name, "", mark), cancellationToken);
        return new(Name, (home with { Root = root }).Conversation, request.Name);
    }

    private async Task EditRootAsync(ChatRoom room, string topic, CancellationToken cancellationToken)
    {
        var place = TeamsPlace.Of(room.Id);
        var mark = history.CanRead(place) ? await history.MarkOfAsync(place, place.Root!, cancellationToken) : null;
        await EditAsync(place, place.Root!, RootOf(room.Name, topic, mark), cancellationToken);
    }

    private async Task EditAsync(TeamsPlace place, string message, BotActivity activity, CancellationToken cancellationToken)
    {
        var answer = await bot.UpdateAsync(place, message, activity, cancellationToken);
        if (answer.Status != HttpStatusCode.NotFound)       // somebody has deleted it
            answer.Require();
    }

    private static BotActivity RootOf(string name, string topic, string? mark) =>
        TeamsMessages.Activity(new(topic.Length == 0 ? name : topic, [new BriefBlock(name, null, 0, 0, [topic]), new NoticeBlock("state", InsteadOfChannel)]), mark);

    /// <summary>Mentions those who were not mentioned in the room yet.</summary>
    private async Task CallAsync(ChatRoom room, IReadOnlyList<string> people, TeamsPeopleIn known, CancellationToken cancellationToken)
    {
        foreach (var some in (await members.UncalledAsync(room, people, cancellationToken)).Chunk(MaxCalled))
        {
            await SayAsync(room, TeamsMessages.Call(await members.NamedAsync(some, known, cancellationToken)), cancellationToken);
            members.Called(room, some);
        }
    }

    private async Task<IReadOnlyList<string>> NotInAsync(ChatRoom room, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var there = new HashSet<string?>(StringComparer.OrdinalIgnoreCase);
        await foreach (var member in graph.ChannelMembersAsync(room.Id, cancellationToken))
            there.Add(member.UserId);
        return [.. people.Where(p => !there.Contains(p))];
    }

    /// <summary>Says something in a room.</summary>
    /// <returns>The message's id.</returns>
    private async Task<string> SayAsync(ChatRoom room, BotActivity activity, CancellationToken cancellationToken)
    {
        var place = TeamsPlace.Of(room.Id);
        var begins = place is { IsInChannel: true, Root: null };
        var answer = begins ? await bot.BeginAsync(place.Channel, activity, cancellationToken) : await bot.SayAsync(place, activity, cancellationToken);
        if (!answer.IsOk && begins)
            await JudgeAsync(room, answer, cancellationToken);
        var posted = answer.Read(TeamsJson.Default.BotPosted);
        return answer.Present(begins ? posted.ActivityId ?? TeamsPlace.Of(posted.Id ?? "").Root : posted.Id);
    }

    /// <summary>A refusal that may go by: a channel that is new, a standing one that somebody closed, a private one to which the app is still to be added.</summary>
    private async Task JudgeAsync(ChatRoom room, TeamsAnswer answer, CancellationToken cancellationToken)
    {
        channels.InChannel(room.Id, answer);
        if (_standing.FirstOrDefault(s => s.Value.Id == room.Id) is { Key: { } marker } && !await channels.IsOpenAsync(room.Id, cancellationToken) && _standing.TryRemove(marker, out _))
            throw new ChatException(Name, $"{room.Name} was closed by somebody; it is opened anew", isTransient: true);
        if (answer.Error is { Code: "BotNotInConversationRoster" } && await IsPrivateAsync(room, cancellationToken))
            throw new ChatException(Name, "the bot is not in the private channel yet; one of its owners has to add the app to it", isTransient: true, UntilAdded);
    }
}
