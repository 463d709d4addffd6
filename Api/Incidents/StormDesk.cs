using Classifier.Alerts;
using Classifier.Api.Responses;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>
/// When more rooms would open in a minute than people can read, the rest joins one storm incident with one room. Critical and
/// private incidents always get their own.
/// </summary>
internal sealed class StormDesk(IIncidentStore incidents, IInbox inbox, ResponseQueue responses, CurrentDirectory directory, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>The storm incident's source and dedup key.</summary>
    public const string Key = "storm";

    private static readonly byte[] KeyHash = Fingerprint.KeyHash(Key, Key);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Ample to tell where a storm is.
    private const int MostRead = 1000;
    private readonly LocationReader _locations = new(directory);

    private int RoomsPerMinute => configuration.GetValue("Responses:RoomsPerMinute", 10);

    /// <summary>Takes an alert into the storm, when there is one.</summary>
    /// <param name="transaction">In which it is decided.</param>
    /// <param name="wanted">The incident that it would open.</param>
    /// <param name="steps">What would be done for that.</param>
    /// <param name="evidence">What it was decided from.</param>
    /// <returns>The storm incident; null when the alert gets an incident of its own.</returns>
    public async Task<Incident?> TryJoinAsync(StoreTransaction transaction, Incident wanted, IReadOnlyList<PlannedStep> steps, IncidentEvidence evidence)
    {
        if (wanted.IsPrivate || wanted.Severity == Severity.Critical || steps.All(s => s.Action is not OpenRoom))
            return null;
        var storm = await incidents.FindOpenAsync(transaction, KeyHash, isPrivate: false);
        var key = AlertKey.Of(evidence.Alert);
        var isInside = storm is not null && await incidents.HasMemberAsync(transaction, storm.Number, key);
        if (!isInside && await incidents.CountRoomsAsync(transaction, clock.GetUtcNow() - Minute) < RoomsPerMinute)
            return null;
        storm = storm is null ? await OpenAsync(transaction, wanted, evidence) : await JoinAsync(transaction, storm, wanted, evidence.Alert);
        await incidents.SetFiringAsync(transaction, storm.Number, key);
        return storm;
    }

    /// <summary>Ends an alert's part of the storm.</summary>
    /// <returns>The storm incident, over when that was the last; null when the alert is not in one.</returns>
    public async Task<Incident?> TryClearAsync(StoreTransaction transaction, Alert alert)
    {
        var key = AlertKey.Of(alert);
        if (await incidents.FindOpenAsync(transaction, KeyHash, isPrivate: false) is not { } storm || !await incidents.HasMemberAsync(transaction, storm.Number, key))
            return null;
        if (await incidents.SetEndedAsync(transaction, storm.Number, key) > 0)
            return storm;
        var now = clock.GetUtcNow();
        return await SaveAsync(transaction, IncidentMachine.Apply(storm, new AlertsCleared(now, alert.Source)), "The storm is over: all its alerts have ended.", now);
    }

    private async Task<Incident> OpenAsync(StoreTransaction transaction, Incident first, IncidentEvidence evidence)
    {
        var now = clock.GetUtcNow();
        var storm = first with
        {
            Title = $"Storm: more than {RoomsPerMinute} incidents within a minute",
            Severity = Severity.High,
            IssueType = new(null, 0, AnswerSource.Model),
            OwningTeam = new(null, 0, AnswerSource.Model),
            Decision = DecisionKind.Triage,
            Trust = 0,
            Location = new(),
            Source = Key,
            DedupKey = Key,
            Episode = await incidents.NextEpisodeAsync(transaction, KeyHash),
            HasRoom = true,
        };
        await incidents.AddAsync(transaction, storm, evidence);
        await incidents.AddEventsAsync(transaction, storm.Number, [IncidentMachine.Event(now, TimelineWords.Classifier, TimelineWords.Opened, $"{first.Title}, and what comes after it")]);
        await responses.PlanAsync(transaction, storm, ResponsePlan.ForStorm(storm, directory.Value, now));
        return storm;
    }

    private async Task<Incident> JoinAsync(StoreTransaction transaction, Incident storm, Incident wanted, Alert alert)
    {
        var transition = IncidentMachine.Apply(storm, new AlertJoined(wanted.OpenedAt, Severity.Info, $"{alert.Source}: {wanted.Title}"));
        // Told at 10, 100, 1,000 …: a storm's own room must not storm.
        var count = transition.Incident.AlertCount;
        return await SaveAsync(transaction, transition, ResponsePlan.IsRound(count) ? $"{count} alerts have joined the storm: {await SummaryAsync(transaction, storm.Number, alert)}." : null, clock.GetUtcNow());
    }

    /// <summary>Of the newest alerts, with one that is not the storm's yet.</summary>
    private async Task<string> SummaryAsync(StoreTransaction transaction, long storm, Alert newest)
    {
        var alerts = (await inbox.OfIncidentAsync(transaction, storm, MostRead)).Select(entry => entry.Alert).Append(newest);
        return StormSummary.Of([.. alerts.Select(a => (a, _locations.Read(a)))], key => directory.Value.Place(key)?.Name ?? key);
    }

    private async Task<Incident> SaveAsync(StoreTransaction transaction, Transition transition, string? note, DateTimeOffset now)
    {
        await incidents.UpdateAsync(transaction, transition.Incident);
        await incidents.AddEventsAsync(transaction, transition.Incident.Number, transition.Events);
        if (note is not null)
            await responses.PlanAsync(transaction, transition.Incident, ResponsePlan.Tell(note, now));
        return transition.Incident;
    }
}
