using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams;

/// <summary>
/// Channels of the team as rooms. A channel is ours when its description carries the marker. A private one, which anybody could have
/// made in advance, has to be owned by those alone whom the settings name; an incident's, to hold nobody else yet.
/// </summary>
internal sealed class TeamsChannels(GraphApi graph, TeamsOptions options, TimeProvider clock)
{
    private const string MarkBefore = "Opened by the incident classifier (";
    private const int MaxName = 50;
    private const int MaxDescription = 1024;
    private const string Forbidden = "~#%&*{}+/\\:<>?|'\",";
    private static readonly SearchValues<char> ForbiddenSet = SearchValues.Create(Forbidden);

    // Graph answers 404 for a while where a channel is new; a process that has just started does not know which are.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LittleLater = TimeSpan.FromSeconds(2);
    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _opened = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unanswered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _isPrivate = new(StringComparer.Ordinal);

    /// <summary>Our channels that are open, with their markers.</summary>
    public async IAsyncEnumerable<(GraphChannel Channel, string Marker)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var channel in graph.ChannelsAsync(cancellationToken))
        {
            if (channel is { IsArchived: not true, Id: not null } && MarkerOf(channel) is { } marker && await IsOwnedByUsAsync(channel, mayHoldOthers: false, cancellationToken))
                yield return (channel, marker);
        }
    }

    /// <summary>The channel of a request, closed ones too; null when there is none.</summary>
    public async Task<GraphChannel?> FindAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        await foreach (var channel in graph.ChannelsAsync(cancellationToken))
        {
            if (channel.Id is not null && MarkerOf(channel) == request.Marker && channel.IsPrivate == request.IsPrivate && await IsOwnedByUsAsync(channel, request.Kind == RoomKind.Standing, cancellationToken))
                return Known(channel);
        }
        return null;
    }

    /// <summary>Opens a channel.</summary>
    /// <returns>Null where Teams lets us open none.</returns>
    /// <exception cref="RoomNameTakenException">Another channel has the name.</exception>
    /// <exception cref="ChatException">The name will not do, or what is private can be opened nowhere.</exception>
    public async Task<GraphChannel?> OpenAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (NameFault(request.Name) is { } fault)
            throw new ChatException(TeamsHttp.ConnectorName, $"no channel can be named '{TeamsMessages.OneLine(request.Name, 100)}': {fault}", isTransient: false);
        if (request.IsPrivate)
            await CheckPrivateAsync(cancellationToken);
        try
        {
            return await CreateAsync(request, cancellationToken);
        }
        catch (ChatException lost) when (lost is { IsTransient: true, IsOurs: false })
        {
            Note(_unanswered, request.Marker);
            throw;
        }
    }

    /// <summary>Sets the topic, which stands in the description before the marker.</summary>
    public async Task DescribeAsync(ChatRoom room, string topic, CancellationToken cancellationToken)
    {
        var channel = await LookAsync(room.Id, cancellationToken) ?? throw Gone(room);
        InChannel(room.Id, await graph.DescribeAsync(room.Id, Description(topic, MarkerOf(channel)), cancellationToken)).Require();
    }

    /// <summary>Closes a channel or opens it again.</summary>
    /// <exception cref="ChatException">Transient while Teams is at it.</exception>
    public async Task SetArchivedAsync(ChatRoom room, bool isArchived, CancellationToken cancellationToken)
    {
        if (await IsAsync(room, isArchived, cancellationToken))
            return;
        var answer = isArchived ? await graph.ArchiveAsync(room.Id, cancellationToken) : await graph.UnarchiveAsync(room.Id, cancellationToken);
        if (answer.Status != HttpStatusCode.Conflict)
            InChannel(room.Id, answer).Require();
        if (!await IsAsync(room, isArchived, cancellationToken))
            throw new ChatException(TeamsHttp.ConnectorName, $"{answer.What} is not done yet", isTransient: true, LittleLater);
        _isPrivate.TryRemove(room.Id, out _);       // nobody asks for long
    }

    /// <summary>Whether only its members see a channel.</summary>
    public async Task<bool> IsPrivateAsync(ChatRoom room, CancellationToken cancellationToken) =>
        _isPrivate.TryGetValue(room.Id, out var known) ? known : Known(await LookAsync(room.Id, cancellationToken) ?? throw Gone(room)).IsPrivate;

    /// <summary>Whether a channel is there and open.</summary>
    public async Task<bool> IsOpenAsync(string channel, CancellationToken cancellationToken) => await LookAsync(channel, cancellationToken) is { IsArchived: not true };

    /// <summary>An answer about a channel; while that is new, what is not found may still come.</summary>
    /// <exception cref="ChatException">It may.</exception>
    public TeamsAnswer InChannel(string channel, TeamsAnswer answer)
    {
        return answer.Status == HttpStatusCode.NotFound && IsSettling(_opened, channel) ? throw NotYet(answer) : answer;
    }

    /// <summary>Why Teams takes no such name (https://learn.microsoft.com/microsoftteams/limits-specifications-teams); null when it does.</summary>
    public static string? NameFault(string name) => name switch
    {
        "" => "it is empty",
        { Length: > MaxName } => $"it has more than {MaxName} characters",
        _ when name.AsSpan().ContainsAny(ForbiddenSet) => $"it has one of {Forbidden}",
        _ when name.Any(char.IsControl) || name.Trim() != name => "it has control characters, or a blank at an end",
        _ when name[0] is '_' or '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal) => "it begins with _ or a dot, ends with a dot, or has two of them",
        _ when name.EnumerateRunes().Any(r => r == Rune.ReplacementChar) => "it has half a character",
        _ => null,
    };

    private static string? MarkerOf(GraphChannel channel) => channel.Description is { } text && text.LastIndexOf(MarkBefore, StringComparison.Ordinal) is var at and >= 0 && text.EndsWith(')')
        ? text[(at + MarkBefore.Length)..^1] : null;

    private static string Description(string topic, string? marker)
    {
        var mark = marker is null ? "" : $"{MarkBefore}{marker})";
        var shown = TeamsMessages.OneLine(topic, MaxDescription - mark.Length - 2);
        return shown.Length == 0 || mark.Length == 0 ? shown + mark : $"{shown}\n\n{mark}";
    }

    // Neither of them is a fault that goes by itself: the app may not, or the team has as many channels as it may.
    private static bool IsRefused(TeamsAnswer answer) => answer.Status == HttpStatusCode.Forbidden
        || (!answer.IsOk && answer.Error is { } error && (error.Says("limit") || error.Says("maximum") || error.Says("exceed")));

    private async Task<GraphChannel?> CreateAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var answer = await graph.CreateAsync(request.Name, Description("", request.Marker), request.IsPrivate, cancellationToken);
        if (answer.Error is { } error && (error.Says("NameAlreadyExists") || error.Says("name already existed")))
            return await FindAsync(request, cancellationToken) ?? throw await TakenAsync(request, answer, cancellationToken);
        if (!request.IsPrivate && IsRefused(answer))
            return null;
        var channel = answer.Read(TeamsJson.Default.GraphChannel);
        Note(_opened, answer.Present(channel.Id));
        return Known(channel with { MembershipType = request.IsPrivate ? GraphNewChannel.Private : GraphNewChannel.Standard });
    }

    // The name may be that of a channel whose answer was lost a moment ago, and which Graph does not list yet: another name would make two.
    private async Task<Exception> TakenAsync(RoomRequest request, TeamsAnswer answer, CancellationToken cancellationToken)
    {
        if (!request.MayExist || !IsSettling(_unanswered, request.Marker))
            return new RoomNameTakenException(TeamsHttp.ConnectorName, request.Name);
        await foreach (var channel in graph.ChannelsAsync(cancellationToken))
        {
            if (string.Equals(channel.DisplayName, request.Name, StringComparison.OrdinalIgnoreCase))
                return new RoomNameTakenException(TeamsHttp.ConnectorName, request.Name);
        }
        return NotYet(answer);
    }

    private bool IsSettling(ConcurrentDictionary<string, DateTimeOffset> since, string key) => clock.GetUtcNow() - (since.TryGetValue(key, out var at) ? at : _started) < Settling;

    /// <summary>Keeps when something happened, as long as that matters.</summary>
    private void Note(ConcurrentDictionary<string, DateTimeOffset> since, string key)
    {
        var now = clock.GetUtcNow();
        foreach (var old in since.Where(s => now - s.Value >= Settling))
            since.TryRemove(old);
        since.TryAdd(key, now);
    }

    private async Task CheckPrivateAsync(CancellationToken cancellationToken)
    {
        if (!options.HasPrivateChannels)
            throw new ChatException(TeamsHttp.ConnectorName, "there are no private channels without Chat:Teams:PrivateOwners", isTransient: false);
        var count = 0;
        await foreach (var channel in graph.ChannelsAsync(cancellationToken))
            count += channel.IsPrivate ? 1 : 0;
        if (count >= options.MaxPrivateChannels)
            throw new ChatException(TeamsHttp.ConnectorName, $"the team has {count} private channels, as many as Chat:Teams:MaxPrivateChannels lets it have", isTransient: false);
    }

    private async Task<bool> IsOwnedByUsAsync(GraphChannel channel, bool mayHoldOthers, CancellationToken cancellationToken)
    {
        if (!channel.IsPrivate)
            return true;
        await foreach (var member in graph.ChannelMembersAsync(channel.Id!, cancellationToken))
        {
            var isOneOfOurs = options.PrivateOwners.Contains(member.UserId, StringComparer.OrdinalIgnoreCase);
            if (!isOneOfOurs && (!mayHoldOthers || member.Roles?.Contains("owner", StringComparer.OrdinalIgnoreCase) == true))
                return false;
        }
        return true;
    }

    private async Task<bool> IsAsync(ChatRoom room, bool isArchived, CancellationToken cancellationToken) =>
        await LookAsync(room.Id, cancellationToken) is { } channel ? channel.IsArchived == true == isArchived : isArchived ? true : throw Gone(room);

    private async Task<GraphChannel?> LookAsync(string channel, CancellationToken cancellationToken)
    {
        var answer = InChannel(channel, await graph.ChannelAsync(channel, cancellationToken));
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read(TeamsJson.Default.GraphChannel);
    }

    private GraphChannel Known(GraphChannel channel)
    {
        _isPrivate[channel.Id!] = channel.IsPrivate;
        return channel;
    }

    private static ChatException NotYet(TeamsAnswer answer) => new(TeamsHttp.ConnectorName, $"{answer.What}: the channel is not there yet", isTransient: true, LittleLater);

    private static ChatException Gone(ChatRoom room) => new(TeamsHttp.ConnectorName, $"the channel {room.Name} is gone", isTransient: false);
}
