using Classifier.Api.Chat;
using Classifier.Chat;
using Classifier.Incidents;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>Everything that an incident's page shows.</summary>
/// <param name="Incident">Its state.</param>
/// <param name="Evidence">What its decision was made from.</param>
/// <param name="People">Who was brought in, also those who left.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="Times">How long it took.</param>
/// <param name="Room">The built-in room; null before it is open.</param>
/// <param name="Messages">Oldest first.</param>
/// <param name="Noted">Ids of the messages that are on the timeline.</param>
/// <param name="At">When it was read.</param>
public sealed record IncidentDetails(
    Incident Incident, IncidentEvidence Evidence, IReadOnlyList<Responder> People, IReadOnlyList<TimelineEvent> Timeline, IncidentTimes Times,
    BuiltInRoom? Room, IReadOnlyList<BuiltInMessage> Messages, IReadOnlySet<Guid> Noted, DateTimeOffset At)
{
    /// <summary>Who is in the room now.</summary>
    public IEnumerable<Responder> Here => People.Where(p => p is { JoinedAt: not null, LeftAt: null });

    /// <summary>What happened and what was said, in order, as the room shows it.</summary>
    public IReadOnlyList<RoomEntry> Log =>
    [
        .. Messages.Select(m => RoomEntry.Of(m) with { IsNoted = Noted.Contains(m.Id) })
            .Concat(Happenings().Select(together => new RoomEntry(together[0].At, null, together, [])))
            .OrderBy(e => e.At),
    ];

    // People who are invited or come within a minute are one line. The first topic is the room's own, and no news.
    private List<List<TimelineEvent>> Happenings()
    {
        var lines = new List<List<TimelineEvent>>();
        var topics = 0;
        foreach (var happened in Timeline.Where(e => IsShownInRoom(e.What) && !(e.What == TimelineWords.TopicSet && topics++ == 0)))
        {
            if (lines.Count > 0 && lines[^1][0].What == happened.What && happened.At - lines[^1][0].At < TimeSpan.FromMinutes(1))
                lines[^1].Add(happened);
            else
                lines.Add([happened]);
        }
        return lines;
    }

    private static bool IsShownInRoom(string what) => what is TimelineWords.Joined or TimelineWords.Left or TimelineWords.Invited or TimelineWords.NotReached or TimelineWords.TopicSet;
}

/// <summary>One line of a room's log: a message, or something that happened, to several people perhaps.</summary>
public sealed record RoomEntry(DateTimeOffset At, BuiltInMessage? Message, IReadOnlyList<TimelineEvent> Happened, IReadOnlyList<ChatBlock> Blocks)
{
    /// <summary>A message that somebody put on the timeline.</summary>
    public bool IsNoted { get; init; }

    /// <summary>Tells entries apart.</summary>
    public Guid Id => Message?.Id ?? Happened[0].Id;

    /// <summary>A message's entry.</summary>
    public static RoomEntry Of(BuiltInMessage message) =>
        new(message.PostedAt, message, [], System.Text.Json.JsonSerializer.Deserialize(message.Blocks, Json.ApiJson.Default.IReadOnlyListChatBlock) ?? []);
}
