using System.Text.Json;
using Classifier.Decisions;
using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>What people have muted.</summary>
public sealed class MuteStore(IDatabase database) : IMuteStore
{
    private readonly SqlText _sql = database.Sql("Mutes");

    /// <inheritdoc />
    public Task AddAsync(StoreTransaction transaction, Mute mute, DateTimeOffset at) => transaction.ExecuteAsync(_sql["Add"], new
    {
        mute.Id,
        Condition = JsonSerializer.Serialize(mute.If, StoreJson.Default.RuleCondition),
        Because = mute.Because.Storable(),
        mute.By,
        AtUs = at.ToMicros(),
        FromUs = mute.From.ToMicros(),
        UntilUs = mute.Until.ToMicros(),
    });

    /// <inheritdoc />
    public async Task<bool> EndAsync(StoreTransaction transaction, string id, DateTimeOffset at)
    {
        var parameters = new { Id = id, NowUs = at.ToMicros() };
        if (await transaction.ExecuteAsync(_sql["End"], parameters) == 0)
            return false;
        await transaction.ExecuteAsync(_sql["Release"], parameters);
        return true;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Mute>> RunningAsync(StoreTransaction transaction, DateTimeOffset at) =>
        [.. (await transaction.QueryAsync<MuteRow>(_sql["Running"], new { NowUs = at.ToMicros() })).Select(r => r.ToMute())];

    /// <inheritdoc />
    public Task<IReadOnlyList<Mute>> RunningAsync(DateTimeOffset at, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Mute>>(async connection =>
        [.. (await connection.QueryAsync<MuteRow>(_sql["Running"], new { NowUs = at.ToMicros() })).Select(r => r.ToMute())], cancellationToken);

    private sealed class MuteRow
    {
        public string Id { get; set; } = "";
        public string Condition { get; set; } = "";
        public string Because { get; set; } = "";
        public string By { get; set; } = "";
        public long FromUs { get; set; }
        public long UntilUs { get; set; }

        public Mute ToMute() => new(Id, JsonSerializer.Deserialize(Condition, StoreJson.Default.RuleCondition)!, Because, By, Micros.FromMicros(FromUs), Micros.FromMicros(UntilUs));
    }
}
