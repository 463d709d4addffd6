using Classifier.Decisions;
using Classifier.Directories;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Replay;

/// <summary>Sends past tickets through rules, model and playbooks, each alone and as it was when filed. Nothing is stored or told.</summary>
/// <param name="scorer">The model.</param>
/// <param name="directory">Who owns what, and who was on call then by its rotations.</param>
internal sealed class TicketReplay(IAlertScorer scorer, ResponderDirectory directory)
{
    /// <summary>What would have been done about a ticket.</summary>
    /// <param name="ticket">As filed.</param>
    /// <param name="now">Its time where it has none.</param>
    public ReplayedTicket Run(Ticket ticket, DateTimeOffset now)
    {
        var at = ticket.OpenedAt ?? now;
        var alert = AlertOf.Ticket(ticket);
        var decision = DecisionPolicy.Decide(alert, scorer.Score(alert, ScoreParts.None), directory.Terms);
        var incident = Incident.Opened(0, alert, decision, episode: 1, at);
        List<StepAction> actions = [.. ResponsePlan.ForOpened(incident, directory, at).Select(s => s.Action)];
        var outcome = OutcomeOf(actions);
        var isSecurity = ticket.IssueType is { } type && directory.Parts.Security?.IssueTypes.Contains(type) == true;
        return new(
            ticket, outcome, ticket.OwningTeam is { } team && team == (directory.Team(incident.OwningTeam.Label)?.Key ?? incident.OwningTeam.Label),
            actions.OfType<InvitePeople>().Sum(i => i.People.Count) + actions.OfType<Announce>().Sum(a => a.Mention.Count),
            isSecurity, isSecurity && !incident.IsPrivate && outcome != ReplayOutcome.Stored);
    }

    private static ReplayOutcome OutcomeOf(List<StepAction> actions) => actions switch
    {
        _ when actions.OfType<PostBrief>().FirstOrDefault() is { } brief => brief.AsQuestion ? ReplayOutcome.QuestionRoom : ReplayOutcome.Room,
        _ when actions.OfType<Announce>().FirstOrDefault() is { } told => told.StatesOwner ? ReplayOutcome.Named : ReplayOutcome.Triage,
        _ => ReplayOutcome.Stored,
    };
}
