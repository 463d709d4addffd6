namespace Classifier.Faults.Ledger;

/// <summary>An alert as the service has it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="State">queued, decided or dead.</param>
internal sealed record StoredAlert(string Id, string State);

/// <summary>A room as the service has it.</summary>
/// <param name="Incident">Number of its incident.</param>
/// <param name="ExternalId">The tool's id; empty until it is known.</param>
internal sealed record StoredRoom(long Incident, string ExternalId);

/// <summary>An incident as the service has it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="DedupKey">What its alerts share.</param>
internal sealed record StoredIncident(long Number, string DedupKey);

/// <summary>What the service holds, read from its database so that a list's pages cannot hide anything.</summary>
internal sealed record ServiceState(IReadOnlyList<StoredAlert> Alerts, IReadOnlyList<StoredRoom> Rooms, IReadOnlyList<StoredIncident> Incidents)
{
    /// <summary>Steps that wait, or that nothing is tried with any more, in words.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];
}
