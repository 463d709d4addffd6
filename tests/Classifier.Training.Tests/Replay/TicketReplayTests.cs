using Classifier.Alerts;
using Classifier.Directories;
using Classifier.History;
using Classifier.Scoring;
using Classifier.Training.Replay;

namespace Classifier.Training.Tests.Replay;

public sealed class TicketReplayTests
{
    private static readonly ResponderDirectory Directory = DirectoryFile.Parse("""
        triage: { team: desk, channel: triage }
        security: { team: secops, channel: sec, issue_types: [leaked-credential] }
        locations:
          - { key: oslo, name: Oslo, time_zone: Europe/Oslo }
        issue_types:
          - { key: leaked-credential, name: Leaked credential }
        teams:
          - { key: edge, name: Edge, mode: auto, rotations: [ { location: oslo, people: [ola], starts: 2026-01-05T08:00, shift: 7d } ] }
          - { key: shop, name: Shop, mode: suggest }
          - { key: secops, name: Secops, mode: auto, rotations: [ { location: oslo, people: [farah], starts: 2026-01-05T08:00, shift: 7d } ] }
          - { key: desk, name: Desk, rotations: [ { location: oslo, people: [ingrid], starts: 2026-01-05T08:00, shift: 7d } ] }
        people:
          - { id: ola, name: Ola, team: edge, time_zone: Europe/Oslo }
          - { id: farah, name: Farah, team: secops, time_zone: Europe/Oslo }
          - { id: ingrid, name: Ingrid, team: desk, time_zone: Europe/Oslo }
        """);

    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Replay_CountsWhatWouldHaveBeenDone_BesideHowLongItTookThen()
    {
        Ticket[] tickets =
        [
            Ticket("edge 95", "edge"),                                                                       // room, right: 1 page
            Ticket("edge 95", "edge", movedAfterHours: 8),                                                   // room, right: 1 page
            Ticket("edge 95", "shop", movedAfterHours: 3),                                                   // room, wrong: 1 page
            Ticket("shop 95", "shop", movedAfterHours: 1),                                                   // asked first: named, right
            Ticket("edge 70", "desk"),                                                                       // suggested, wrong
            Ticket("edge 10", "edge", movedAfterHours: 2) with { Severity = Severity.Critical },             // room with triage's on-call: 1 page
            Ticket("edge 10", "edge"),                                                                       // triage
            Ticket("edge 95", "edge") with { Severity = Severity.Info },                                     // only stored
            Ticket("leak 95", "secops") with { IssueType = "leaked-credential" },                            // private room: 1 page, the group's
            Ticket("edge 95", "secops") with { IssueType = "leaked-credential", OpenedAt = Monday.AddDays(1) },      // missed, in public: 1 page
        ];
        var replay = new TicketReplay(new Scorer(), Directory);

        var figures = ReplayFigures.Of([.. tickets.Select(t => replay.Run(t, Monday))], "v", learnedTo: Monday);

        Assert.Equal((10, 9), (figures.Tickets, figures.Seen));
        Assert.Equal((6, 3, 2, 1), (figures.RoomsOpened, figures.RoomsRight, figures.RoomsWrong, figures.RoomsAsking));
        Assert.Equal((1, 1, 1, 1), (figures.NamedRight, figures.NamedWrong, figures.Triage, figures.Stored));
        Assert.Equal((6, 2, 1), (figures.Pages, figures.Security, figures.Leaks));
        Assert.Equal(new(10, new(4, 2 * 3600, 8 * 3600), null), figures.Before);
        Assert.Equal(new MovedTickets(RightRoom: 1, RightNamed: 1, WrongRoom: 1, Other: 1), figures.Moved);
    }

    [Fact]
    public void Replay_OfHistoryWithoutChanges_SaysNothingOfBefore()
    {
        var figures = ReplayFigures.Of([new TicketReplay(new Scorer(), Directory).Run(Ticket("edge 95", "edge"), Monday)], "v", learnedTo: null);

        Assert.Null(figures.Before.RightTeam);
        Assert.Null(figures.Moved);
        Assert.Equal(1, figures.Seen);
    }

    private static Ticket Ticket(string title, string team, int? movedAfterHours = null) => new()
    {
        Id = Guid.NewGuid().ToString(),
        OpenedAt = Monday,
        Title = title,
        Description = "long enough to be judged by",
        OwningTeam = team,
        Changes = movedAfterHours is { } hours ? [new(Monday.AddHours(hours), "owning_team", "first", team)] : [],
    };

    /// <summary>Reads team and trust from the title.</summary>
    private sealed class Scorer : IAlertScorer
    {
        public AlertScores Score(Alert alert, ScoreParts include)
        {
            var (word, trust) = (alert.Title.Split(' ')[0], double.Parse(alert.Title.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) / 100);
            return new()
            {
                IssueType = new() { Classes = [new("disk-full", 1)], Trust = 1 },
                OwningTeam = new() { Classes = [new(word == "leak" ? "secops" : word, trust), new("desk", 1 - trust)], Trust = trust },
                Novelty = Novelty.Known,
                Severity = alert.Severity ?? Severity.Medium,
                Location = Location.Unknown,
                IsSecurity = word == "leak",
                ModelVersion = "v",
            };
        }
    }
}
