using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>The calls of Microsoft Graph that a room needs (https://learn.microsoft.com/graph/api/resources/channel).</summary>
internal sealed class GraphApi(TeamsHttp http, TeamsOptions options)
{
    /// <summary>The one limit: Graph grants an app four calls a second for a team.</summary>
    public const string Limit = "graph";

    /// <summary>At most four in any second (https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits).</summary>
    public static IReadOnlyDictionary<string, CallLimit> Limits { get; } = new Dictionary<string, CallLimit> { [Limit] = new(PerMinute: 180, AtOnce: 1) };

    /// <summary>How many one call adds to a team.</summary>
    public const int MaxAdded = 200;

    private const string ChannelFields = "$select=id,displayName,description,membershipType,isArchived";

    /// <summary>All channels of the team, closed ones too.</summary>
    public IAsyncEnumerable<GraphChannel> ChannelsAsync(CancellationToken cancellationToken) =>
        ListAsync("looking for the channel", $"{Team}/channels?{ChannelFields}", TeamsJson.Default.GraphPageGraphChannel, cancellationToken);

    /// <summary>A channel, or that it is not there.</summary>
    public Task<TeamsAnswer> ChannelAsync(string channel, CancellationToken cancellationToken) => SendAsync("looking at the channel", HttpMethod.Get, $"{Channel(channel)}?{ChannelFields}", null, cancellationToken);

    /// <summary>Opens a channel, or is refused.</summary>
    public Task<TeamsAnswer> CreateAsync(string name, string description, bool isPrivate, CancellationToken cancellationToken) => SendAsync(
        "opening the channel", HttpMethod.Post, $"{Team}/channels",
        Json(new GraphNewChannel(name, description, isPrivate ? GraphNewChannel.Private : GraphNewChannel.Standard, isPrivate ? [.. options.PrivateOwners.Select(o => Member(o, "owner"))] : null), TeamsJson.Outgoing.GraphNewChannel), cancellationToken);

    /// <summary>Writes a channel's description.</summary>
    public Task<TeamsAnswer> DescribeAsync(string channel, string description, CancellationToken cancellationToken) =>
        SendAsync("setting the topic", HttpMethod.Patch, Channel(channel), Json(new GraphChannelPatch(description), TeamsJson.Outgoing.GraphChannelPatch), cancellationToken);

    /// <summary>Has a channel closed, which takes a moment.</summary>
    public Task<TeamsAnswer> ArchiveAsync(string channel, CancellationToken cancellationToken) =>
        SendAsync("closing the channel", HttpMethod.Post, $"{Channel(channel)}/archive", Json(new GraphArchive(), TeamsJson.Outgoing.GraphArchive), cancellationToken);

    /// <summary>Has a channel opened again, which takes a moment.</summary>
    public Task<TeamsAnswer> UnarchiveAsync(string channel, CancellationToken cancellationToken) => SendAsync("opening the channel again", HttpMethod.Post, $"{Channel(channel)}/unarchive", null, cancellationToken);

    /// <summary>Everybody in the team, and so in each of its standard channels.</summary>
    public IAsyncEnumerable<GraphMember> TeamMembersAsync(CancellationToken cancellationToken) => ListAsync("reading the team's members", $"{Team}/members?$top=999", TeamsJson.Default.GraphPageGraphMember, cancellationToken);

    /// <summary>Everybody in a private channel.</summary>
    public IAsyncEnumerable<GraphMember> ChannelMembersAsync(string channel, CancellationToken cancellationToken) =>
        ListAsync("reading the channel's members", $"{Channel(channel)}/members?$top=999", TeamsJson.Default.GraphPageGraphMember, cancellationToken);

    /// <summary>Adds people to the team.</summary>
    /// <param name="users">At most <see cref="MaxAdded"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of each.</returns>
    public async Task<IReadOnlyList<GraphAdded>> AddToTeamAsync(IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("adding people to the team", HttpMethod.Post, $"{Team}/members/add", Json(new GraphNewMembers([.. users.Select(u => Member(u))]), TeamsJson.Outgoing.GraphNewMembers), cancellationToken);
        return answer.Present(answer.Read(TeamsJson.Default.GraphPageGraphAdded).Value);
    }

    /// <summary>Adds somebody of the team to a private channel.</summary>
    public Task<TeamsAnswer> AddToChannelAsync(string channel, string user, CancellationToken cancellationToken) =>
        SendAsync("adding somebody to the channel", HttpMethod.Post, $"{Channel(channel)}/members", Json(Member(user), TeamsJson.Outgoing.GraphNewMember), cancellationToken);

    /// <summary>Takes a member out of a private channel.</summary>
    public Task<TeamsAnswer> RemoveFromChannelAsync(string channel, string membership, CancellationToken cancellationToken) =>
        SendAsync("taking somebody out of the channel", HttpMethod.Delete, $"{Channel(channel)}/members/{Uri.EscapeDataString(membership)}", null, cancellationToken);

    /// <summary>A person by id; null for nobody.</summary>
    public async Task<GraphUser?> UserAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("looking somebody up", HttpMethod.Get, $"users/{Uri.EscapeDataString(id)}?$select=id,displayName", null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read(TeamsJson.Default.GraphUser);
    }

    /// <summary>Whoever has a mail address, or signs in by it; none, one, or several where the directory is not clear.</summary>
    public async Task<IReadOnlyList<GraphUser>> UsersByMailAsync(string mail, CancellationToken cancellationToken)
    {
        var quoted = $"'{mail.Replace("'", "''", StringComparison.Ordinal)}'";
        var answer = await SendAsync("looking somebody up", HttpMethod.Get, $"users?$filter={Uri.EscapeDataString($"mail eq {quoted} or userPrincipalName eq {quoted}")}&$select=id,displayName", null, cancellationToken);
        return answer.Present(answer.Read(TeamsJson.Default.GraphPageGraphUser).Value);
    }

    /// <summary>A channel's messages without what is said below them, or what is said below one, newest first.</summary>
    public IAsyncEnumerable<GraphMessage> MessagesAsync(TeamsPlace place, CancellationToken cancellationToken) => ListAsync(
        "reading the messages", $"{Channel(place.Channel)}/messages{(place.Root is null ? "" : $"/{Uri.EscapeDataString(place.Root)}/replies")}?$top=50", TeamsJson.Default.GraphPageGraphMessage, cancellationToken);

    /// <summary>One message; null where it is not there.</summary>
    /// <param name="place">The channel, or the thread that it was said in.</param>
    /// <param name="message">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<GraphMessage?> MessageAsync(TeamsPlace place, string message, CancellationToken cancellationToken)
    {
        var below = place.Root is null || place.Root == message ? "" : $"/{Uri.EscapeDataString(place.Root)}/replies";
        var answer = await SendAsync("reading a message", HttpMethod.Get, $"{Channel(place.Channel)}/messages{below}/{Uri.EscapeDataString(message)}", null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read(TeamsJson.Default.GraphMessage);
    }

    private string Team => $"teams/{options.TeamId}";

    private string Channel(string channel) => $"{Team}/channels/{Uri.EscapeDataString(channel)}";

    private GraphNewMember Member(string user, params IReadOnlyList<string> roles) => new($"{options.GraphUrl}users('{user}')", roles);

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private Task<TeamsAnswer> SendAsync(string what, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken) =>
        http.SendAsync(new(what, method, new(options.GraphUrl, path), body), cancellationToken);

    private async IAsyncEnumerable<T> ListAsync<T>(string what, string path, JsonTypeInfo<GraphPage<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = new Uri(options.GraphUrl, path); next is not null;)
        {
            var answer = await http.SendAsync(new(what, HttpMethod.Get, next), cancellationToken);
            var page = answer.Read(type);
            foreach (var item in answer.Present(page.Value))
                yield return item;
            // Our token goes to Graph alone, whatever an answer says.
            next = page.NextLink is null ? null : new Uri(answer.Present(Uri.TryCreate(page.NextLink, UriKind.Absolute, out var link) && options.GraphUrl.IsBaseOf(link) ? page.NextLink : null));
        }
    }
}
