namespace Classifier.Incidents;

/// <summary>Deletes what has been kept long enough, a batch at a time, so that alerts are stored in between.</summary>
public interface IRetentionStore
{
    /// <summary>Deletes decided alerts of closed incidents, or of none, and what was last heard of alerts that have ended.</summary>
    /// <returns>How many rows went.</returns>
    Task<int> DeleteAlertsAsync(DateTimeOffset before, int count, CancellationToken cancellationToken);

    /// <summary>Deletes incidents that ended, with all that belongs to them: alerts, timeline, people, rooms of the built-in chat, labels.</summary>
    /// <returns>How many incidents went.</returns>
    Task<int> DeleteIncidentsAsync(DateTimeOffset before, int count, CancellationToken cancellationToken);
}
