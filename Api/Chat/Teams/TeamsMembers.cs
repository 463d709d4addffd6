using System.Collections.Concurrent;
using System.Net;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams;

/// <summary>
/// Brings people in: into the team, which has its standard channels in common, and into a private channel. Nobody notices that alone,
/// so each is mentioned in the room, once.
/// </summary>
internal sealed class TeamsMembers(GraphApi graph, TeamsHistory history)
{
    private static readonly TimeSpan LittleLater = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _called = new(StringComparer.Ordinal);

    /// <summary>Makes people members of the team.</summary>
    /// <returns>What came of each, and what they are called where that is known.</returns>
    public async Task<TeamsPeopleIn> EnsureAsync(IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        await foreach (var member in graph.TeamMembersAsync(cancellationToken))
        {
            if (member.UserId is { } id)
                members[id] = member.DisplayName;
        }
        var faults = handles.Where(h => !TeamsOptions.IsId(h)).Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(h => h, _ => "is not known in Entra by this id", StringComparer.OrdinalIgnoreCase);
        var missing = handles.Where(h => TeamsOptions.IsId(h) && !members.ContainsKey(h)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var some in missing.Chunk(GraphApi.MaxAdded))
        {
            foreach (var added in await graph.AddToTeamAsync(some, cancellationToken))
            {
                if (added is { UserId: { } user, Error: { } error })
                    faults[user] = Words(error);
            }
        }
        return new(members, missing, faults);
    }

    /// <summary>Makes somebody of the team a member of a private channel.</summary>
    /// <returns>Why not; null when they are.</returns>
    public async Task<string?> EnsureInAsync(string channel, string user, bool isNewInTeam, CancellationToken cancellationToken)
    {
        var answer = await graph.AddToChannelAsync(channel, user, cancellationToken);
        if (answer.IsOk || answer.Status == HttpStatusCode.Conflict)
            return null;
        if (isNewInTeam)
            throw new ChatException(TeamsHttp.ConnectorName, $"{answer.What}: they are not in the team yet", isTransient: true, LittleLater);
        return answer.Error is { } error ? Words(error) : $"was refused ({(int)answer.Status})";
    }

    /// <summary>Those whom nobody has called in a room yet.</summary>
    public async Task<IReadOnlyList<string>> UncalledAsync(ChatRoom room, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var left = people.Where(p => !CalledIn(room).ContainsKey(p)).ToList();
        if (left.Count == 0 || TeamsPlace.Of(room.Id) is var place && !history.CanRead(place))
            return left;
        var called = await history.CalledAsync(place, left, cancellationToken);
        return [.. left.Where(p => !called.Contains(p))];
    }

    /// <summary>People were called in a room.</summary>
    public void Called(ChatRoom room, IEnumerable<string> people)
    {
        foreach (var person in people)
            CalledIn(room)[person] = true;
    }

    /// <summary>A room is closed: opened again, it is looked up there who was called.</summary>
    public void Forget(ChatRoom room) => _called.TryRemove(room.Id, out _);

    /// <summary>People with their names.</summary>
    public async Task<IReadOnlyList<GraphUser>> NamedAsync(IReadOnlyList<string> people, TeamsPeopleIn known, CancellationToken cancellationToken)
    {
        var named = new List<GraphUser>(people.Count);
        foreach (var person in people)
            named.Add(known.Names.GetValueOrDefault(person) is { } name ? new(person, name) : new(person, (await graph.UserAsync(person, cancellationToken))?.DisplayName));
        return named;
    }

    private ConcurrentDictionary<string, bool> CalledIn(ChatRoom room) => _called.GetOrAdd(room.Id, _ => new(StringComparer.OrdinalIgnoreCase));

    private static string Words(TeamsError error) => error.Code switch
    {
        "NotFound" or "UserNotFound" or "Request_ResourceNotFound" => "is not known in Entra by this id",
        "Forbidden" => "may not be added to the team",
        _ => TeamsMessages.OneLine($"{error.Code}: {error.Message}", 200),
    };
}

/// <summary>Who is in the team.</summary>
/// <param name="Names">What members are called, by id; of those who came just now nothing is said.</param>
/// <param name="New">Who came just now.</param>
/// <param name="Faults">Why others could not come.</param>
internal sealed record TeamsPeopleIn(IReadOnlyDictionary<string, string?> Names, IReadOnlyList<string> New, IReadOnlyDictionary<string, string> Faults);
