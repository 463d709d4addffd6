using System.Text.Json;
using Classifier.History;
using Dapper;

namespace Classifier.Storage;

/// <summary>Imported history.</summary>
public sealed class HistoryStore(IDatabase database) : IHistoryStore
{
    private readonly SqlText _sql = database.Sql("History");

    /// <inheritdoc />
    public Task<int> AddAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        var added = 0;
        foreach (var ticket in tickets)
            added += await transaction.ExecuteAsync(_sql["Add"], new { ticket.Id, Ticket = JsonSerializer.Serialize(ticket, StoreJson.Default.Ticket) });
        return added;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Ticket>> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Ticket>>(async connection =>
        [.. (await connection.QueryAsync<string>(_sql["Read"])).Select(json => JsonSerializer.Deserialize(json, StoreJson.Default.Ticket)!)], cancellationToken);
}
