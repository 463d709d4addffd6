using System.Data.Common;
using System.Text.Json;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>Incidents in SQLite.</summary>
public sealed class SqliteIncidentStore(IDatabase database) : IIncidentStore
{
    private static readonly SqlText Sql = SqlText.Load("Incidents");

    /// <inheritdoc />
    public async Task<Incident?> FindOpenAsync(StoreTransaction transaction, byte[] keyHash, bool isPrivate) =>
        (await transaction.SingleOrDefaultAsync<IncidentRow>(Sql["FindOpen"], new { KeyHash = keyHash, IsPrivate = isPrivate }))?.ToIncident();

    /// <inheritdoc />
    public Task<long?> FindNewestAsync(StoreTransaction transaction, byte[] keyHash) => transaction.SingleOrDefaultAsync<long?>(Sql["FindNewest"], new { KeyHash = keyHash });

    /// <inheritdoc />
    public Task<int> NextEpisodeAsync(StoreTransaction transaction, byte[] keyHash) => transaction.SingleOrDefaultAsync<int>(Sql["NextEpisode"], new { KeyHash = keyHash });

    /// <inheritdoc />
    public Task<long> NextNumberAsync(StoreTransaction transaction) => transaction.SingleOrDefaultAsync<long>(Sql["NextNumber"]);

    /// <inheritdoc />
    public async Task AddAsync(StoreTransaction transaction, Incident incident, IncidentEvidence evidence)
    {
        await transaction.ExecuteAsync(Sql["Add"], IncidentRow.Of(incident));
        await transaction.ExecuteAsync(Sql["AddEvidence"], new
        {
            Incident = incident.Number,
            AlertId = evidence.AlertId.ToString(),
            Alert = StoreJson.Write(evidence.Alert),
            Scores = JsonSerializer.Serialize(evidence.Scores, StoreJson.Default.AlertScores),
            Trace = JsonSerializer.Serialize(evidence.Trace, StoreJson.Default.IReadOnlyListDecisionStep),
        });
    }

    /// <inheritdoc />
    public async Task UpdateAsync(StoreTransaction transaction, Incident incident)
    {
        if (await transaction.ExecuteAsync(Sql["Update"], IncidentRow.Of(incident)) == 0)
            throw new FencedException(incident.Id);
    }

    /// <inheritdoc />
    public async Task AddEventsAsync(StoreTransaction transaction, long incident, IReadOnlyList<TimelineEvent> events)
    {
        foreach (var e in events)
            await transaction.ExecuteAsync(Sql["AddEvent"], new { Id = e.Id.ToString(), Incident = incident, AtUs = e.At.ToMicros(), e.Who, e.What, e.Why });
    }

    /// <inheritdoc />
    public async Task<int> SetInstanceAsync(StoreTransaction transaction, long incident, string instance, bool isFiring)
    {
        await transaction.ExecuteAsync(Sql["SetInstance"], new { Incident = incident, Instance = instance, Firing = isFiring });
        return await transaction.SingleOrDefaultAsync<int>(Sql["CountFiring"], new { Incident = incident });
    }

    /// <inheritdoc />
    public Task SaveRoomAsync(StoreTransaction transaction, IncidentRoom room) => transaction.ExecuteAsync(Sql["SaveRoom"], new
    {
        room.Incident,
        room.Connector,
        room.Name,
        room.NameAttempt,
        room.IsPrivate,
        room.ExternalId,
        State = room.State.ToString().ToLowerInvariant(),
        OpenedAtUs = room.OpenedAt?.ToMicros(),
    });

    /// <inheritdoc />
    public Task SaveResponderAsync(StoreTransaction transaction, Responder responder) => transaction.ExecuteAsync(Sql["SaveResponder"], new
    {
        responder.Incident,
        responder.Person,
        responder.Role,
        responder.Reason,
        InvitedAtUs = responder.InvitedAt.ToMicros(),
        JoinedAtUs = responder.JoinedAt?.ToMicros(),
        LeftAtUs = responder.LeftAt?.ToMicros(),
        responder.Problem,
    });

    /// <inheritdoc />
    public async Task<Incident?> FindAsync(StoreTransaction transaction, long number) =>
        (await transaction.SingleOrDefaultAsync<IncidentRow>(Sql["Find"], new { Number = number }))?.ToIncident();

