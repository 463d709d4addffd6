namespace Classifier.Faults.Ledger;

/// <summary>What a run left behind that it must not.</summary>
/// <param name="Acknowledged">Alerts that were acknowledged.</param>
/// <param name="Rooms">Rooms that the service has.</param>
/// <param name="Lost">Of these, ids that the service does not have.</param>
/// <param name="Stuck">Of these, ids that are not decided, though nothing is left to wait for.</param>
/// <param name="Doubled">Keys with more than one incident, incidents with more than one open room, and posts that are there twice.</param>
/// <param name="Missing">Incidents whose room is not there.</param>
/// <param name="Orphans">Rooms of our bot that no incident has.</param>
internal sealed record LedgerReport(int Acknowledged, int Rooms, IReadOnlyList<string> Lost, IReadOnlyList<string> Stuck, IReadOnlyList<string> Doubled, IReadOnlyList<string> Missing, IReadOnlyList<string> Orphans)
{
    /// <summary>Whether all is as it must be.</summary>
    public bool IsClean => Lost.Count + Stuck.Count + Doubled.Count + Missing.Count + Orphans.Count == 0;

    /// <summary>Steps that were not done, with what hindered them: no fault by themselves, and the reason of many.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>The figures on one line, and the first of what is wrong.</summary>
    public override string ToString() =>
        $"{Acknowledged} acknowledged, {Rooms} rooms, {Lost.Count} lost, {Stuck.Count} stuck, {Doubled.Count} doubled, {Missing.Count} without a room, {Orphans.Count} orphans{First("lost", Lost)}{First("stuck", Stuck)}{First("doubled", Doubled)}{First("without a room", Missing)}{First("orphan", Orphans)}{First("not done", Undone)}";

    private static string First(string what, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"; {what}: {string.Join(", ", items.Take(3))}";
}
