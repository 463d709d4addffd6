using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteMuteStoreTests : MuteStoreTests<SqliteFile>;

public sealed class PostgresMuteStoreTests : MuteStoreTests<PostgresTestDatabase>;

public sealed class SqlServerMuteStoreTests : MuteStoreTests<SqlServerTestDatabase>;

public abstract class MuteStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private MuteStore _mutes = null!;
    private Inbox _inbox = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_mutes, _inbox) = (new(Database), new(Database));
    }

    [Fact]
    public async Task Running_RoundTrip_FirstToEndFirst_WithoutWhatHasEnded()
    {
        await AddAsync(Mute("later", hours: 3));
        await AddAsync(Mute("sooner", hours: 2));
        await AddAsync(Mute("over", hours: 1));

        var running = await _mutes.RunningAsync(Some.Noon.AddHours(1), Token);

        Assert.Equal(["sooner", "later"], running.Select(m => m.Id));
        Assert.Equivalent(Mute("sooner", hours: 2), running[0], strict: true);
        Assert.Equal(["sooner", "later"], await Database.WriteAsync(async t => (await _mutes.RunningAsync(t, Some.Noon.AddHours(1))).Select(m => m.Id), Token));
    }

    [Fact]
    public async Task End_ReleasesWhatItHeldBack_AndNothingElse()
    {
        await AddAsync(Mute("a", hours: 2));
        await AddAsync(Mute("b", hours: 2));
        await SetAsideAsync("k1", "a");
        await SetAsideAsync("k2", "b");

        Assert.True(await Database.WriteAsync(t => _mutes.EndAsync(t, "a", Some.Noon.AddMinutes(5)), Token));

        Assert.Equal(["b"], (await _mutes.RunningAsync(Some.Noon.AddMinutes(5), Token)).Select(m => m.Id));
        Assert.Equal(1, await _inbox.TakeBackAsync(Some.Noon.AddMinutes(5), Token));
        Assert.False(await Database.WriteAsync(t => _mutes.EndAsync(t, "a", Some.Noon.AddMinutes(6)), Token));
        Assert.False(await Database.WriteAsync(t => _mutes.EndAsync(t, "never", Some.Noon), Token));
    }

    private static Mute Mute(string id, int hours) => new(
        id, new() { Labels = new Dictionary<string, string> { ["service"] = "card-*" }, Text = ["disk \"full\""], Severities = [Classifier.Alerts.Severity.High] }, "it's planned", "ann", Some.Noon, Some.Noon.AddHours(hours));

    private Task<bool> AddAsync(Mute mute) => WriteAsync(t => _mutes.AddAsync(t, mute, Some.Noon));

    private async Task SetAsideAsync(string key, string mute)
    {
        await WriteAsync(t => _inbox.AppendAsync(t, [new(Guid.CreateVersion7(), Some.Alert(key: key), Some.Noon, InboxState.Queued)]));
        var claimed = Assert.Single(await _inbox.ClaimAsync(10, TimeSpan.FromSeconds(30), Some.Noon, Token));
        await WriteAsync(t => _inbox.SetAsideAsync(t, claimed, mute, Some.Noon.AddHours(2), Some.Noon));
    }
}
