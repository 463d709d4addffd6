using System.Data.Common;
using System.Text.Json;
using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Incidents with their timeline, rooms and people.</summary>
public sealed class IncidentStore(IDatabase database) : IIncidentStore
{
    private readonly SqlText _sql = database.Sql("Incidents");

    /// <inheritdoc />
    public async Task<Incident?> FindOpenAsync(StoreTransaction transaction, byte[] keyHash, bool isPrivate) =>
        (await transaction.SingleOrDefaultAsync<IncidentRow>(_sql["FindOpen"], new { KeyHash = keyHash, IsPrivate = isPrivate }))?.ToIncident();

    /// <inheritdoc />
    public async Task<Incident?> FindOpenWithAsync(StoreTransaction transaction, AlertKey key, bool isPrivate) =>
        (await transaction.SingleOrDefaultAsync<IncidentRow>(_sql["FindOpenWith"], new { KeyHash = key.Hash, Instance = InstanceOf(key), IsPrivate = isPrivate }))?.ToIncident();

    /// <inheritdoc />
    public Task<bool> HasOpenAsync(byte[] keyHash, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(_sql["HasOpen"], new { KeyHash = keyHash }), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Incident>> FindAllOpenWithAsync(StoreTransaction transaction, byte[] keyHash) =>
        [.. (await transaction.QueryAsync<IncidentRow>(_sql["FindAllOpenWith"], new { KeyHash = keyHash })).Select(r => r.ToIncident())];

    /// <inheritdoc />
    public Task<long?> FindNewestAsync(StoreTransaction transaction, byte[] keyHash) => transaction.SingleOrDefaultAsync<long?>(_sql["FindNewest"], new { KeyHash = keyHash });

    /// <inheritdoc />
    public async Task<Incident?> FindLastAsync(StoreTransaction transaction, byte[] keyHash, bool isPrivate) =>
        (await transaction.SingleOrDefaultAsync<IncidentRow>(_sql["FindLast"], new { KeyHash = keyHash, IsPrivate = isPrivate }))?.ToIncident();

    /// <inheritdoc />
    public async Task<HeardAlert?> HearAsync(StoreTransaction transaction, AlertKey key, HeardAlert fact)
    {
        var row = await transaction.SingleOrDefaultAsync<HeardRow>(_sql["Heard"], new { KeyHash = key.Hash, Instance = InstanceOf(key) });
        HeardAlert? before = row is null ? null : new(row.IsFiring, Micros.FromMicros(row.AtUs));
        if (fact.IsNewsAfter(before))
            await transaction.ExecuteAsync(_sql["Hear"], new { KeyHash = key.Hash, Instance = InstanceOf(key), fact.IsFiring, AtUs = fact.At.ToMicros() });
        return before;
    }

    /// <inheritdoc />
    public Task<int> NextEpisodeAsync(StoreTransaction transaction, byte[] keyHash) => transaction.SingleOrDefaultAsync<int>(_sql["NextEpisode"], new { KeyHash = keyHash });

    /// <inheritdoc />
    public Task<long> NextNumberAsync(StoreTransaction transaction) => transaction.SingleOrDefaultAsync<long>(_sql["NextNumber"]);

    /// <inheritdoc />
    public async Task AddAsync(StoreTransaction transaction, Incident incident, IncidentEvidence evidence)
    {
        await transaction.ExecuteAsync(_sql["Add"], IncidentRow.Of(incident));
        await transaction.ExecuteAsync(_sql["AddEvidence"], new
        {
            Incident = incident.Number,
            AlertId = evidence.AlertId.ToString(),
            Alert = StoreJson.Write(evidence.Alert),
            Scores = JsonSerializer.Serialize(evidence.Scores, StoreJson.Default.AlertScores),
            Trace = JsonSerializer.Serialize(evidence.Trace, StoreJson.Default.IReadOnlyListDecisionStep),
        });
    }

    /// <inheritdoc />
    public Task ReplaceEvidenceAsync(StoreTransaction transaction, long incident, Alert alert, Decision decision) => transaction.ExecuteAsync(_sql["ReplaceEvidence"], new
    {
        Incident = incident,
        Alert = StoreJson.Write(alert),
        Scores = JsonSerializer.Serialize(decision.Scores, StoreJson.Default.AlertScores),
        Trace = JsonSerializer.Serialize(decision.Trace, StoreJson.Default.IReadOnlyListDecisionStep),
    });

    /// <inheritdoc />
    public async Task UpdateAsync(StoreTransaction transaction, Incident incident)
    {
        if (await transaction.ExecuteAsync(_sql["Update"], IncidentRow.Of(incident)) == 0)
            throw new FencedException(incident.Id);
    }

    /// <inheritdoc />
    public async Task AddEventsAsync(StoreTransaction transaction, long incident, IReadOnlyList<TimelineEvent> events)
    {
        foreach (var e in events)
            await transaction.ExecuteAsync(_sql["AddEvent"], new { Id = e.Id.ToString(), Incident = incident, AtUs = e.At.ToMicros(), e.Who, e.What, Why = e.Why.Storable() });
    }

    /// <inheritdoc />
    public Task SetFiringAsync(StoreTransaction transaction, long incident, AlertKey key) =>
        transaction.ExecuteAsync(_sql["SetFiring"], new { Incident = incident, KeyHash = key.Hash, Instance = InstanceOf(key) });

    /// <inheritdoc />
    public async Task<int> SetEndedAsync(StoreTransaction transaction, long incident, AlertKey key)
    {
        await transaction.ExecuteAsync(_sql["SetEnded"], new { Incident = incident, KeyHash = key.Hash, Instance = key.Instance?.Storable() });
        return await CountFiringAsync(transaction, incident);
    }

    /// <inheritdoc />
    public Task<bool> HasMemberAsync(StoreTransaction transaction, long incident, AlertKey key) =>
        transaction.SingleOrDefaultAsync<bool>(_sql["HasMember"], new { Incident = incident, KeyHash = key.Hash, Instance = InstanceOf(key) });

    /// <inheritdoc />
    public Task<int> CountFiringAsync(StoreTransaction transaction, long incident) => transaction.SingleOrDefaultAsync<int>(_sql["CountFiring"], new { Incident = incident });

    /// <inheritdoc />
    public Task CopyMembersAsync(StoreTransaction transaction, long from, long into) => transaction.ExecuteAsync(_sql["CopyMembers"], new { From = from, Into = into });

    /// <inheritdoc />
    public Task MoveMemberAsync(StoreTransaction transaction, long from, long into, AlertKey key) =>
        transaction.ExecuteAsync(_sql["MoveMember"], new { From = from, Into = into, KeyHash = key.Hash, Instance = InstanceOf(key) });

    /// <inheritdoc />
    public async Task<IReadOnlyList<Incident>> RecentAsync(StoreTransaction transaction, DateTimeOffset since, bool isPrivate, int limit) =>
        [.. (await transaction.QueryAsync<IncidentRow>(_sql["Recent"], new { SinceUs = since.ToMicros(), IsPrivate = isPrivate, Limit = limit })).Select(r => r.ToIncident())];

    /// <inheritdoc />
    public async Task<SaidOfKeys?> FindPairAsync(StoreTransaction transaction, byte[] keyHash, byte[] other)
    {
        var (first, second) = InOrder(keyHash, other);
        return await transaction.SingleOrDefaultAsync<PairRow>(_sql["Pair"], new { First = first, Second = second }) is { } row ? new(row.Together, row.Incident) : null;
    }

    /// <inheritdoc />
    public Task SavePairAsync(StoreTransaction transaction, byte[] keyHash, byte[] other, SaidOfKeys said, string by, DateTimeOffset at)
    {
        var (first, second) = InOrder(keyHash, other);
        return transaction.ExecuteAsync(_sql["SavePair"], new { First = first, Second = second, Together = said.AreTogether, said.Incident, By = by, AtUs = at.ToMicros() });
    }

    /// <inheritdoc />
    public Task<int> CountRoomsAsync(StoreTransaction transaction, DateTimeOffset since) => transaction.SingleOrDefaultAsync<int>(_sql["CountRooms"], new { SinceUs = since.ToMicros() });

    /// <inheritdoc />
    public Task SaveRoomAsync(StoreTransaction transaction, IncidentRoom room) => transaction.ExecuteAsync(_sql["SaveRoom"], new
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
    public Task SaveResponderAsync(StoreTransaction transaction, Responder responder) => transaction.ExecuteAsync(_sql["SaveResponder"], new
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
        (await transaction.SingleOrDefaultAsync<IncidentRow>(_sql["FindToChange"], new { Number = number }))?.ToIncident();

    /// <inheritdoc />
    public async Task<IReadOnlyList<Responder>> RespondersAsync(StoreTransaction transaction, long incident) =>
        [.. (await transaction.QueryAsync<ResponderRow>(_sql["RespondersToChange"], new { Incident = incident })).Select(r => r.ToResponder())];

    /// <inheritdoc />
    public Task<Incident?> FindAsync(long number, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<IncidentRow>(_sql["Find"], new { Number = number }))?.ToIncident(), cancellationToken);

    /// <inheritdoc />
    public Task<IncidentEvidence> EvidenceAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        await WithoutPrivateAsync(connection, (await connection.QuerySingleAsync<EvidenceRow>(_sql["Evidence"], new { Incident = incident })).ToEvidence()), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Incident>> ListAsync(IncidentQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Incident>>(async connection =>
    {
        var states = query.States.Count > 0 ? query.States : Enum.GetValues<IncidentState>();
        var rows = await connection.QueryAsync<IncidentRow>(_sql["List"], new
        {
            States = states.Select(s => s.ToString().ToLowerInvariant()).ToArray(),
            query.Before,
            query.Limit,
            ResolvedSinceUs = query.ResolvedSince?.ToMicros(),
            OpenedSinceUs = query.OpenedSince?.ToMicros(),
        });
        return [.. rows.Select(r => r.ToIncident())];
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TimelineEvent>> TimelineAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TimelineEvent>>(async connection =>
        [.. (await connection.QueryAsync<EventRow>(_sql["Timeline"], new { Incident = incident })).Select(r => r.ToEvent())], cancellationToken);

    /// <inheritdoc />
    public Task<ILookup<long, TimelineEvent>> MomentsAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QueryAsync<EventRow>(_sql["Moments"], new { Incidents = incidents.ToArray() })).ToLookup(r => r.Incident, r => r.ToEvent()), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<IncidentRoom>> RoomsAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<IncidentRoom>>(async connection =>
        [.. (await connection.QueryAsync<RoomRow>(_sql["Rooms"], new { Incidents = incidents.ToArray() })).Select(r => r.ToRoom())], cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<IncidentRoom>> RoomsAsync(StoreTransaction transaction, long incident) =>
        [.. (await transaction.QueryAsync<RoomRow>(_sql["RoomsOf"], new { Incident = incident })).Select(r => r.ToRoom())];

    /// <inheritdoc />
    public Task<IReadOnlyList<Responder>> RespondersAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Responder>>(async connection =>
        [.. (await connection.QueryAsync<ResponderRow>(_sql["Responders"], new { Incidents = incidents.ToArray() })).Select(r => r.ToResponder())], cancellationToken);

    /// <inheritdoc />
    public Task<long?> FindByRoomAsync(string connector, string externalId, CancellationToken cancellationToken) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<long?>(_sql["FindByRoom"], new { Connector = connector, ExternalId = externalId }), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Incident>> FindAskedAsync(string person, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Incident>>(async connection =>
        [.. (await connection.QueryAsync<IncidentRow>(_sql["FindAsked"], new { Person = person })).Select(r => r.ToIncident())], cancellationToken);

    private static string InstanceOf(AlertKey key) => (key.Instance ?? "").Storable();

    private static (byte[] First, byte[] Second) InOrder(byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b) <= 0 ? (a, b) : (b, a);

    /// <summary>An incident that was public when it was found may have become private.</summary>
    private async Task<IncidentEvidence> WithoutPrivateAsync(DbConnection connection, IncidentEvidence evidence)
    {
        var own = evidence.Scores.Similar.Select(s => Incident.NumberOf(s.Id)).OfType<long>().ToList();
        if (own.Count == 0)
            return evidence;
        var hidden = (await connection.QueryAsync<long>(_sql["PrivateOf"], new { Numbers = own })).ToHashSet();
        return hidden.Count == 0
            ? evidence
            : evidence with { Scores = evidence.Scores with { Similar = [.. evidence.Scores.Similar.Where(s => Incident.NumberOf(s.Id) is not { } number || !hidden.Contains(number))] } };
    }

    private sealed class EvidenceRow
    {
        public string AlertId { get; set; } = "";
        public string Alert { get; set; } = "";
        public string Scores { get; set; } = "";
        public string Trace { get; set; } = "";

        public IncidentEvidence ToEvidence() => new(
            Guid.Parse(AlertId), StoreJson.ReadAlert(Alert), JsonSerializer.Deserialize(Scores, StoreJson.Default.AlertScores)!,
            JsonSerializer.Deserialize(Trace, StoreJson.Default.IReadOnlyListDecisionStep)!);
    }

    private sealed class EventRow
    {
        public string Id { get; set; } = "";
        public long Incident { get; set; }
        public long AtUs { get; set; }
        public string Who { get; set; } = "";
        public string What { get; set; } = "";
        public string Why { get; set; } = "";

        public TimelineEvent ToEvent() => new(Guid.Parse(Id), Micros.FromMicros(AtUs), Who, What, Why);
    }

    private sealed class RoomRow
    {
        public long Incident { get; set; }
        public string Connector { get; set; } = "";
        public string Name { get; set; } = "";
        public int NameAttempt { get; set; }
        public bool IsPrivate { get; set; }
        public string? ExternalId { get; set; }
        public string State { get; set; } = "";
        public long? OpenedAtUs { get; set; }

        public IncidentRoom ToRoom() => new(Incident, Connector, Name, NameAttempt, IsPrivate, ExternalId, Enum.Parse<RoomState>(State, ignoreCase: true), Micros.FromMicros(OpenedAtUs));
    }

    private sealed class ResponderRow
    {
        public long Incident { get; set; }
        public string Person { get; set; } = "";
        public string Role { get; set; } = "";
        public string Reason { get; set; } = "";
        public long InvitedAtUs { get; set; }
        public long? JoinedAtUs { get; set; }
        public long? LeftAtUs { get; set; }
        public string? Problem { get; set; }

        public Responder ToResponder() => new(
            Incident, Person, Role, Reason, Micros.FromMicros(InvitedAtUs), Micros.FromMicros(JoinedAtUs), Micros.FromMicros(LeftAtUs), Problem);
    }

    private sealed class PairRow
    {
        public bool Together { get; set; }
        public long Incident { get; set; }
    }

    private sealed class HeardRow
    {
        public bool IsFiring { get; set; }
        public long AtUs { get; set; }
    }
}
