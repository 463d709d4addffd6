using Classifier.Alerts;
using Classifier.Api.Briefs;
using Classifier.Api.Intake;
using Classifier.Api.Scoring;
using Classifier.Decisions;
using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>Takes what a reporter answers who was asked for what is missing. It enters through the inbox, as more text of the same alert.</summary>
internal sealed class AnswerDesk(
    IIncidentStore incidents, AlertIntake intake, CurrentScorer scorer, CurrentDirectory directory, IncidentFeed feed, Redactor redactor, TimeProvider clock)
{
    /// <summary>Takes an answer.</summary>
    /// <param name="person">Who says it.</param>
    /// <param name="text">In their words; may begin with the incident's id.</param>
    /// <param name="about">Number of the incident under whose question it stands; null where that is not known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What they are told; null when they are asked nothing.</returns>
    public async Task<string?> TakeAsync(Person person, string text, long? about, CancellationToken cancellationToken)
    {
        var asked = (await incidents.FindAskedAsync(person.Id, cancellationToken)).Where(i => i.IsAsked).ToList();
        if (asked.Count == 0)
            return null;
        var first = text.Split([' ', ':', ','], 2);
        if (IncidentReader.TryReadId(first[0], out var named))
            (about, text) = (named, first.Length > 1 ? first[1] : "");
        text = redactor.Redact(text.Trim());
        if (about is null && asked.Count > 1)
            return $"You are asked about several: {string.Join("; ", asked.Select(i => $"{i.Id}, {i.Title}"))}. Please begin with the one you mean, as in: {asked[0].Id} …";
        var incident = about is null ? asked[0] : asked.FirstOrDefault(i => i.Number == about);
        if (incident is null || text.Length == 0)
            return incident is null ? null : $"Please say what you know of {incident.Id}.";
        return await TakeAsync(incident, person, text, cancellationToken);
    }

    private async Task<string> TakeAsync(Incident incident, Person person, string text, CancellationToken cancellationToken)
    {
        var before = (await incidents.EvidenceAsync(incident.Number, cancellationToken)).Alert;
        var now = clock.GetUtcNow();
        var joined = (NewEvidence.Join(before, before with { Description = text }) ?? before) with { OccurredAt = now, Status = AlertStatus.Firing };
        var decision = DecisionPolicy.Decide(joined, scorer.Value.Score(joined, ScoreParts.None), directory.Value.Terms);
        await intake.AcceptAsync([new(joined)], payload: null, new(person.Id), _ => throw new InvalidOperationException("is known by nothing"), cancellationToken, transaction =>
            incidents.AddEventsAsync(transaction, incident.Number, [IncidentMachine.Event(now, person.Id, TimelineWords.Answered, AlertLimits.Keep(text, AlertLimits.Title))]));
        feed.Changed(incident.Number);
        return Thanks(incident, decision);
    }

    private string Thanks(Incident incident, Decision decision)
    {
        if (decision.Kind == DecisionKind.Ask)
            return "Thank you. It is still too little to go by: the name of the service, a host or the exact error would help.";
        if (incident.IsPrivate || decision.Scores.IsSecurity)
            return $"Thank you. Those who look after such things are told ({incident.Id}).";
        var trust = decision.Scores.OwningTeam.Trust;
        return decision is { Kind: DecisionKind.Act or DecisionKind.Suggest, Scores.OwningTeam.Top: { } team }
            ? $"Thank you. That points to {directory.Value.TeamName(team)} ({Words.Percent(trust)}); they are told ({incident.Id})."
            : $"Thank you. It is not clear yet whose it is; people look at it ({incident.Id}).";
    }
}
