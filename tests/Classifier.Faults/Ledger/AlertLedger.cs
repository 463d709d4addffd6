using System.Collections.Concurrent;
using Classifier.Faults.Chat;

namespace Classifier.Faults.Ledger;

/// <summary>Remembers, outside the service, what was acknowledged, and compares it with what the service and the chat have.</summary>
internal sealed class AlertLedger
{
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many alerts were acknowledged.</summary>
    public int Count => _acknowledged.Count;

    /// <summary>Notes an acknowledged alert.</summary>
    public void Acknowledge(string id) => _acknowledged[id] = 0;

    /// <summary>Compares, once the service has nothing left to do. Nothing that was sent ended anything, so that a key has one incident.</summary>
    public LedgerReport Check(ServiceState state, Effects effects)
    {
        var stored = state.Alerts.ToDictionary(a => a.Id, StringComparer.OrdinalIgnoreCase);
        List<string> lost = [.. _acknowledged.Keys.Where(id => !stored.ContainsKey(id)).Order(StringComparer.Ordinal)];
        List<string> stuck = [.. _acknowledged.Keys.Where(id => stored.TryGetValue(id, out var alert) && alert.State != "decided").Order(StringComparer.Ordinal)];
        var ours = effects.Channels.Where(c => c.IsOurs).ToList();
        var known = state.Rooms.Select(r => r.ExternalId).ToHashSet(StringComparer.Ordinal);
        var there = effects.Channels.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        List<string> doubled =
        [
            .. ours.Where(c => !c.IsArchived && c.Purpose.Length > 0).GroupBy(c => c.Purpose).Where(g => g.Skip(1).Any()).Select(g => $"rooms {string.Join(" and ", g.Select(c => c.Name))}"),
            .. state.Incidents.GroupBy(i => i.DedupKey).Where(g => g.Skip(1).Any()).Select(g => $"incidents {string.Join(" and ", g.Select(i => $"inc-{i.Number}"))} of {g.Key}"),
            .. ours.SelectMany(c => c.Markers.CountBy(m => m).Where(m => m.Value > 1).Select(m => $"post {m.Key} in {c.Name}")),
        ];
        return new(
            _acknowledged.Count, state.Rooms.Count, lost, stuck, doubled,
            [.. state.Rooms.Where(r => !there.Contains(r.ExternalId)).Select(r => $"inc-{r.Incident}")],
            [.. ours.Where(c => !known.Contains(c.Id) && !c.Purpose.Contains("standing:", StringComparison.Ordinal)).Select(c => c.Name)])
        {
            Undone = state.Undone,
        };
    }
}
