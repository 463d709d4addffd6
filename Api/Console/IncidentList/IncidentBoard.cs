using Classifier.Alerts;
using Classifier.Directories;
using Classifier.History;
using Classifier.Incidents;

namespace Classifier.Api.Console.IncidentList;

/// <summary>The views of the list; each has an address.</summary>
public enum BoardView
{
    /// <summary>What is open, and what was resolved in the last hour.</summary>
    Open,

    /// <summary>What one was brought into.</summary>
    Mine,

    /// <summary>What one's team owns.</summary>
    Team,

    /// <summary>What was resolved since midnight, where one is.</summary>
    Resolved,
}

/// <summary>Incidents of one moment, as one person may see them.</summary>
/// <param name="Open">What is open, the most severe first.</param>
/// <param name="Resolved">What was resolved in the last seven days, the latest first.</param>
/// <param name="Reader">Who looks; null where the directory does not know.</param>
/// <param name="At">The moment.</param>
public sealed record IncidentBoard(IReadOnlyList<IncidentRow> Open, IReadOnlyList<IncidentRow> Resolved, Person? Reader, DateTimeOffset At)
{
    /// <summary>Before anything was read.</summary>
    public static IncidentBoard Empty { get; } = new([], [], null, default);

    /// <summary>How many wait for an answer.</summary>
    public int Waiting => Open.Count(r => r.Group == RowGroup.Waiting);

    /// <summary>How many open ones are of a level.</summary>
    public int CountOf(Severity severity, bool onlyWaiting = false) => Open.Count(r => r.Incident.Severity == severity && (!onlyWaiting || r.Group == RowGroup.Waiting));

    /// <summary>How long rooms took, in the last seven days.</summary>
    public SpanFigures AlertToRoom => SpanFigures.Of(Open.Concat(Resolved).Select(r => r.RoomOpenedAt - r.Incident.OpenedAt).OfType<TimeSpan>());

    /// <summary>
    /// Of the rooms that opened without being asked for, how many had the right owner from the start: counted are those that
    /// a person has answered or that were resolved, in the last seven days. Null where there is none.
    /// </summary>
    public (int Right, int Rooms)? RightTeam
    {
        get
        {
            var judged = Open.Concat(Resolved).Where(r =>
                r is { RoomOpenedAt: not null, Incident: { Decision: Decisions.DecisionKind.Act, IsNoIncident: false } i } && (!i.IsOpen || i.OwningTeam.Source == AnswerSource.Person)).ToList();
            return judged.Count == 0 ? null : (judged.Count(r => r.First.Team == r.Incident.OwningTeam.Label), judged.Count);
        }
    }

    /// <summary>The rows of a view.</summary>
    public IEnumerable<IncidentRow> Of(BoardView view) => view switch
    {
        BoardView.Mine => Open.Where(IsMine),
        BoardView.Team => Open.Where(IsMyTeams),
        BoardView.Resolved => Resolved.Where(r => r.Incident.ResolvedAt >= Midnight),
        _ => Open.Concat(Resolved.Where(r => r.Incident.ResolvedAt >= At.AddHours(-1))),
    };

    /// <summary>How many of a view's rows are worth a number beside its name.</summary>
    public int CountOf(BoardView view) => view == BoardView.Open ? Open.Count : Of(view).Count();

    private DateTimeOffset Midnight
    {
        get
        {
            var zone = Reader?.TimeZone ?? TimeZoneInfo.Utc;
            var today = TimeZoneInfo.ConvertTime(At, zone).Date;
            return new(today, zone.GetUtcOffset(today));
        }
    }

    private bool IsMine(IncidentRow row) => Reader is not null && row.People.Any(p => p.Person == Reader.Id);

    private bool IsMyTeams(IncidentRow row) => Reader?.Team is not null && row.OwnerKey == Reader.Team;
}
