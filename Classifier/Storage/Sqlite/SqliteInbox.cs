using Classifier.Alerts;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>The inbox in SQLite.</summary>
public sealed class SqliteInbox(IDatabase database) : IInbox
{
    private static readonly SqlText Sql = SqlText.Load("Inbox");

    /// <inheritdoc />
    public async Task AppendAsync(StoreTransaction transaction, IReadOnlyList<InboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            await transaction.ExecuteAsync(Sql["Append"], new
            {
                Id = entry.Id.ToString(),
                entry.Alert.Source,
                entry.Sender,
                entry.Error,
                KeyHash = Fingerprint.KeyHash(entry.Alert.Source, entry.Alert.DedupKey),
                Alert = StoreJson.Write(entry.Alert),
                entry.Alert.Title,
                entry.Alert.DedupKey,
                Status = entry.Alert.Status.ToString().ToLowerInvariant(),
                ReceivedAtUs = entry.ReceivedAt.ToMicros(),
                State = entry.State.ToString().ToLowerInvariant(),
            });
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ClaimedEntry>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ClaimedEntry>>(async transaction =>
        {
            var rows = await transaction.QueryAsync<ClaimRow>(Sql["Claim"], new { Count = count, LeaseUs = (long)lease.TotalMicroseconds, NowUs = now.ToMicros() });
            return [.. rows.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => r.ToClaim())];
        }, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAllAsync(CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["ReleaseAll"]), cancellationToken);

    /// <inheritdoc />
    public async Task MarkDecidedAsync(StoreTransaction transaction, ClaimedEntry claimed, long? incident, string? decision, DateTimeOffset at)
    {
        var updated = await transaction.ExecuteAsync(Sql["MarkDecided"], new { Id = claimed.Entry.Id.ToString(), claimed.Fence, Incident = incident, Decision = decision, AtUs = at.ToMicros() });
        if (updated == 0)
            throw new FencedException($"alert {claimed.Entry.Id}");
    }

    /// <inheritdoc />
    public Task MarkFailedAsync(ClaimedEntry claimed, DateTimeOffset? dueAt, string error, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["MarkFailed"], new
        {
            Id = claimed.Entry.Id.ToString(),
            claimed.Fence,
            State = dueAt is null ? "dead" : "queued",
            DueAtUs = dueAt?.ToMicros(),
            Error = error,
        }), cancellationToken);

    /// <inheritdoc />
    public Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<EntryRow>(Sql["Find"], new { Id = id.ToString() }))?.ToEntry(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<InboxEntry>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<InboxEntry>>(async connection =>
        [.. (await connection.QueryAsync<EntryRow>(Sql["List"], new { Before = before?.ToString(), Limit = limit })).Select(r => r.ToEntry())], cancellationToken);

    /// <inheritdoc />
    public Task<int> CountQueuedAsync(CancellationToken cancellationToken) => database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(Sql["CountQueued"]), cancellationToken);

    private sealed record ClaimRow(string Id, string Alert, long ReceivedAtUs, long Fence, long Attempt)
    {
        public ClaimedEntry ToClaim() => new(new(Guid.Parse(Id), StoreJson.ReadAlert(Alert), Micros.FromMicros(ReceivedAtUs), InboxState.Queued), Fence, (int)Attempt);
    }

    private sealed record EntryRow(string Id, string Alert, long ReceivedAtUs, string State, long? Incident, string? Decision, long? DecidedAtUs, string? Error, string Sender)
    {
        public InboxEntry ToEntry() => new(
            Guid.Parse(Id), StoreJson.ReadAlert(Alert), Micros.FromMicros(ReceivedAtUs), Enum.Parse<InboxState>(State, ignoreCase: true), Incident, Decision,
            Micros.FromMicros(DecidedAtUs), Error, Sender);
    }
}
