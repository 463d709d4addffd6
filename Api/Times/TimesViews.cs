using Classifier.History;
using Classifier.Incidents;

namespace Classifier.Api.Times;

/// <summary>How long incidents of a period took, and how long it took before the service. All times are in seconds.</summary>
/// <param name="Since">Incidents that opened from then on.</param>
/// <param name="Until">When it was counted.</param>
/// <param name="IsCut">There were more than 2,000 incidents: the newest were counted.</param>
/// <param name="All">All that the caller sees.</param>
/// <param name="Teams">By owning team, most incidents first; those without an owner come under <c>null</c>.</param>
/// <param name="Before">What it was before; members that nobody knows are null.</param>
public sealed record TimesView(DateTimeOffset Since, DateTimeOffset Until, bool IsCut, TimesFigures All, IReadOnlyList<TeamTimes> Teams, TimesBefore Before);

/// <summary>How long some incidents took, each from the receipt of the first alert. What was merged into another or is no incident is left out.</summary>
/// <param name="Incidents">How many they are.</param>
/// <param name="Room">Until a room was open.</param>
/// <param name="RightResponder">Until somebody of the team that has it in the end came, or somebody who was brought in for a role.</param>
/// <param name="Acknowledged">Until somebody had it.</param>
/// <param name="Resolved">Until it ended.</param>
public sealed record TimesFigures(int Incidents, SpanFigures Room, SpanFigures RightResponder, SpanFigures Acknowledged, SpanFigures Resolved)
{
    internal static TimesFigures Of(IReadOnlyCollection<IncidentTimes> times)
    {
        return new(times.Count, Of(t => t.Room), Of(t => t.RightResponder), Of(t => t.Acknowledged), Of(t => t.Resolved));

        SpanFigures Of(Func<IncidentTimes, TimeSpan?> which) => SpanFigures.Of(times.Select(which).OfType<TimeSpan>());
    }
}

/// <summary>A team's times.</summary>
/// <param name="Team">Key of the team.</param>
/// <param name="Times">Its times.</param>
public sealed record TeamTimes(string? Team, TimesFigures Times);

/// <summary>How long it took before the service.</summary>
/// <param name="Tickets">Tickets of the imported history that the champion learned from and that say whose they were; 0 where the champion's card does not tell.</param>
/// <param name="RightTeam">From filing to the right team, of the tickets that were filed with another or none.</param>
/// <param name="Resolved">From filing to the end.</param>
public sealed record TimesBefore(int Tickets, BeforeFigures? RightTeam, BeforeFigures? Resolved);

/// <summary>One time before the service.</summary>
/// <param name="From"><c>history</c>: counted from tickets; <c>stated</c>: a figure of the configuration, given as the median.</param>
/// <param name="Count">Tickets; 0 when stated.</param>
/// <param name="MedianSeconds">Half took no longer.</param>
/// <param name="P90Seconds">Nine of ten took no longer; null when stated.</param>
public sealed record BeforeFigures(string From, int Count, double MedianSeconds, double? P90Seconds)
{
    internal static BeforeFigures? Of(SpanFigures? told, TimeSpan? stated) => told is { MedianSeconds: { } median }
        ? new("history", told.Count, median, told.P90Seconds)
        : stated is { } given ? new("stated", 0, given.TotalSeconds, null) : null;
}

/// <summary>How long one incident took, in seconds from the receipt of its first alert; null for what has not happened.</summary>
/// <param name="RoomSeconds">Until a room was open.</param>
/// <param name="RightResponderSeconds">Until somebody of the team that has it now came, or somebody who was brought in for a role.</param>
/// <param name="AcknowledgedSeconds">Until somebody had it.</param>
/// <param name="ResolvedSeconds">Until it ended.</param>
public sealed record IncidentTimesView(double? RoomSeconds, double? RightResponderSeconds, double? AcknowledgedSeconds, double? ResolvedSeconds)
{
    internal static IncidentTimesView Of(IncidentTimes times) =>
        new(times.Room?.TotalSeconds, times.RightResponder?.TotalSeconds, times.Acknowledged?.TotalSeconds, times.Resolved?.TotalSeconds);
}
