using System.Text.Json;
using Classifier.Responses;
using Dapper;

namespace Classifier.Storage;

/// <summary>Steps of all incidents.</summary>
public sealed class StepStore(IDatabase database) : IStepStore
{
    private readonly SqlText _sql = database.Sql("Steps");

    /// <inheritdoc />
    public async Task AddAsync(StoreTransaction transaction, long incident, string connector, IReadOnlyList<PlannedStep> steps)
    {
        foreach (var step in steps)
        {
            await transaction.ExecuteAsync(_sql["Add"], new
            {
                Incident = incident,
                Connector = connector,
                Action = JsonSerializer.Serialize(step.Action, StoreJson.Default.StepAction),
                step.Action.IsTimer,
                DueAtUs = step.DueAt.ToMicros(),
            });
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ClaimedStep>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ClaimedStep>>(async transaction =>
        {
            var held = new Lease(lease);
            var rows = await transaction.QueryAsync<StepRow>(_sql["Claim"], new { Count = count, LeaseUs = (long)lease.TotalMicroseconds, NowUs = now.ToMicros() });
            return [.. rows.OrderBy(r => r.Id).Select(r => r.ToStep(held))];
        }, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAllAsync(CancellationToken cancellationToken) => database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["ReleaseAll"]), cancellationToken);

    /// <inheritdoc />
    public async Task EnsureHeldAsync(StoreTransaction transaction, ClaimedStep step)
    {
        if (!(await transaction.QueryAsync<long>(_sql["Held"], new { step.Id, step.Fence })).Any())
            throw new FencedException($"step {step.Id}");
    }

    /// <inheritdoc />
    public async Task MarkDoneAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset at)
    {
        if (await transaction.ExecuteAsync(_sql["MarkDone"], new { step.Id, step.Fence, AtUs = at.ToMicros() }) == 0)
            throw new FencedException($"step {step.Id}");
    }

    /// <inheritdoc />
    public async Task MarkFailedAsync(StoreTransaction transaction, ClaimedStep step, DateTimeOffset? dueAt, string error)
    {
        var state = dueAt is null ? "dead" : "pending";
        if (await transaction.ExecuteAsync(_sql["MarkFailed"], new { step.Id, step.Fence, State = state, DueAtUs = dueAt?.ToMicros(), Error = error.Storable() }) == 0)
            throw new FencedException($"step {step.Id}");
    }

    /// <inheritdoc />
    public Task DeferAsync(ClaimedStep step, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Defer"], new { step.Id, step.Fence, DueAtUs = dueAt.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task<int> RetryDeadAsync(StoreTransaction transaction, long incident, DateTimeOffset dueAt) =>
        transaction.ExecuteAsync(_sql["RetryDead"], new { Incident = incident, DueAtUs = dueAt.ToMicros() });

    /// <inheritdoc />
    public Task<bool> HasPendingAsync(long incident, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(_sql["HasPending"], new { Incident = incident }), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<StepAction>> PendingAsync(StoreTransaction transaction, long incident, string connector) =>
        [.. (await transaction.QueryAsync<string>(_sql["Pending"], new { Incident = incident, Connector = connector })).Select(action => JsonSerializer.Deserialize(action, StoreJson.Default.StepAction)!)];

    /// <inheritdoc />
    public async Task<bool> IsStuckAsync(StoreTransaction transaction, long incident, string connector, int tries) =>
        (await transaction.QueryAsync<long>(_sql["Stuck"], new { Incident = incident, Connector = connector, Tries = tries })).Any();

    private sealed class StepRow
    {
        public long Id { get; set; }
        public long Incident { get; set; }
        public string Connector { get; set; } = "";
        public string Action { get; set; } = "";
        public int Attempt { get; set; }
        public long Fence { get; set; }

        public ClaimedStep ToStep(Lease lease) => new(Id, Incident, Connector, JsonSerializer.Deserialize(Action, StoreJson.Default.StepAction)!, Attempt, Fence, lease);
    }
}
