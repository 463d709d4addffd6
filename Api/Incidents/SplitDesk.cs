using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Responses;
using Classifier.Api.Scoring;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>What came of a split.</summary>
/// <param name="Outcome">About the incident that was split.</param>
/// <param name="Into">Number of the new incident; null when nothing was split off.</param>
internal sealed record SplitOutcome(ActionOutcome Outcome, long? Into);

/// <summary>Makes some of an incident's alerts an incident of their own, when a person says so: scored and decided by themselves.</summary>
internal sealed class SplitDesk(
    IDatabase database, IInbox inbox, IIncidentStore incidents, ResponseQueue responses, CurrentScorer scorer, CurrentDirectory directory, IncidentFeed feed, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Splits alerts off.</summary>
    /// <param name="number">The incident.</param>
    /// <param name="alerts">Its alerts that are something else; not empty.</param>
    /// <param name="version">The incident's, on which alone the person acts; null when any will do.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SplitOutcome> SplitAsync(long number, IReadOnlyList<InboxEntry> alerts, long? version, Actor actor, CancellationToken cancellationToken)
    {
        var evidence = await incidents.EvidenceAsync(number, cancellationToken);
        var first = alerts.MinBy(a => (a.ReceivedAt, a.Id))!;
        var decision = DecisionPolicy.Decide(first.Alert, scorer.Value.Score(first.Alert, ScoreParts.All), directory.Value.Terms);      // scoring stays outside the transaction
        var split = await database.WriteAsync(async transaction =>
        {
            if (await incidents.FindAsync(transaction, number) is not { } before || !actor.CanSee(before, await incidents.RespondersAsync(transaction, number), directory.Value))
                return new(ActionOutcome.NotThere, null);
            if (version is { } required && before.Version != required)
                throw EntityTags.Changed();
            if (!before.IsOpen)
                return new(ActionOutcome.Unchanged(before) with { IsRefused = true }, null);
            if (alerts.Any(a => a.Id == evidence.AlertId))
                return new(new(before, false, $"{before.Id} is about its first alert, {evidence.AlertId}; split the others off.", IsRefused: true), null);
            return await KeepAsync(transaction, before, alerts, first, decision, actor);
        }, cancellationToken);
        if (split.Into is { } into)
        {
            signal.Steps.Set();
            feed.Changed(number);
            feed.Changed(into);
        }
        return split;
    }

    private async Task<SplitOutcome> KeepAsync(StoreTransaction transaction, Incident before, IReadOnlyList<InboxEntry> alerts, InboxEntry first, Decision decision, Actor actor)
    {
        var now = clock.GetUtcNow();
        var created = await CreateAsync(transaction, before, alerts.Count, first, decision);
        var (left, events) = IncidentMachine.Apply(before, new AlertsSplitOff(now, actor.Name, alerts.Count, created.Number));
        var steps = ResponsePlan.ForOpened(created, directory.Value, now);
        created = created with { HasRoom = steps.Any(s => s.Action is OpenRoom) };
        await incidents.AddAsync(transaction, created, new(first.Id, first.Alert, decision.Scores, decision.Trace));
        await incidents.AddEventsAsync(transaction, created.Number,
        [
            IncidentMachine.Event(now, actor.Name, TimelineWords.Opened, $"alert from {first.Alert.Source}, split off {before.Id}"),
            IncidentMachine.Event(now, TimelineWords.Classifier, TimelineWords.Decided, decision.InWords()),
        ]);
        await incidents.UpdateAsync(transaction, left);
        await incidents.AddEventsAsync(transaction, left.Number, events);
        await MoveAsync(transaction, before, created, alerts, actor, now);
        await responses.PlanAsync(transaction, created, steps);
        await responses.PlanAsync(transaction, left, ResponsePlan.Tell($"{(alerts.Count == 1 ? "An alert is" : $"{alerts.Count} alerts are")} something else: {created.Id}{(created.IsPrivate && !left.IsPrivate ? "" : $", {created.Title}")}.", now));
        return new(new(left, true, $"{created.Id} is an incident of its own now."), created.Number);
    }

    private async Task<Incident> CreateAsync(StoreTransaction transaction, Incident before, int count, InboxEntry first, Decision decision)
    {
        var number = await incidents.NextNumberAsync(transaction);
        var incident = Incident.Opened(number, first.Alert, decision, episode: 1, first.ReceivedAt);
        incident = incident with { AlertCount = count, IsPrivate = incident.IsPrivate || before.IsPrivate };
        // A key has one open incident: where that is another one, the new incident goes by a key that nothing else has.
        if (await incidents.FindOpenAsync(transaction, incident.KeyHash, incident.IsPrivate) is not null)
            incident = incident with { DedupKey = $"{incident.DedupKey} ({incident.Id})" };
        return incident with { Episode = await incidents.NextEpisodeAsync(transaction, incident.KeyHash) };
    }

    private async Task MoveAsync(StoreTransaction transaction, Incident from, Incident into, IReadOnlyList<InboxEntry> alerts, Actor actor, DateTimeOffset now)
    {
        foreach (var key in alerts.Select(a => AlertKey.Of(a.Alert)).DistinctBy(k => (Convert.ToHexString(k.Hash), k.Instance)))
        {
            await incidents.MoveMemberAsync(transaction, from.Number, into.Number, key);
            if (!key.Hash.AsSpan().SequenceEqual(from.KeyHash))
                await incidents.SavePairAsync(transaction, key.Hash, from.KeyHash, new(AreTogether: false, from.Number), actor.Name, now);
        }
        foreach (var alert in alerts)
        {
            if (!await inbox.MoveAsync(transaction, alert.Id, from.Number, into.Number))
                throw EntityTags.Changed();
        }
    }
}
