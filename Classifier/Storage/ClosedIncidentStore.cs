using System.Data.Common;
using Classifier.History;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Incidents that ended. What a position is, each database says in its SQL: nothing is ever committed behind one that was read.</summary>
public sealed class ClosedIncidentStore(IDatabase database) : IClosedIncidentStore
{
    private readonly SqlText _sql = database.Sql("Incidents");

    /// <inheritdoc />
    public Task<ClosedIncidents> ReadAsync(long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
    {
        var changed = (await connection.QueryAsync<ChangedRow>(_sql["Changed"], new { After = after, Limit = limit })).AsList();
        if (changed.Count == 0)
            return new([], after, IsLast: true);
        var tickets = await TicketsAsync(connection, changed.ConvertAll(c => c.Incident));
        var position = changed[^1].Position;
        return new ClosedIncidents([.. changed.Select(c => new ClosedIncident(Incident.IdOf(c.Incident), tickets.GetValueOrDefault(c.Incident)))], position, changed.Sum(c => c.Events) < limit);
    }, cancellationToken);

    private async Task<Dictionary<long, Ticket?>> TicketsAsync(DbConnection connection, List<long> changed)
    {
        var ended = (await connection.QueryAsync<IncidentRow>(_sql["Ended"], new { Numbers = changed })).Select(r => r.ToIncident()).ToList();
        var numbers = ended.ConvertAll(i => i.Number);
        var with = (await connection.QueryAsync<EndedRow>(_sql["EndedWith"], new { Numbers = numbers })).ToDictionary(r => r.Incident);
        var people = (await connection.QueryAsync<CameRow>(_sql["Responders"], new { Incidents = numbers })).Where(r => r.JoinedAtUs is not null).ToLookup(r => r.Incident, r => r.Person);
        return ended.ToDictionary(i => i.Number, i => ClosedTicket.Of(i, StoreJson.ReadAlert(with[i.Number].Alert), with[i.Number].Said, [.. people[i.Number]]));
    }

    private sealed class ChangedRow
    {
        public long Incident { get; set; }
        public long Position { get; set; }
        public int Events { get; set; }
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
