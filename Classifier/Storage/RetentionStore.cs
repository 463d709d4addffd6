using Classifier.Incidents;

namespace Classifier.Storage;

/// <summary>Deletes what has been kept long enough.</summary>
public sealed class RetentionStore(IDatabase database) : IRetentionStore
{
    // In the order in which rows refer to each other.
    private static readonly string[] PartsOfIncident =
        ["labels", "steps", "chat_messages", "chat_members", "chat_rooms", "posts", "questions", "rooms", "responders", "timeline", "members", "evidence", "pairs", "merged", "alerts", "incidents"];

    private readonly SqlText _sql = database.Sql("Retention");

    /// <inheritdoc />
    public Task<int> DeleteAlertsAsync(DateTimeOffset before, int count, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var parameters = new { BeforeUs = before.ToMicros(), Count = count };
        return await transaction.ExecuteAsync(_sql["old_alerts"], parameters) + await transaction.ExecuteAsync(_sql["old_heard"], parameters)
            + await transaction.ExecuteAsync(_sql["old_mutes"], parameters) + await transaction.ExecuteAsync(_sql["old_payloads"], parameters)
            + await transaction.ExecuteAsync(_sql["old_questions"], parameters);
    }, cancellationToken);

    /// <inheritdoc />
    public Task<int> DeleteIncidentsAsync(DateTimeOffset before, int count, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var ended = await transaction.QueryAsync<long>(_sql["ended"], new { BeforeUs = before.ToMicros(), Count = count });
        if (ended.Count > 0)
        {
            foreach (var part in PartsOfIncident)
                await transaction.ExecuteAsync(_sql[part], new { Numbers = ended.ToArray() });
        }
        return ended.Count;
    }, cancellationToken);
}
