using Classifier.Alerts;
using Classifier.Api.Logs;
using Classifier.Api.Responses;
using Classifier.Api.Scoring;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>
/// Turns a claimed alert into an incident or part of one. Scoring comes first, outside any transaction; then one short
/// transaction correlates, decides, stores the plan and marks the row done, or nothing of it is kept.
/// </summary>
internal sealed class AlertDesk(
    IDatabase database, IInbox inbox, IIncidentStore incidents, ResponseQueue responses, LogDesk logs, CurrentScorer scorer, CurrentDirectory directory,
    OrderSettings order, GroupDesk groups, StormDesk storms, MuteDesk mutes, IncidentFeed feed, TimeProvider clock, ILogger<AlertDesk> logger)
{
    /// <summary>Processes one alert.</summary>
    /// <exception cref="FencedException">Somebody else took over; nothing was kept.</exception>
    public async Task ProcessAsync(ClaimedEntry claimed, CancellationToken cancellationToken)
    {
        var alert = await logs.WithLogsAsync(claimed.Entry.Alert, cancellationToken);
        claimed = claimed with { Entry = claimed.Entry with { Alert = alert } };
        var scores = alert.Status == AlertStatus.Firing ? scorer.Value.Score(alert, await PartsAsync(alert, cancellationToken)) : null;
        var changed = await database.WriteAsync(async transaction =>
        {
            var number = scores is null ? await ResolveAsync(transaction, claimed) : await FireAsync(transaction, claimed, scores);
            CrashPoint.Reached(CrashPoint.DecideCommit);
            return number;
        }, cancellationToken);
        CrashPoint.Reached(CrashPoint.Decided);
        if (changed is { } number)
            feed.Changed(number);
    }

    /// <summary>Reasons and similar incidents are most of the work, and nobody reads those of an alert that only joins.</summary>
    private async Task<ScoreParts> PartsAsync(Alert alert, CancellationToken cancellationToken) =>
        await incidents.HasOpenAsync(AlertKey.Of(alert).Hash, cancellationToken) ? ScoreParts.None : ScoreParts.All;

    /// <summary>A decision with its reasons, which are kept with the incident; found anew where they were left out and the alert did not only join.</summary>
    private Decision WithReasons(Decision decision, Alert alert)
    {
        if (decision.Scores is { Explanation.Count: > 0 } or { Similar.Count: > 0 })
            return decision;
        var whole = scorer.Value.Score(alert, ScoreParts.All);
        return decision with { Scores = decision.Scores with { Explanation = whole.Explanation, Similar = whole.Similar } };
    }

    private async Task<long?> FireAsync(StoreTransaction transaction, ClaimedEntry claimed, AlertScores scores)
    {
        var alert = claimed.Entry.Alert;
        var decision = DecisionPolicy.Decide(alert, scores, directory.Value.Terms);
        var key = AlertKey.Of(alert);
        var fact = new HeardAlert(IsFiring: true, HappenedAt(claimed.Entry));
        var before = await incidents.HearAsync(transaction, key, fact);
        if (await mutes.FindAsync(transaction, alert, decision.Scores) is { } mute)
        {
            await inbox.SetAsideAsync(transaction, claimed, mute.Id, mute.Until, clock.GetUtcNow());
            return null;
        }
        // A flagged alert never joins a public incident; a plain one joins the public episode, else the private one.
        bool[] mayJoin = decision.Scores.IsSecurity ? [true] : [false, true];
        var open = await FirstAsync(mayJoin, isPrivate => incidents.FindOpenWithAsync(transaction, key, isPrivate));
        open ??= decision.Scores.IsSecurity ? await UntoldAsync(transaction, key) : null;
        var last = open is null ? await FirstAsync(mayJoin, isPrivate => incidents.FindLastAsync(transaction, key.Hash, isPrivate)) : null;
        var incident = AlertOrder.EffectOf(fact, before, open is not null, SinceEnd(last, fact, before), order.ReopenWithin(alert.Source)) switch
        {
            AlertEffect.Joins => await JoinAsync(transaction, open!, claimed, decision),
            AlertEffect.Reopens when last!.IsNoIncident => null,        // a person has just said what to make of it
            AlertEffect.Reopens => await ReopenAsync(transaction, last!, claimed),
            AlertEffect.Opens => await OpenAsync(transaction, claimed, decision, key),
            _ => null,
        };
        if (incident is null)
            return await KeepAsync(transaction, claimed, key.Hash);
        await incidents.SetFiringAsync(transaction, incident.Number, key);
        await inbox.MarkDecidedAsync(transaction, claimed, incident.Number, Word(incident.Decision), clock.GetUtcNow());
        return incident.Number;
    }

    /// <summary>What nobody but its reporter knows of may still become private.</summary>
    private async Task<Incident?> UntoldAsync(StoreTransaction transaction, AlertKey key) =>
        await incidents.FindOpenWithAsync(transaction, key, isPrivate: false) is { IsAsked: true, HasRoom: false, Severity: < Severity.High } open ? open : null;

    private static async Task<Incident?> FirstAsync(bool[] order, Func<bool, Task<Incident?>> find)
    {
        foreach (var isPrivate in order)
        {
            if (await find(isPrivate) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>The sender's time, but never one to come: a clock that is ahead would make all that fires until then late.</summary>
    private static DateTimeOffset HappenedAt(InboxEntry entry) => entry.Alert.OccurredAt < entry.ReceivedAt ? entry.Alert.OccurredAt : entry.ReceivedAt;

    /// <summary>How long before the fact its key's last incident ended: by the sender's times where the sender ended it, else by our clock.</summary>
    private TimeSpan? SinceEnd(Incident? last, HeardAlert fact, HeardAlert? before) => last?.ResolvedAt is not { } ended
        ? null
        : before is { IsFiring: false } end ? fact.At - end.At : clock.GetUtcNow() - ended;

    /// <summary>Stores what changes nothing with the incident that it belongs to, so that what is private stays so.</summary>
    private async Task<long?> KeepAsync(StoreTransaction transaction, ClaimedEntry claimed, byte[] keyHash)
    {
        var number = await incidents.FindNewestAsync(transaction, keyHash);
        await inbox.MarkDecidedAsync(transaction, claimed, number, decision: null, clock.GetUtcNow());
        return number;
    }

    private async Task<Incident> ReopenAsync(StoreTransaction transaction, Incident last, ClaimedEntry claimed)
    {
        var (incident, events) = IncidentMachine.Apply(last, new AlertReturned(claimed.Entry.ReceivedAt, claimed.Entry.Alert.Source));
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, events);
        await responses.PlanAsync(transaction, incident, ResponsePlan.ForReopened(incident, $"Fires again: {claimed.Entry.Alert.Source} says that {incident.Id} is not over.", clock.GetUtcNow()));
        return incident;
    }

    private async Task<Incident> OpenAsync(StoreTransaction transaction, ClaimedEntry claimed, Decision decision, AlertKey key)
    {
        var alert = claimed.Entry.Alert;
        decision = WithReasons(decision, alert);
        var scores = decision.Scores;
        var now = clock.GetUtcNow();
        var opened = Incident.Opened(await incidents.NextNumberAsync(transaction), alert, decision, await incidents.NextEpisodeAsync(transaction, key.Hash), claimed.Entry.ReceivedAt);
        var incident = opened with { Asked = responses.WhomToAsk(alert, decision.Kind) };
        var steps = ResponsePlan.ForOpened(incident, directory.Value, now);
        var evidence = new IncidentEvidence(claimed.Entry.Id, alert, scores, decision.Trace);
        if (await groups.TryJoinAsync(transaction, incident, key) is { } group)
            return group;
        if (await storms.TryJoinAsync(transaction, incident, steps, evidence) is { } storm)
            return storm;
        incident = incident with { HasRoom = steps.Any(s => s.Action is OpenRoom) };
        await incidents.AddAsync(transaction, incident, evidence);
        await incidents.AddEventsAsync(transaction, incident.Number,
        [
            IncidentMachine.Event(claimed.Entry.ReceivedAt, TimelineWords.Classifier, TimelineWords.Opened, $"alert from {alert.Source}"),
            IncidentMachine.Event(now, TimelineWords.Classifier, TimelineWords.Decided, decision.InWords()),
        ]);
        await responses.PlanAsync(transaction, incident, steps);
        await groups.LinkAsync(transaction, incident, key);
        logger.AlertDecided(incident.Id, Word(decision.Kind), incident.IsPrivate ? "(private)" : incident.OwningTeam.Label ?? "nobody", decision.Trust, scores.ModelVersion ?? "none");
        return incident;
    }

    private async Task<Incident> JoinAsync(StoreTransaction transaction, Incident open, ClaimedEntry claimed, Decision decision)
    {
        if (open.IsAsked && (decision.Kind != DecisionKind.Ask || claimed.Entry.Sender == open.Asked))
            return await DecideAnewAsync(transaction, open, claimed, decision);
        var now = clock.GetUtcNow();
        var (incident, events) = IncidentMachine.Apply(open, Joined(claimed.Entry));
        IReadOnlyList<PlannedStep> steps =
        [
            .. ResponsePlan.ForRaised(incident, open.Severity, directory.Value, now),
            .. ResponsePlan.ForEvidence(incident, claimed.Entry.Id, decision.Scores.OwningTeam.Top, now),
        ];
        if (steps.Any(s => s.Action is OpenRoom))
            incident = incident with { HasRoom = true };
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, events);
        await responses.PlanAsync(transaction, incident, steps);
        return incident;
    }

    /// <summary>Only what is stated can raise the severity.</summary>
    private static AlertJoined Joined(InboxEntry entry) => new(entry.ReceivedAt, SeverityReader.Stated(entry.Alert) ?? Severity.Info, entry.Alert.Source);

    /// <summary>While the reporter is asked, whatever says more counts; what they answered is no further alert.</summary>
    private async Task<Incident> DecideAnewAsync(StoreTransaction transaction, Incident open, ClaimedEntry claimed, Decision decision)
    {
        var (alert, now) = (claimed.Entry.Alert, clock.GetUtcNow());
        await incidents.ReplaceEvidenceAsync(transaction, open.Number, alert, WithReasons(decision, alert));
        if (decision.Kind == DecisionKind.Ask)
            return open;        // still not enough to go by
        var joined = claimed.Entry.Sender == open.Asked ? new(open, []) : IncidentMachine.Apply(open, Joined(claimed.Entry));
        var decided = IncidentMachine.Apply(joined.Incident, new DecidedAnew(now, decision));
        var incident = decided.Incident with { Version = open.Version + 1 };        // both are one change
        var steps = ResponsePlan.ForDecidedAnew(incident, open, directory.Value, now);
        if (steps.Any(s => s.Action is OpenRoom))
            incident = incident with { HasRoom = true };
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, [.. joined.Events, .. decided.Events]);
        await responses.PlanAsync(transaction, incident, steps);
        await groups.LinkAsync(transaction, incident, AlertKey.Of(alert));
        return incident;
    }

    private async Task<long?> ResolveAsync(StoreTransaction transaction, ClaimedEntry claimed)
    {
        var alert = claimed.Entry.Alert;
        var key = AlertKey.Of(alert);
        var fact = new HeardAlert(IsFiring: false, HappenedAt(claimed.Entry));
        if (!fact.IsNewsAfter(await incidents.HearAsync(transaction, key, fact)))
            return await KeepAsync(transaction, claimed, key.Hash);
        long? number = null;
        foreach (var open in await incidents.FindAllOpenWithAsync(transaction, key.Hash))
            number = await ClearAsync(transaction, open, alert, key) ? open.Number : number ?? open.Number;
        number ??= (await storms.TryClearAsync(transaction, alert))?.Number;
        if (number is null)
            return await KeepAsync(transaction, claimed, key.Hash);
        await inbox.MarkDecidedAsync(transaction, claimed, number, decision: null, clock.GetUtcNow());
        return number;
    }

    /// <returns>Whether that was the last of its alerts.</returns>
    private async Task<bool> ClearAsync(StoreTransaction transaction, Incident open, Alert alert, AlertKey key)
    {
        if (await incidents.SetEndedAsync(transaction, open.Number, key) > 0)
            return false;
        var now = clock.GetUtcNow();
        var (incident, events) = IncidentMachine.Apply(open, new AlertsCleared(now, alert.Source));
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, events);
        await responses.PlanAsync(transaction, incident, ResponsePlan.ForEnded(incident, $"Resolved: {alert.Source} says that all alerts of {incident.Id} have ended.", now));
        return true;
    }

    private static string Word(DecisionKind kind) => kind.ToString().ToLowerInvariant();
}
