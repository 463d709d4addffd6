using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Tests.Storage;

public sealed class InboxTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private SqliteDatabase _database = null!;
    private SqliteInbox _inbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SqliteDatabase.OpenAsync(Path.Combine(_folder, "test.db"), NullLogger.Instance, Token);
        _inbox = new(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Claim_SeveralOfOneKey_GivesTheOldestAloneUntilItIsDecided()
    {
        var (a1, a2, b) = (await AddAsync("a"), await AddAsync("a"), await AddAsync("b"));

        var first = await ClaimAsync();
        Assert.Equal([a1, b], first.Select(c => c.Entry.Id).Order());
        Assert.Empty(await ClaimAsync());
        await DecideAsync(first.Single(c => c.Entry.Id == a1));

        Assert.Equal(a2, Assert.Single(await ClaimAsync()).Entry.Id);
    }

    [Fact]
    public async Task MarkDecided_LeaseWasTakenOver_IsFenced()
    {
        await AddAsync("a");
        var late = Assert.Single(await _inbox.ClaimAsync(10, TimeSpan.FromMilliseconds(1), Some.Noon, Token));
        await Task.Delay(20, Token);
        var now = Assert.Single(await ClaimAsync());

        await Assert.ThrowsAsync<FencedException>(() => DecideAsync(late));

        await DecideAsync(now);
        Assert.Equal(InboxState.Decided, (await _inbox.FindAsync(now.Entry.Id, Token))!.State);
    }

    [Fact]
    public async Task MarkFailed_WithATime_ComesAgainThen_WithoutOne_IsDead()
    {
        await AddAsync("a");
        await _inbox.MarkFailedAsync(Assert.Single(await ClaimAsync()), Some.Noon.AddSeconds(5), "boom", Token);
        Assert.Empty(await ClaimAsync());

        var again = Assert.Single(await _inbox.ClaimAsync(10, Lease, Some.Noon.AddSeconds(6), Token));
        await _inbox.MarkFailedAsync(again, null, "boom again", Token);

        Assert.Equal(2, again.Attempt);
        var dead = (await _inbox.FindAsync(again.Entry.Id, Token))!;
        Assert.Equal((InboxState.Dead, "boom again"), (dead.State, dead.Error));
    }

    [Fact]
    public async Task Find_RoundTrip_IsWhatWasAdded()
    {
        var alert = Some.Alert() with { Description = "d", Labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" }, Logs = ["l1", "l2"], Severity = Classifier.Alerts.Severity.High, Instance = "i", Cut = ["logs"] };
        var entry = new InboxEntry(Guid.CreateVersion7(Some.Noon), alert, Some.Noon, InboxState.Queued);
        await _database.WriteAsync(async t => { await _inbox.AppendAsync(t, [entry]); return true; }, Token);

        var found = (await _inbox.FindAsync(entry.Id, Token))!;

        Assert.Equivalent(entry, found, strict: true);
    }

    private Task<IReadOnlyList<ClaimedEntry>> ClaimAsync() => _inbox.ClaimAsync(10, Lease, Some.Noon, Token);

    private async Task<Guid> AddAsync(string key)
    {
        var entry = new InboxEntry(Guid.CreateVersion7(Some.Noon), Some.Alert(key: key), Some.Noon, InboxState.Queued);
        await Task.Delay(2, Token);
        entry = entry with { Id = Guid.CreateVersion7() };
        await _database.WriteAsync(async t => { await _inbox.AppendAsync(t, [entry]); return true; }, Token);
        return entry.Id;
    }

    private Task<bool> DecideAsync(ClaimedEntry claimed) => _database.WriteAsync(async t =>
    {
        await _inbox.MarkDecidedAsync(t, claimed, null, "resolved", Some.Noon);
        return true;
    }, Token);
}
