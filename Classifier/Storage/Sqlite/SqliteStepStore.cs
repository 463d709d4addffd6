using System.Text.Json;
using Classifier.Responses;
using Dapper;

namespace Classifier.Storage.Sqlite;

/// <summary>Steps in SQLite.</summary>
public sealed class SqliteStepStore(IDatabase database) : IStepStore
{
    private static readonly SqlText Sql = SqlText.Load("Steps");

    /// <inheritdoc />
    public async Task AddAsync(StoreTransaction transaction, long incident, string connector, IReadOnlyList<PlannedStep> steps)
    {
        foreach (var step in steps)
        {
            await transaction.ExecuteAsync(Sql["Add"], new
            {
                Incident = incident,
                Connector = connector,
                Action = JsonSerializer.Serialize(step.Action, StoreJson.Default.StepAction),
                IsTimer = step.Action is OpenRoomIfUnanswered,
                DueAtUs = step.DueAt.ToMicros(),
            });
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ClaimedStep>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ClaimedStep>>(async transaction =>
        {
            var rows = await transaction.QueryAsync<StepRow>(Sql["Claim"], new { Count = count, LeaseUs = (long)lease.TotalMicroseconds, NowUs = now.ToMicros() });
            return [.. rows.OrderBy(r => r.Id).Select(r => r.ToStep())];
        }, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAllAsync(CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["ReleaseAll"]), cancellationToken);

    /// <inheritdoc />
    public async Task MarkDoneAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset at)
    {
        if (await transaction.ExecuteAsync(Sql["MarkDone"], new { step.Id, step.Fence, AtUs = at.ToMicros() }) == 0)
            throw new FencedException($"step {step.Id}");
    }

    /// <inheritdoc />
    public async Task MarkFailedAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset? dueAt, string error)
    {
        var state = dueAt is null ? "dead" : "pending";
        if (await transaction.ExecuteAsync(Sql["MarkFailed"], new { step.Id, step.Fence, State = state, DueAtUs = dueAt?.ToMicros(), Error = error }) == 0)
            throw new FencedException($"step {step.Id}");
    }

    /// <inheritdoc />
    public Task DeferAsync(ClaimedStep step, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(Sql["Defer"], new { step.Id, step.Fence, DueAtUs = dueAt.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task<bool> HasPendingAsync(long incident, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(Sql["HasPending"], new { Incident = incident }), cancellationToken);

    private sealed record StepRow(long Id, long Incident, string Connector, string Action, long Attempt, long Fence)
    {
        public ClaimedStep ToStep() => new(Id, Incident, Connector, JsonSerializer.Deserialize(Action, StoreJson.Default.StepAction)!, (int)Attempt, Fence);
    }
}
