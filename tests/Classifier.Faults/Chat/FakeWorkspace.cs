namespace Classifier.Faults.Chat;

/// <summary>A channel as the fake keeps it.</summary>
internal sealed class FakeChannel(string id, string name, bool isPrivate, string creator)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public bool IsPrivate { get; } = isPrivate;

    public string Creator { get; } = creator;

    public bool IsArchived { get; set; }

    public string Topic { get; set; } = "";

    public string Purpose { get; set; } = "";

    public List<string> Members { get; } = [creator];

    /// <summary>When people came first, by the system's steady clock; null before.</summary>
    public long? InvitedAt { get; set; }

    public List<FakePost> Posts { get; } = [];

    /// <summary>Links that are kept at its top.</summary>
    public List<string> Links { get; } = [];

    /// <summary>Ids of the messages that are pinned.</summary>
    public HashSet<string> Pinned { get; } = new(StringComparer.Ordinal);
}

/// <summary>A posted message.</summary>
/// <param name="Ts">Slack's id of a message in a channel.</param>
/// <param name="Text">As sent.</param>
/// <param name="Marker">From the metadata; null without one.</param>
/// <param name="Blocks">As JSON; empty for none.</param>
/// <param name="Thread">Below which message; null for none.</param>
internal sealed record FakePost(string Ts, string Text, string? Marker, string Blocks = "", string? Thread = null);

/// <summary>A workspace's channels and people, with the rules of the published descriptions that our calls meet. Not safe for threads.</summary>
internal sealed class FakeWorkspace
{
    private const int MaxName = 80;
    private readonly Dictionary<string, FakeChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeChannel> _directs = new(StringComparer.Ordinal);
    private long _ids;

    /// <summary>The bot whose token is used.</summary>
    public const string Bot = "UBOT";

    /// <summary>All channels in the order they were made.</summary>
    public IReadOnlyList<FakeChannel> Channels => [.. _channels.Values];

    /// <summary>What was said to one person alone: channel, user, text.</summary>
    public List<(string Channel, string User, string Text)> Whispers { get; } = [];

    /// <summary>Forms that were opened, as JSON.</summary>
    public List<string> Views { get; } = [];

    /// <summary>Members of user groups, by the group's id.</summary>
    public Dictionary<string, IReadOnlyList<string>> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>User ids by mail address.</summary>
    public Dictionary<string, string> Mails { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>People who are not known.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes a channel.</summary>
    /// <returns>The channel, or Slack's word for why not.</returns>
    public (FakeChannel? Channel, string? Error) Create(string name, bool isPrivate, string creator)
    {
        if (name.Length == 0)
            return (null, "invalid_name_required");
        if (name.Length > MaxName)
            return (null, "invalid_name_maxlength");
        if (name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')))
            return (null, "invalid_name_specials");
        if (_channels.Values.Any(c => c.Name == name))
            return (null, "name_taken");
        var channel = new FakeChannel($"C{++_ids:D8}", name, isPrivate, creator);
        _channels.Add(channel.Id, channel);
        return (channel, null);
    }

    /// <summary>A channel by id; null when there is none.</summary>
    public FakeChannel? Find(string id) => _channels.GetValueOrDefault(id) ?? _directs.Values.FirstOrDefault(d => d.Id == id);

    /// <summary>The conversation between the bot and somebody.</summary>
    public FakeChannel Direct(string user)
    {
        if (!_directs.TryGetValue(user, out var direct))
        {
            _directs[user] = direct = new($"D{++_ids:D8}", "", isPrivate: true, Bot);
            direct.Members.Add(user);
        }
        return direct;
    }

    /// <summary>Invites people: all of them, or with the first fault none.</summary>
    /// <returns>Per person who will not do, Slack's word; empty when all are in.</returns>
    public IReadOnlyList<(string User, string Error)> Invite(FakeChannel channel, IReadOnlyList<string> users)
    {
        IReadOnlyList<(string, string)> faults =
        [
            .. users.Where(Unknown.Contains).Select(u => (u, "user_not_found")),
            .. users.Where(channel.Members.Contains).Select(u => (u, u == Bot ? "cant_invite_self" : "already_in_channel")),
        ];
        if (faults.Count > 0)
            return faults;
        channel.Members.AddRange(users);
        channel.InvitedAt ??= TimeProvider.System.GetTimestamp();
        return faults;
    }

    /// <summary>Posts a message.</summary>
    public FakePost Post(FakeChannel channel, string text, string? marker, string blocks = "", string? thread = null)
    {
        var post = new FakePost($"{1_700_000_000 + ++_ids}.{_ids:D6}", text, marker, blocks, thread);
        channel.Posts.Add(post);
        return post;
    }
}
