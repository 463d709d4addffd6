using System.Buffers;
using System.Globalization;

namespace Classifier.Faults.Chat.Teams;

/// <summary>A person of the organisation.</summary>
internal sealed record TenantUser(string Id, string Name, string Mail);

/// <summary>A member of the team or of a private channel.</summary>
internal sealed record TenantMember(string Membership, string User, bool IsOwner);

/// <summary>A message of a channel or of a conversation with one person.</summary>
/// <param name="Id">Teams' id.</param>
/// <param name="User">Who said it; null for our bot.</param>
/// <param name="Text">What a person wrote.</param>
/// <param name="Activity">What our bot sent, as JSON; empty for a person's.</param>
/// <param name="Root">Below which message; null for one of its own.</param>
internal sealed record TenantMessage(string Id, string? User, string Text, string Activity, string? Root);

/// <summary>A channel of the team.</summary>
internal sealed class TenantChannel(string id, string name, string description, bool isPrivate)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public string Description { get; set; } = description;

    public bool IsPrivate { get; } = isPrivate;

    public bool IsArchived { get; set; }

    /// <summary>What it is to be, and after how many looks it is.</summary>
    public (bool IsArchived, int Looks)? Pending { get; set; }

    /// <summary>How often it is not found yet.</summary>
    public int Lag { get; set; }

    /// <summary>Whether the app was added to it; standard ones have it from the team.</summary>
    public bool HasBot { get; set; } = true;

    /// <summary>Of a private one.</summary>
    public List<TenantMember> Members { get; } = [];

    public List<TenantMessage> Messages { get; } = [];
}

/// <summary>An organisation with one team, by the rules of the published descriptions that our calls meet. Not safe for threads.</summary>
internal sealed class FakeTenant
{
    public const string TenantId = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

    public const string AppId = "11111111-2222-3333-4444-555555555555";

    public const string TeamId = "57fb72d0-d811-46f4-8947-305e6072eaa5";

    /// <summary>Who owns the private channels.</summary>
    public const string Owner = "99999999-0000-4000-8000-000000000001";

    private const int MaxName = 50;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("~#%&*{}+/\\:<>?|'\",");
    private readonly Dictionary<string, List<TenantMessage>> _directs = new(StringComparer.OrdinalIgnoreCase);
    private long _ids;

    /// <summary>By id.</summary>
    public Dictionary<string, TenantUser> Users { get; } = new(StringComparer.OrdinalIgnoreCase) { [Owner] = new(Owner, "Room Keeper", "keeper@example.org") };

    public List<TenantMember> Team { get; } = [new("owner", Owner, true)];

    public List<TenantChannel> Channels { get; } = [];

    /// <summary>People to whom the bot may not write.</summary>
    public HashSet<string> WithoutBot { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why no channel may be opened: a status and Graph's words; null when one may.</summary>
    public (int Status, string Code, string Message)? Refusal { get; set; }

    /// <summary>How often a channel that is new is not found.</summary>
    public int LagOfNew { get; set; }

    /// <summary>Looks until a channel is closed, or open again.</summary>
    public int LooksUntilArchived { get; set; }

    /// <summary>Whether the app is added to private channels.</summary>
    public bool PrivateHaveBot { get; set; } = true;

    public string NextId() => (1_700_000_000_000 + ++_ids).ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds a person to the organisation.</summary>
    public TenantUser Hire(string name, string? mail = null)
    {
        var user = new TenantUser($"{++_ids:x8}-0000-4000-8000-{_ids:x12}", name, mail ?? $"user{_ids}@example.org");
        Users.Add(user.Id, user);
        return user;
    }

    /// <summary>Opens a channel.</summary>
    /// <returns>The channel, or Graph's code and words for why not.</returns>
    public (TenantChannel? Channel, string Code, string Message) Open(string name, string description, bool isPrivate, IReadOnlyList<string> owners)
    {
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAny(Forbidden) || name.Any(char.IsControl) || name.Trim() != name || name[0] is '_' or '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
            return (null, "BadRequest", "Channel displayName is not valid.");
        if (description.Length > 1024)
            return (null, "BadRequest", "Channel description is too long.");
        if (Channels.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)))
            return (null, "NameAlreadyExists", "Channel name already existed, please use other name");
        if (isPrivate && (owners.Count == 0 || owners.Any(o => Team.TrueForAll(m => !Same(m.User, o)))))
            return (null, "BadRequest", "A private channel needs an owner who is in the team.");
        var channel = new TenantChannel($"19:{Guid.NewGuid():N}@thread.tacv2", name, description, isPrivate) { Lag = LagOfNew, HasBot = !isPrivate || PrivateHaveBot };
        channel.Members.AddRange(owners.Select(o => new TenantMember($"m{++_ids}", o, true)));
        Channels.Add(channel);
        return (channel, "", "");
    }

    /// <summary>A channel, unless it is not there yet.</summary>
    public TenantChannel? Find(string id)
    {
        if (Channels.Find(c => c.Id == id) is not { } channel)
            return null;
        if (channel.Lag > 0)
        {
            channel.Lag--;
            return null;
        }
        if (channel.Pending is { } pending)
        {
            channel.Pending = pending.Looks > 1 ? (pending.IsArchived, pending.Looks - 1) : null;
            if (pending.Looks <= 1)
                channel.IsArchived = pending.IsArchived;
        }
        return channel;
    }

    /// <summary>Closes a channel or opens it again, at once or some looks later.</summary>
    public void Archive(TenantChannel channel, bool isArchived)
    {
        if (LooksUntilArchived > 0)
            channel.Pending = (isArchived, LooksUntilArchived);
        else
            channel.IsArchived = isArchived;
    }

    /// <summary>Adds somebody to the team, or to a private channel.</summary>
    public TenantMember Add(List<TenantMember> members, string user, bool isOwner)
    {
        if (members.Find(m => Same(m.User, user)) is { } there)
            return there;
        var member = new TenantMember($"m{++_ids}", Users[user].Id, isOwner);
        members.Add(member);
        return member;
    }

    /// <summary>Somebody, or our bot, says something.</summary>
    public TenantMessage Say(List<TenantMessage> messages, string? user, string text, string activity = "", string? root = null)
    {
        var message = new TenantMessage(NextId(), user, text, activity, root);
        messages.Add(message);
        return message;
    }

    /// <summary>What the bot and one person say to each other.</summary>
    public List<TenantMessage> Direct(string user)
    {
        if (!_directs.TryGetValue(user, out var messages))
            _directs[user] = messages = [];
        return messages;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
