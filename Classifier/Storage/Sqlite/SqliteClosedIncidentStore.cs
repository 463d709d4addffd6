using System.Data.Common;
using Classifier.History;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>Incidents that ended, in SQLite. A position is a row of the timeline: with one writer they are committed in order.</summary>
public sealed class SqliteClosedIncidentStore(IDatabase database) : IClosedIncidentStore
{
    private static readonly SqlText Sql = SqlText.Load("Incidents");

    /// <inheritdoc />
    public Task<ClosedIncidents> ReadAsync(long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        var changed = (await connection.QueryAsync<ChangedRow>(Sql["Changed"], new { After = after, Limit = limit })).AsList();
        if (changed.Count == 0)
            return new([], after, IsLast: true);
        var tickets = await TicketsAsync(connection, changed.ConvertAll(c => c.Incident));
        var position = changed[^1].Position;
        return new ClosedIncidents([.. changed.Select(c => new ClosedIncident(Incident.IdOf(c.Incident), tickets.GetValueOrDefault(c.Incident)))], position, position - after < limit);
    }, cancellationToken);

    private static async Task<Dictionary<long, Ticket?>> TicketsAsync(DbConnection connection, List<long> changed)
    {
        var ended = (await connection.QueryAsync<IncidentRow>(Sql["Ended"], new { Numbers = changed })).Select(r => r.ToIncident()).ToList();
        var numbers = ended.ConvertAll(i => i.Number);
        var with = (await connection.QueryAsync<EndedRow>(Sql["EndedWith"], new { Numbers = numbers })).ToDictionary(r => r.Incident);
        var people = (await connection.QueryAsync<CameRow>(Sql["Responders"], new { Incidents = numbers })).Where(r => r.JoinedAtUs is not null).ToLookup(r => r.Incident, r => r.Person);
        return ended.ToDictionary(i => i.Number, i => ClosedTicket.Of(i, StoreJson.ReadAlert(with[i.Number].Alert), with[i.Number].Said, [.. people[i.Number]]));
    }

    private sealed class ChangedRow
    {
        public long Incident { get; set; }
        public long Position { get; set; }
    }

    private sealed class EndedRow
    {
        public long Incident { get; set; }
        public string Alert { get; set; } = "";
        public string? Said { get; set; }
    }

    private sealed class CameRow
    {
        public long Incident { get; set; }
        public string Person { get; set; } = "";
        public long? JoinedAtUs { get; set; }
    }
}
