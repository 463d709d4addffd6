using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Incidents;

/// <summary>What an incident's decision was made from: its first alert, the scores and the questions asked.</summary>
/// <param name="AlertId">Id of the first alert.</param>
/// <param name="Alert">The first alert.</param>
/// <param name="Scores">What the model said of it.</param>
/// <param name="Trace">The questions on the way to the decision.</param>
public sealed record IncidentEvidence(Guid AlertId, Alert Alert, AlertScores Scores, IReadOnlyList<DecisionStep> Trace);

/// <summary>State of an incident's room.</summary>
public enum RoomState
{
    /// <summary>The name is committed, the room not yet seen.</summary>
    Planned,

    /// <summary>It is there.</summary>
    Open,

    /// <summary>It was closed.</summary>
    Archived,
}

/// <summary>An incident's room on one connector.</summary>
/// <param name="Incident">Number of the incident.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="Name">The room's name.</param>
/// <param name="NameAttempt">How many names were taken by somebody else's rooms before it.</param>
/// <param name="IsPrivate">Members only.</param>
/// <param name="ExternalId">The tool's id; null until it is there.</param>
/// <param name="State">Planned, open or archived.</param>
/// <param name="OpenedAt">Null until it is there.</param>
public sealed record IncidentRoom(long Incident, string Connector, string Name, int NameAttempt, bool IsPrivate, string? ExternalId, RoomState State, DateTimeOffset? OpenedAt);

/// <summary>Somebody who was brought in.</summary>
/// <param name="Incident">Number of the incident.</param>
/// <param name="Person">Id.</param>
/// <param name="Role">What they are there for.</param>
/// <param name="Reason">Why they.</param>
/// <param name="InvitedAt">When.</param>
/// <param name="JoinedAt">Null until the person is in the room.</param>
/// <param name="LeftAt">Null while the person is there.</param>
/// <param name="Problem">Why the person could not be reached; null when all is well.</param>
public sealed record Responder(
    long Incident, string Person, string Role, string Reason, DateTimeOffset InvitedAt, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt, string? Problem);

/// <summary>What a person said of two keys.</summary>
/// <param name="AreTogether">Their alerts are one incident; else they are not.</param>
/// <param name="Incident">Number of the incident where it was said.</param>
public sealed record SaidOfKeys(bool AreTogether, long Incident);

/// <summary>Which incidents a list shows.</summary>
/// <param name="States">Only these; empty for all.</param>
/// <param name="Before">Only numbers below; null from the newest.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="ResolvedSince">Of resolved ones only those since then; null for all.</param>
/// <param name="OpenedSince">Only those that opened since then; null for all.</param>
public sealed record IncidentQuery(IReadOnlyList<IncidentState> States, long? Before, int Limit, DateTimeOffset? ResolvedSince = null, DateTimeOffset? OpenedSince = null);

/// <summary>Incidents with their timeline, rooms and people.</summary>
public interface IIncidentStore
{
    /// <summary>The open episode of a key, public or private; null when there is none.</summary>
    Task<Incident?> FindOpenAsync(StoreTransaction transaction, byte[] keyHash, bool isPrivate);

    /// <summary>The open incident that an alert is part of: the one that has this very alert, else its key's; null when there is none. Storms do not count.</summary>
    Task<Incident?> FindOpenWithAsync(StoreTransaction transaction, AlertKey key, bool isPrivate);

    /// <summary>Whether an open incident has alerts of this key, as far as is known now; storms do not count.</summary>
    Task<bool> HasOpenAsync(byte[] keyHash, CancellationToken cancellationToken);

    /// <summary>All open incidents that have alerts of a key, public ones first. Storms do not count.</summary>
    Task<IReadOnlyList<Incident>> FindAllOpenWithAsync(StoreTransaction transaction, byte[] keyHash);

    /// <summary>Number of the newest incident of a key, a private one first; null when there is none.</summary>
    Task<long?> FindNewestAsync(StoreTransaction transaction, byte[] keyHash);

    /// <summary>The incident with alerts of a key that was resolved last, public or private; null when there is none.</summary>
    Task<Incident?> FindLastAsync(StoreTransaction transaction, byte[] keyHash, bool isPrivate);

    /// <summary>Notes what is heard of an alert where it is news.</summary>
    /// <returns>What had been heard before; null for nothing.</returns>
    Task<HeardAlert?> HearAsync(StoreTransaction transaction, AlertKey key, HeardAlert fact);

    /// <summary>The next episode's number of a key, from 1.</summary>
    Task<int> NextEpisodeAsync(StoreTransaction transaction, byte[] keyHash);

    /// <summary>The next incident's number.</summary>
    Task<long> NextNumberAsync(StoreTransaction transaction);

