using System.Data.Common;
using Classifier.Faults.Ledger;
using Dapper;

namespace Classifier.Faults.Runs;

/// <summary>Reads what the service holds from its database.</summary>
/// <param name="open">Opens a connection.</param>
internal sealed class StateReader(Func<DbConnection> open)
{
    /// <summary>All alerts, rooms and incidents.</summary>
    public async Task<ServiceState> ReadAsync() => new(
        await ReadAsync("SELECT id, state FROM inbox", r => new StoredAlert(r.GetValue(0).ToString()!, r.GetString(1))),
        await ReadAsync("SELECT incident, external_id FROM room", r => new StoredRoom(r.GetInt64(0), r.IsDBNull(1) ? "" : r.GetString(1))),
        await ReadAsync("SELECT number, dedup_key FROM incident", r => new StoredIncident(r.GetInt64(0), r.GetString(1))))
    {
        Undone = await ReadAsync(
            "SELECT id, incident, action, state, attempt, error FROM step WHERE state <> 'done' AND NOT is_timer ORDER BY id",
            r => $"step {r.GetValue(0)} of inc-{r.GetValue(1)}, {r.GetString(2)}, is {r.GetString(3)} after {r.GetValue(4)} attempts: {r.GetValue(5)}"),
    };

    /// <summary>How much is left to do: alerts to decide, and steps that are no timers.</summary>
    public async Task<long> LeftAsync()
    {
        await using var connection = open();
        return await connection.ExecuteScalarAsync<long>("SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'queued') + (SELECT COUNT(*) FROM step WHERE state = 'pending' AND NOT is_timer)");
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> row)
    {
        await using var connection = open();
        await using var reader = await connection.ExecuteReaderAsync(sql);
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }
}
