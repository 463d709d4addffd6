using Classifier.Alerts;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Accepted alerts.</summary>
public sealed class Inbox(IDatabase database) : IInbox
{
    private readonly SqlText _sql = database.Sql("Inbox");

    /// <inheritdoc />
    public async Task AppendAsync(StoreTransaction transaction, IReadOnlyList<InboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            await transaction.ExecuteAsync(_sql["Append"], new
            {
                Id = entry.Id.ToString(),
                Source = entry.Alert.Source.Storable(),
                entry.Sender,
                Error = entry.Error?.Storable(),
                KeyHash = Fingerprint.KeyHash(entry.Alert.Source, entry.Alert.DedupKey),
                Alert = StoreJson.Write(entry.Alert),
                Title = entry.Alert.Title.Storable(),
                DedupKey = entry.Alert.DedupKey.Storable(),
                Status = entry.Alert.Status.ToString().ToLowerInvariant(),
                ReceivedAtUs = entry.ReceivedAt.ToMicros(),
                State = entry.State.ToString().ToLowerInvariant(),
                Held = entry.Held?.ToString(),
                entry.HeldItem,
            });
        }
    }

    /// <inheritdoc />
    public Task HoldAsync(StoreTransaction transaction, Guid id, string payload) => transaction.ExecuteAsync(_sql["Hold"], new { Id = id.ToString(), Payload = payload.Storable() });

    /// <inheritdoc />
    public Task<HeldPayload?> FindHeldAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        await connection.QuerySingleOrDefaultAsync<HeldRow>(_sql["Held"], new { Id = id.ToString() }) is { } row ? new HeldPayload(row.Payload, row.Item) : null, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> RemapAsync(StoreTransaction transaction, Guid id, Alert alert, DateTimeOffset dueAt) => await transaction.ExecuteAsync(_sql["Remap"], new
    {
        Id = id.ToString(),
        Alert = StoreJson.Write(alert),
        Title = alert.Title.Storable(),
        DedupKey = alert.DedupKey.Storable(),
        KeyHash = Fingerprint.KeyHash(alert.Source, alert.DedupKey),
        Status = alert.Status.ToString().ToLowerInvariant(),
        DueAtUs = dueAt.ToMicros(),
    }) > 0;

    /// <inheritdoc />
    public async Task<bool> ForgetAsync(StoreTransaction transaction, Guid id, DateTimeOffset at) => await transaction.ExecuteAsync(_sql["Forget"], new { Id = id.ToString(), AtUs = at.ToMicros() }) > 0;

    /// <inheritdoc />
    public Task<IReadOnlyList<ClaimedEntry>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ClaimedEntry>>(async transaction =>
        {
            var rows = await transaction.QueryAsync<ClaimRow>(_sql["Claim"], new { Count = count, LeaseUs = (long)lease.TotalMicroseconds, NowUs = now.ToMicros() });
            return [.. rows.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => r.ToClaim())];
        }, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAllAsync(CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["ReleaseAll"]), cancellationToken);

    /// <inheritdoc />
    public async Task MarkDecidedAsync(StoreTransaction transaction, ClaimedEntry claimed, long? incident, string? decision, DateTimeOffset at)
    {
        var updated = await transaction.ExecuteAsync(_sql["MarkDecided"], new { Id = claimed.Entry.Id.ToString(), claimed.Fence, Incident = incident, Decision = decision, AtUs = at.ToMicros() });
        if (updated == 0)
            throw new FencedException($"alert {claimed.Entry.Id}");
    }

    /// <inheritdoc />
    public Task MarkFailedAsync(ClaimedEntry claimed, DateTimeOffset? dueAt, string error, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["MarkFailed"], new
        {
            Id = claimed.Entry.Id.ToString(),
            claimed.Fence,
            State = dueAt is null ? "dead" : "queued",
            DueAtUs = dueAt?.ToMicros(),
            Error = error.Storable(),
        }), cancellationToken);

    /// <inheritdoc />
    public Task<bool> ReplayAsync(Guid id, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.WriteAsync(async transaction => await transaction.ExecuteAsync(_sql["Replay"], new { Id = id.ToString(), DueAtUs = dueAt.ToMicros() }) > 0, cancellationToken);

    /// <inheritdoc />
    public async Task SetAsideAsync(StoreTransaction transaction, ClaimedEntry claimed, string mutedBy, DateTimeOffset until, DateTimeOffset at)
    {
        var updated = await transaction.ExecuteAsync(_sql["SetAside"], new { Id = claimed.Entry.Id.ToString(), claimed.Fence, By = mutedBy, UntilUs = until.ToMicros(), AtUs = at.ToMicros() });
        if (updated == 0)
            throw new FencedException($"alert {claimed.Entry.Id}");
    }

    /// <inheritdoc />
    public async Task<int> TakeBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = new { NowUs = now.ToMicros() };
        return await database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(_sql["HasMutedDue"], parameters), cancellationToken)
            ? await database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["TakeBack"], parameters), cancellationToken)
            : 0;
    }

    /// <inheritdoc />
    public Task MoveAllAsync(StoreTransaction transaction, long from, long into) => transaction.ExecuteAsync(_sql["MoveAll"], new { From = from, Into = into });

    /// <inheritdoc />
    public async Task<bool> MoveAsync(StoreTransaction transaction, Guid id, long from, long into) =>
        await transaction.ExecuteAsync(_sql["Move"], new { Id = id.ToString(), From = from, Into = into }) > 0;

    /// <inheritdoc />
    public Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<EntryRow>(_sql["Find"], new { Id = id.ToString() }))?.ToEntry(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<InboxEntry>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<InboxEntry>>(async connection =>
        [.. (await connection.QueryAsync<EntryRow>(_sql["List"], new { Before = before?.ToString(), Limit = limit })).Select(r => r.ToEntry())], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(long incident, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<InboxEntry>>(async connection =>
        [.. (await connection.QueryAsync<EntryRow>(_sql["OfIncident"], new { Incident = incident, Limit = limit })).Select(r => r.ToEntry())], cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(StoreTransaction transaction, long incident, int limit) =>
        [.. (await transaction.QueryAsync<EntryRow>(_sql["OfIncident"], new { Incident = incident, Limit = limit })).Select(r => r.ToEntry())];

    /// <inheritdoc />
    public Task<int> CountQueuedAsync(CancellationToken cancellationToken) => database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(_sql["CountQueued"]), cancellationToken);

    private sealed class ClaimRow
    {
        public string Id { get; set; } = "";
        public string Alert { get; set; } = "";
        public long ReceivedAtUs { get; set; }
        public string Sender { get; set; } = "";
        public long Fence { get; set; }
        public int Attempt { get; set; }

        public ClaimedEntry ToClaim() => new(new(Guid.Parse(Id), StoreJson.ReadAlert(Alert), Micros.FromMicros(ReceivedAtUs), InboxState.Queued, Sender: Sender), Fence, Attempt);
    }

    private sealed class HeldRow
    {
        public string Payload { get; set; } = "";
        public int? Item { get; set; }
    }

    private sealed class EntryRow
    {
        public string Id { get; set; } = "";
        public string Alert { get; set; } = "";
        public long ReceivedAtUs { get; set; }
        public string State { get; set; } = "";
        public long? Incident { get; set; }
        public string? Decision { get; set; }
        public long? DecidedAtUs { get; set; }
        public string? Error { get; set; }
        public string Sender { get; set; } = "";
        public string? MutedBy { get; set; }
        public long? MutedUntilUs { get; set; }

        public InboxEntry ToEntry() => new(
            Guid.Parse(Id), StoreJson.ReadAlert(Alert), Micros.FromMicros(ReceivedAtUs), Enum.Parse<InboxState>(State, ignoreCase: true), Incident, Decision,
            Micros.FromMicros(DecidedAtUs), Error, Sender, MutedBy, Micros.FromMicros(MutedUntilUs));
    }
}