    /// <summary>Stores a new incident with its evidence.</summary>
    Task AddAsync(StoreTransaction transaction, Incident incident, IncidentEvidence evidence);

    /// <summary>Replaces what the decision was made from, after it was made again with more.</summary>
    Task ReplaceEvidenceAsync(StoreTransaction transaction, long incident, Alert alert, Decision decision);

    /// <summary>Replaces the incident's state.</summary>
    /// <exception cref="FencedException">It changed since it was read at version <c>Version - 1</c>.</exception>
    Task UpdateAsync(StoreTransaction transaction, Incident incident);

    /// <summary>Adds lines to the timeline.</summary>
    Task AddEventsAsync(StoreTransaction transaction, long incident, IReadOnlyList<TimelineEvent> events);

    /// <summary>Notes that an alert of the incident fires.</summary>
    Task SetFiringAsync(StoreTransaction transaction, long incident, AlertKey key);

    /// <summary>Notes that an alert of the incident has ended; without an instance, all of its key.</summary>
    /// <returns>How many of the incident's alerts still fire.</returns>
    Task<int> SetEndedAsync(StoreTransaction transaction, long incident, AlertKey key);

    /// <summary>Whether an alert was ever part of an incident.</summary>
    Task<bool> HasMemberAsync(StoreTransaction transaction, long incident, AlertKey key);

    /// <summary>How many of an incident's alerts fire.</summary>
    Task<int> CountFiringAsync(StoreTransaction transaction, long incident);

    /// <summary>Makes all alerts of an incident part of another too.</summary>
    Task CopyMembersAsync(StoreTransaction transaction, long from, long into);

    /// <summary>Makes an alert part of another incident instead.</summary>
    Task MoveMemberAsync(StoreTransaction transaction, long from, long into, AlertKey key);

    /// <summary>Incidents, public or private ones, that opened since then and are open, newest first; storms left out.</summary>
    Task<IReadOnlyList<Incident>> RecentAsync(StoreTransaction transaction, DateTimeOffset since, bool isPrivate, int limit);

    /// <summary>What people said last of two keys; null for nothing.</summary>
    Task<SaidOfKeys?> FindPairAsync(StoreTransaction transaction, byte[] keyHash, byte[] other);

    /// <summary>Keeps what a person said of two keys.</summary>
    Task SavePairAsync(StoreTransaction transaction, byte[] keyHash, byte[] other, SaidOfKeys said, string by, DateTimeOffset at);

    /// <summary>How many public incidents that are not critical have opened with a room since then.</summary>
    Task<int> CountRoomsAsync(StoreTransaction transaction, DateTimeOffset since);

    /// <summary>Stores a room's intent, or its outcome.</summary>
    Task SaveRoomAsync(StoreTransaction transaction, IncidentRoom room);

    /// <summary>Stores a responder; one who left and is invited again is there again.</summary>
    Task SaveResponderAsync(StoreTransaction transaction, Responder responder);

    /// <summary>Reads an incident inside a transaction; null when there is none.</summary>
    Task<Incident?> FindAsync(StoreTransaction transaction, long number);

    /// <summary>The people of an incident inside a transaction.</summary>
    Task<IReadOnlyList<Responder>> RespondersAsync(StoreTransaction transaction, long incident);

    /// <summary>Reads an incident; null when there is none.</summary>
    Task<Incident?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>What the decision was made from; similar incidents that have become private since are left out.</summary>
    Task<IncidentEvidence> EvidenceAsync(long incident, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Incident>> ListAsync(IncidentQuery query, CancellationToken cancellationToken);

    /// <summary>The timeline, oldest first.</summary>
    Task<IReadOnlyList<TimelineEvent>> TimelineAsync(long incident, CancellationToken cancellationToken);

    /// <summary>What people did and when rooms opened, of the named incidents: the lines of their timelines that times are measured by.</summary>
    Task<ILookup<long, TimelineEvent>> MomentsAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken);

    /// <summary>The rooms of the named incidents.</summary>
    Task<IReadOnlyList<IncidentRoom>> RoomsAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken);

    /// <summary>An incident's rooms, as this transaction sees them.</summary>
    Task<IReadOnlyList<IncidentRoom>> RoomsAsync(StoreTransaction transaction, long incident);

    /// <summary>The people of the named incidents, first invited first.</summary>
    Task<IReadOnlyList<Responder>> RespondersAsync(IReadOnlyList<long> incidents, CancellationToken cancellationToken);

    /// <summary>The incident that has this room; null when none has, also for what was its room before it was made private, or public.</summary>
    Task<long?> FindByRoomAsync(string connector, string externalId, CancellationToken cancellationToken);

    /// <summary>Open incidents about which somebody is asked, oldest first.</summary>
    Task<IReadOnlyList<Incident>> FindAskedAsync(string person, CancellationToken cancellationToken);
}
