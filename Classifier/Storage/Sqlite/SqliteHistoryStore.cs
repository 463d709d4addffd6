using System.Text.Json;
using Classifier.History;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>Imported history in SQLite.</summary>
public sealed class SqliteHistoryStore(IDatabase database) : IHistoryStore
{
    private static readonly SqlText Sql = SqlText.Load("History");

    /// <inheritdoc />
    public Task<int> AddAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var added = 0;
        foreach (var ticket in tickets)
            added += await transaction.ExecuteAsync(Sql["Add"], new { ticket.Id, Ticket = JsonSerializer.Serialize(ticket, StoreJson.Default.Ticket) });
        return added;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Ticket>> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Ticket>>(async connection =>
        [.. (await connection.QueryAsync<string>(Sql["Read"])).Select(json => JsonSerializer.Deserialize(json, StoreJson.Default.Ticket)!)], cancellationToken);
}