    /// <inheritdoc />
    public async Task<IReadOnlyList<Responder>> RespondersAsync(StoreTransaction transaction, long incident) =>
        [.. (await transaction.QueryAsync<ResponderRow>(Sql["Responders"], new { Incidents = new[] { incident } })).Select(r => r.ToResponder())];

    /// <inheritdoc />
    public Task<Incident?> FindAsync(long number, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<IncidentRow>(Sql["Find"], new { Number = number }))?.ToIncident(), cancellationToken);

    /// <inheritdoc />
    public Task<IncidentEvidence> EvidenceAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        await WithoutPrivateAsync(connection, (await connection.QuerySingleAsync<EvidenceRow>(Sql["Evidence"], new { Incident = incident })).ToEvidence()), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Incident>> ListAsync(IncidentQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Incident>>(async connection =>
    {
        var states = query.States.Count > 0 ? query.States : Enum.GetValues<IncidentState>();
        var rows = await connection.QueryAsync<IncidentRow>(Sql["List"], new
        {
            States = states.Select(s => s.ToString().ToLowerInvariant()).ToArray(),
            query.Before,
            query.Limit,
            ResolvedSinceUs = query.ResolvedSince?.ToMicros(),
        });
        return [.. rows.Select(r => r.ToIncident())];
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TimelineEvent>> TimelineAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TimelineEvent>>(async connection =>
        [.. (await connection.QueryAsync<EventRow>(Sql["Timeline"], new { Incident = incident })).Select(r => r.ToEvent())], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<IncidentRoom>> RoomsAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<IncidentRoom>>(async connection =>
        [.. (await connection.QueryAsync<RoomRow>(Sql["Rooms"], new { Incidents = incidents })).Select(r => r.ToRoom())], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Responder>> RespondersAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Responder>>(async connection =>
        [.. (await connection.QueryAsync<ResponderRow>(Sql["Responders"], new { Incidents = incidents })).Select(r => r.ToResponder())], cancellationToken);

    /// <inheritdoc />
    public Task<long?> FindByRoomAsync(string connector, string externalId, CancellationToken cancellationToken) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<long?>(Sql["FindByRoom"], new { Connector = connector, ExternalId = externalId }), cancellationToken);

    /// <summary>An incident that was public when it was found may have become private.</summary>
    private static async Task<IncidentEvidence> WithoutPrivateAsync(DbConnection connection, IncidentEvidence evidence)
    {
        var own = evidence.Scores.Similar.Select(s => Incident.NumberOf(s.Id)).OfType<long>().ToList();
        if (own.Count == 0)
            return evidence;
        var hidden = (await connection.QueryAsync<long>(Sql["PrivateOf"], new { Numbers = own })).ToHashSet();
        return hidden.Count == 0
            ? evidence
            : evidence with { Scores = evidence.Scores with { Similar = [.. evidence.Scores.Similar.Where(s => Incident.NumberOf(s.Id) is not { } number || !hidden.Contains(number))] } };
    }

    private sealed record EvidenceRow(string AlertId, string Alert, string Scores, string Trace)
    {
        public IncidentEvidence ToEvidence() => new(
            Guid.Parse(AlertId), StoreJson.ReadAlert(Alert), JsonSerializer.Deserialize(Scores, StoreJson.Default.AlertScores)!,
            JsonSerializer.Deserialize(Trace, StoreJson.Default.IReadOnlyListDecisionStep)!);
    }

    private sealed record EventRow(string Id, long AtUs, string Who, string What, string Why)
    {
        public TimelineEvent ToEvent() => new(Guid.Parse(Id), Micros.FromMicros(AtUs), Who, What, Why);
    }

    private sealed record RoomRow(long Incident, string Connector, string Name, long NameAttempt, long IsPrivate, string? ExternalId, string State, long? OpenedAtUs)
    {
        public IncidentRoom ToRoom() => new(Incident, Connector, Name, (int)NameAttempt, IsPrivate != 0, ExternalId, Enum.Parse<RoomState>(State, ignoreCase: true), Micros.FromMicros(OpenedAtUs));
    }

    private sealed record ResponderRow(long Incident, string Person, string Role, string Reason, long InvitedAtUs, long? JoinedAtUs, long? LeftAtUs, string? Problem)
    {
        public Responder ToResponder() => new(
            Incident, Person, Role, Reason, Micros.FromMicros(InvitedAtUs), Micros.FromMicros(JoinedAtUs), Micros.FromMicros(LeftAtUs), Problem);
    }
}
