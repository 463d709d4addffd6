using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Responses;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>Makes two incidents one, when a person says so. What they say of the two keys holds the next time too.</summary>
internal sealed class MergeDesk(IDatabase database, IInbox inbox, IIncidentStore incidents, ResponseQueue responses, CurrentDirectory directory, IncidentFeed feed, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Merges an incident into another, where its alerts and people go.</summary>
    /// <param name="number">The one that ends.</param>
    /// <param name="into">The one that goes on.</param>
    /// <param name="version">The first one's, on which alone the person acts; null when any will do.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ActionOutcome> MergeAsync(long number, long into, long? version, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(async transaction =>
        {
            // Always the lower number first, so that two merges never wait for each other.
            var lower = await FindAsync(transaction, Math.Min(number, into), actor);
            var higher = await FindAsync(transaction, Math.Max(number, into), actor);
            var (from, to) = number < into ? (lower, higher) : (higher, lower);
            if (from is null || to is null || number == into)
                return from is null ? ActionOutcome.NotThere : new(from, false, number == into ? $"{from.Id} is itself already." : $"There is no {Incident.IdOf(into)}, or not for you.", IsRefused: true);
            if (version is { } required && from.Version != required)
                throw EntityTags.Changed();
            if (from.State == IncidentState.Merged && from.MergedInto == into)
                return new(from, false, "That is so already.");
            return Refusal(from, to) is { } refusal ? new(from, false, refusal, IsRefused: true) : await KeepAsync(transaction, from, to, actor);
        }, cancellationToken);
        if (outcome.IsChange)
        {
            signal.Steps.Set();
            feed.Changed(number);
            feed.Changed(into);
        }
        return outcome;
    }

    private async Task<Incident?> FindAsync(StoreTransaction transaction, long number, Actor actor) =>
        await incidents.FindAsync(transaction, number) is { } incident && actor.CanSee(incident, await incidents.RespondersAsync(transaction, number), directory.Value) ? incident : null;

    private static string? Refusal(Incident from, Incident to) => (from, to) switch
    {
        ({ IsOpen: false }, _) => $"{from.Id} is {from.State.ToString().ToLowerInvariant()} already.",
        (_, { IsOpen: false }) => $"{to.Id} is {to.State.ToString().ToLowerInvariant()} already; nothing can become part of it.",
        ({ IsPrivate: true }, { IsPrivate: false }) => "What is private does not become part of what is public; merge the other way round.",
        _ => null,
    };

    private async Task<ActionOutcome> KeepAsync(StoreTransaction transaction, Incident from, Incident to, Actor actor)
    {
        var now = clock.GetUtcNow();
        var merged = IncidentMachine.Apply(from, new IncidentMerged(now, actor.Name, to));
        var taken = IncidentMachine.Apply(to, new IncidentTakenOver(now, actor.Name, from));
        var into = taken.Incident;
        // Into what is private nobody comes who was called for what was public, and nobody else hears of it.
        var isHidden = to.IsPrivate && !from.IsPrivate;
        var people = isHidden ? [] : await incidents.RespondersAsync(transaction, from.Number);
        IReadOnlyList<PlannedStep> steps = [.. ResponsePlan.ForTakenOver(into, from, people, directory.Value, now)];
        if (steps.Any(s => s.Action is OpenRoom))
            into = into with { HasRoom = true };
        await incidents.UpdateAsync(transaction, merged.Incident with { IsPrivate = to.IsPrivate });
        await incidents.UpdateAsync(transaction, into);
        await incidents.AddEventsAsync(transaction, from.Number, merged.Events);
        await incidents.AddEventsAsync(transaction, into.Number, taken.Events);
        await incidents.CopyMembersAsync(transaction, from.Number, into.Number);
        await inbox.MoveAllAsync(transaction, from.Number, into.Number);
        await incidents.SavePairAsync(transaction, from.KeyHash, to.KeyHash, new(AreTogether: true, into.Number), actor.Name, now);
        if (!isHidden)
            await responses.PlanAsync(transaction, merged.Incident, ResponsePlan.Tell($"This is part of {into.Id} now: {into.Title}", now));
        await responses.PlanAsync(transaction, into, steps);
        return new(merged.Incident, true, $"{from.Id} is part of {into.Id} now.");
    }
}
