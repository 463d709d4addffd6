namespace Classifier.Incidents;

/// <summary>How long an incident took, each from the receipt of its first alert; null for what has not happened.</summary>
/// <param name="Room">Until a room was open.</param>
/// <param name="RightResponder">Until somebody came who is there for the team that has it in the end, or for a role.</param>
/// <param name="Acknowledged">Until somebody had it, for the first time.</param>
/// <param name="Resolved">Until it ended, for the last time.</param>
public sealed record IncidentTimes(TimeSpan? Room, TimeSpan? RightResponder, TimeSpan? Acknowledged, TimeSpan? Resolved)
{
    /// <summary>The times of an incident.</summary>
    /// <param name="incident">As it is now.</param>
    /// <param name="timeline">What happened, in any order.</param>
    /// <param name="right">Ids of the right people. Whatever one of them does there, coming into the room first of all, shows that they have come; who looks in after the end has not.</param>
    public static IncidentTimes Of(Incident incident, IEnumerable<TimelineEvent> timeline, IReadOnlySet<string> right)
    {
        var events = timeline.ToList();
        return new(
            First(e => e.What == TimelineWords.RoomOpened), First(e => right.Contains(e.Who) && !(e.At > incident.ResolvedAt)), First(e => e.What == TimelineWords.Acknowledged),
            incident.ResolvedAt is { } end ? Since(end) : null);

        TimeSpan? First(Func<TimelineEvent, bool> isIt) => events.Where(isIt).Select(e => (DateTimeOffset?)e.At).Min() is { } at ? Since(at) : null;

        // What was split off may have begun with an alert that came after what it shares with the first.
        TimeSpan Since(DateTimeOffset at) => at > incident.OpenedAt ? at - incident.OpenedAt : TimeSpan.Zero;
    }
}
