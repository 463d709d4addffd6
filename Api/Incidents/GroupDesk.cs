using Classifier.Api.Responses;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>Takes an alert that would open an incident into one of another key that opened shortly before, where the two belong together.</summary>
internal sealed class GroupDesk(IIncidentStore incidents, ResponseQueue responses, CurrentDirectory directory, OrderSettings settings, TimeProvider clock)
{
    private const int MostLookedAt = 100;

    /// <summary>Takes an alert into another key's incident, when it belongs to one.</summary>
    /// <param name="transaction">In which it is decided.</param>
    /// <param name="wanted">The incident that it would open.</param>
    /// <param name="key">The alert's.</param>
    /// <returns>The incident that it joined; null when it gets one of its own.</returns>
    public async Task<Incident?> TryJoinAsync(StoreTransaction transaction, Incident wanted, AlertKey key)
    {
        if (wanted.IsPrivate || settings.GroupWithin <= TimeSpan.Zero)
            return null;
        foreach (var candidate in await incidents.RecentAsync(transaction, clock.GetUtcNow() - settings.GroupWithin, isPrivate: false, MostLookedAt))
        {
            if (candidate.IsAsked)
                continue;       // few or none were told of it, so nobody would hear of what joined it
            if (await ReasonAsync(transaction, wanted, key, candidate) is { } reason
                && await incidents.FindAsync(transaction, candidate.Number) is { IsOpen: true, IsPrivate: false } open)       // held from here on
                return await JoinAsync(transaction, open, wanted, reason);
        }
        return null;
    }

    /// <summary>
    /// Tells those of a private incident of public ones that seem to be of the same trouble, whichever opened first. Those of the
    /// public one learn nothing.
    /// </summary>
    /// <param name="transaction">In which it opened.</param>
    /// <param name="opened">The incident that opened.</param>
    /// <param name="key">Its alert's.</param>
    public async Task LinkAsync(StoreTransaction transaction, Incident opened, AlertKey key)
    {
        if (settings.GroupWithin <= TimeSpan.Zero || opened.IsAsked)
            return;
        foreach (var other in (await incidents.RecentAsync(transaction, clock.GetUtcNow() - settings.GroupWithin, !opened.IsPrivate, MostLookedAt)).Where(o => !o.IsAsked).OrderBy(o => o.Number))
        {
            if (await ReasonAsync(transaction, opened, key, other) is not { } reason)
                continue;
            var (hidden, open) = opened.IsPrivate ? (opened.Number, other.Number) : (other.Number, opened.Number);
            if (await incidents.FindAsync(transaction, hidden) is { IsOpen: true } told)
                await LinkAsync(transaction, told, open, reason);
        }
    }

    private async Task LinkAsync(StoreTransaction transaction, Incident told, long open, string reason)
    {
        var (incident, events) = IncidentMachine.Apply(told, new FoundBeside(clock.GetUtcNow(), open, reason));
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, events);
        await responses.PlanAsync(transaction, incident, ResponsePlan.ForBeside(open, reason, clock.GetUtcNow()));
    }

    /// <summary>What people said of the two keys goes before what they have in common.</summary>
    private async Task<string?> ReasonAsync(StoreTransaction transaction, Incident wanted, AlertKey key, Incident candidate)
    {
        var said = await incidents.FindPairAsync(transaction, key.Hash, candidate.KeyHash);
        if (said is { AreTogether: true })
            return $"people merged the two in {Incident.IdOf(said.Incident)}";
        return said is null ? AlertGrouping.Reason(wanted.Title, wanted.Location, candidate, directory.Value) : null;
    }

    private async Task<Incident> JoinAsync(StoreTransaction transaction, Incident open, Incident wanted, string reason)
    {
        var now = clock.GetUtcNow();
        var (incident, events) = IncidentMachine.Apply(open, new AlertJoined(wanted.OpenedAt, wanted.Severity, wanted.Source, $"{wanted.Title} ({reason})"));
        IReadOnlyList<PlannedStep> steps = [.. ResponsePlan.ForRaised(incident, open.Severity, directory.Value, now), .. ResponsePlan.ForGrouped(incident, wanted, reason, directory.Value, now)];
        if (steps.Any(s => s.Action is OpenRoom))
            incident = incident with { HasRoom = true };
        await incidents.UpdateAsync(transaction, incident);
        await incidents.AddEventsAsync(transaction, incident.Number, events);
        await responses.PlanAsync(transaction, incident, steps);
        return incident;
    }
}
