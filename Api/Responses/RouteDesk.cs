using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Api.Briefs;
using Classifier.Api.Incidents;
using Classifier.Api.Scoring;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;

namespace Classifier.Api.Responses;

/// <summary>Walks an alert's way from scores to people without taking a step of it.</summary>
internal sealed partial class RouteDesk(CurrentScorer scorer, CurrentDirectory directory, MuteDesk mutes, ResponseQueue responses, BriefWriter briefs, TimeProvider clock)
{
    /// <summary>What would happen with an alert that came now.</summary>
    public async Task<RouteView> TestAsync(Alert alert, CancellationToken cancellationToken)
    {
        var (words, now) = (directory.Value, clock.GetUtcNow());
        var scored = scorer.Value.Score(alert, ScoreParts.All);
        var decision = DecisionPolicy.Decide(alert, scored, words.Terms);
        var incident = Incident.Opened(0, alert, decision, episode: 1, now) with { Asked = responses.WhomToAsk(alert, decision.Kind) };
        var mute = (await mutes.ListAsync(cancellationToken)).FirstOrDefault(m => m.Holds(alert, decision.Scores, now));
        List<StepAction> actions = mute is null ? [.. ResponsePlan.ForOpened(incident, words, now).Select(s => s.Action)] : [];
        List<Invitation> invited = [.. actions.OfType<InvitePeople>().SelectMany(i => i.People), .. actions.OfType<Announce>().SelectMany(a => a.Mention).Select(p => new Invitation(p, "mentioned", "nobody has answered yet"))];
        if (actions.OfType<AskReporter>().Any())
            invited.Add(new(incident.Asked!, "reporter", "asked for what is missing"));
        return new(
            ScoreView.Of(decision, ScoreParts.All), [.. decision.Trace.Select(s => new TraceView(s.Question, s.Answer, s.IsDecisive))],
            decision.Scores.OwningTeam is { Top: not null } team ? new(team.Thresholds.Act, team.Thresholds.Suggest) : null,
            [.. words.Terms.Rules.Select(r => new RouteRule(r.Name, r.If.Fits(alert, scored)))], words.ModeOf(incident.OwningTeam.Label).ToString().ToLowerInvariant(), mute?.Id,
            InviteList.PlaybookOf(incident, words) is { } playbook ? new(playbook.Key, playbook.Name) : null,
            actions.OfType<OpenRoom>().Any() ? new(WithoutNumber(RoomName.For(incident)), incident.IsPrivate) : null,
            actions.OfType<Announce>().FirstOrDefault() is { } told ? (told.InSecurityChannel ? "security" : "triage") : null,
            Says(incident, new(Guid.Empty, alert, decision.Scores, decision.Trace), actions) is { } said ? WithoutNumber(said) : null,
            [.. invited.Select(Person)], [.. Line(incident, invited, actions, now).Select(Person)]);
    }

    private IEnumerable<Invitation> Line(Incident incident, List<Invitation> invited, List<StepAction> actions, DateTimeOffset now)
    {
        var called = invited.Select(i => i.Person).ToHashSet(StringComparer.Ordinal);
        while (actions.OfType<EscalateIfUnacknowledged>().Any() && Escalation.Next(incident, called, directory.Value, now) is { } next)
        {
            called.Add(next.Person);
            yield return next;
        }
    }

    private string? Says(Incident incident, IncidentEvidence evidence, List<StepAction> actions) =>
        actions.OfType<PostBrief>().FirstOrDefault() is { } brief ? briefs.Brief(incident, evidence, brief.AsQuestion, "").Text
        : actions.OfType<Announce>().FirstOrDefault() is { } announced ? briefs.Announcement(incident, evidence, announced, "").Text
        : actions.OfType<AskReporter>().Any() ? briefs.Question(incident, "").Text : null;

    private static string WithoutNumber(string text) => Id().Replace(text, "inc-NUMBER");

    private RoutePerson Person(Invitation i) => new(i.Person, directory.Value.Person(i.Person)?.Name ?? i.Person, i.Role, i.Reason);

    // The id of an incident that is none.
    [GeneratedRegex(@"\binc-0(?!\d)")]
    private static partial Regex Id();
}
