using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteInboxTests : InboxTests<SqliteFile>;

public sealed class PostgresInboxTests : InboxTests<PostgresTestDatabase>;

public sealed class SqlServerInboxTests : InboxTests<SqlServerTestDatabase>;

public abstract class InboxTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private Inbox _inbox = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _inbox = new(Database);
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
    public async Task Claim_LongBacklogOfOneKey_HoldsUpNoOther()
    {
        var first = await AddAsync("a");
        for (var i = 0; i < 40; i++)
            await AddAsync("a");
        var other = await AddAsync("b");

        Assert.Equal(first, Assert.Single(await _inbox.ClaimAsync(1, Lease, Some.Noon, Token)).Entry.Id);
        Assert.Equal(other, Assert.Single(await _inbox.ClaimAsync(1, Lease, Some.Noon, Token)).Entry.Id);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Replay_OlderThanWhatWaits_ComesFirstOfItsKey()
    {
        var older = await AddAsync("a");
        await _inbox.MarkFailedAsync(Assert.Single(await ClaimAsync()), null, "boom", Token);
        var newer = await AddAsync("a");
        await _inbox.ReplayAsync(older, Some.Noon.AddSeconds(1), Token);

        Assert.Empty(await ClaimAsync());       // its time has not come, and the newer one waits for it
        var claimed = Assert.Single(await _inbox.ClaimAsync(10, Lease, Some.Noon.AddSeconds(1), Token));
        Assert.Equal(older, claimed.Entry.Id);
        await DecideAsync(claimed);
        Assert.Equal(newer, Assert.Single(await ClaimAsync()).Entry.Id);
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
        await WriteAsync(t => _inbox.AppendAsync(t, [entry]));

        var found = (await _inbox.FindAsync(entry.Id, Token))!;

        Assert.Equivalent(entry, found, strict: true);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_NeverGivesARowTwiceNorTwoOfAKey()
    {
        const int Keys = 40;
        for (var i = 0; i < 3 * Keys; i++)
            await AddAsync($"k{i % Keys}");
        IInbox[] nodes = [_inbox, _inbox, new Inbox(await OpenAsync()), new Inbox(await OpenAsync())];

        var claims = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var mine = new List<ClaimedEntry>();
            for (var i = 0; i < 20; i++)
                mine.AddRange(await node.ClaimAsync(3, Lease, Some.Noon, Token));
            return mine;
        }, Token)));

        var all = claims.SelectMany(c => c).ToList();
        Assert.Equal(Keys, all.Count);
        Assert.Equal(Keys, all.Select(c => c.Entry.Alert.DedupKey).Distinct().Count());
        Assert.All(all, c => Assert.Equal((1, 1), (c.Fence, c.Attempt)));
    }

    [Fact]
    public async Task ClaimAndDecide_ManyAtOnce_EachKeyIsWorkedOffInOrderByOneAtATime()
    {
        const int Keys = 5, OfEach = 8;
        for (var i = 0; i < OfEach * Keys; i++)
            await AddAsync($"k{i % Keys}");
        IInbox[] nodes = [_inbox, new Inbox(await OpenAsync()), new Inbox(await OpenAsync())];
        var (held, done) = (new System.Collections.Concurrent.ConcurrentDictionary<string, Guid>(), new System.Collections.Concurrent.ConcurrentQueue<InboxEntry>());

        await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            while (done.Count < OfEach * Keys)
            {
                foreach (var claimed in await node.ClaimAsync(2, Lease, Some.Noon, Token))
                {
                    Assert.True(held.TryAdd(claimed.Entry.Alert.DedupKey, claimed.Entry.Id));
                    done.Enqueue(claimed.Entry);
                    held.TryRemove(claimed.Entry.Alert.DedupKey, out _);
                    await DecideAsync(claimed);
                }
            }
        }, Token)));

        Assert.All(done.GroupBy(e => e.Alert.DedupKey), key => Assert.Equal(key.Select(e => e.Id).Order(), key.Select(e => e.Id)));
        Assert.Equal(OfEach * Keys, done.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Claim_LeaseEndsOnTheDatabasesClock_WhateverTheServicesClockSays()
    {
        await AddAsync("a");
        Assert.Single(await ClaimAsync());

        Assert.Empty(await _inbox.ClaimAsync(10, Lease, Some.Noon.AddYears(10), Token));
    }

    [Fact]
    public async Task MarkFailed_LeaseWasTakenOver_ChangesNothing()
    {
        await AddAsync("a");
        var late = Assert.Single(await _inbox.ClaimAsync(10, TimeSpan.FromMilliseconds(1), Some.Noon, Token));
        await Task.Delay(20, Token);
        var now = Assert.Single(await ClaimAsync());

        await _inbox.MarkFailedAsync(late, null, "too late", Token);

        await DecideAsync(now);
        Assert.Equal((2, 2), (now.Fence, now.Attempt));
    }

    [Fact]
    public async Task Append_WorkThrows_NothingIsKept()
    {
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(), Some.Noon, InboxState.Queued);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async t =>
        {
            await _inbox.AppendAsync(t, [entry]);
            throw new InvalidOperationException("this one");
        }));

        Assert.Null(await _inbox.FindAsync(entry.Id, Token));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("Übergrößenträger 🔥 İß")]
    [InlineData("'; DROP TABLE inbox; --")]
    public async Task Append_AnyText_IsTaken(string text)
    {
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(text, key: text) with { Source = text }, Some.Noon, InboxState.Dead, Error: text);

        await WriteAsync(t => _inbox.AppendAsync(t, [entry]));

        Assert.Equal(text, (await _inbox.FindAsync(entry.Id, Token))!.Alert.Title);
    }

    [Fact]
    public async Task List_PageByPage_NewestFirst()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, await AddAsync($"k{i}"));

        var first = await _inbox.ListAsync(null, 3, Token);
        var second = await _inbox.ListAsync(first[^1].Id, 3, Token);

        Assert.Equal(ids, first.Concat(second).Select(e => e.Id));
        Assert.Equal(5, await _inbox.CountQueuedAsync(Token));
    }

    [Fact]
    public async Task SetAside_HoldsNothingUp_AndComesBackWhenItIsTime()
    {
        var muted = await AddAsync("k");
        var claimed = Assert.Single(await ClaimAsync());
        await WriteAsync(t => _inbox.SetAsideAsync(t, claimed, "upgrade", Some.Noon.AddHours(1), Some.Noon));
        var next = await AddAsync("k");

        Assert.Equal(next, Assert.Single(await ClaimAsync()).Entry.Id);
        var entry = (await _inbox.FindAsync(muted, Token))!;
        Assert.Equal((InboxState.Muted, "upgrade", Some.Noon.AddHours(1)), (entry.State, entry.MutedBy, entry.MutedUntil));
        Assert.Equal(0, await _inbox.TakeBackAsync(Some.Noon.AddMinutes(59), Token));

        Assert.Equal(1, await _inbox.TakeBackAsync(Some.Noon.AddHours(1), Token));
        Assert.Equal(InboxState.Queued, (await _inbox.FindAsync(muted, Token))!.State);
    }

    [Fact]
    public async Task MoveAndMoveAll_ChangeTheIncident_OfItsOwnAlone()
    {
        var (one, two, three) = (await DecidedAsync("a", 1), await DecidedAsync("b", 1), await DecidedAsync("c", 2));

        Assert.Equal((true, false), await Database.WriteAsync(async t => (await _inbox.MoveAsync(t, one, 1, 3), await _inbox.MoveAsync(t, three, 1, 3)), Token));
        await WriteAsync(t => _inbox.MoveAllAsync(t, 1, 4));

        Assert.Equal([3, 4, 2], new[] { await OfAsync(one), await OfAsync(two), await OfAsync(three) });

        async Task<long?> OfAsync(Guid id) => (await _inbox.FindAsync(id, Token))!.Incident;
    }

    [Fact]
    public async Task Remap_ReplacesADeadEntrysAlert_Once()
    {
        var payload = Guid.CreateVersion7();
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(), Some.Noon, InboxState.Dead, Error: "no title", Held: payload, HeldItem: 3);
        await WriteAsync(async t =>
        {
            await _inbox.HoldAsync(t, payload, """{"a":1}""");
            await _inbox.AppendAsync(t, [entry]);
        });
        Assert.Equal(new HeldPayload("""{"a":1}""", 3), await _inbox.FindHeldAsync(entry.Id, Token));

        Assert.True(await Database.WriteAsync(t => _inbox.RemapAsync(t, entry.Id, Some.Alert("mended", key: "other"), Some.Noon), Token));

        Assert.Equal((InboxState.Queued, "mended", null), await StateAsync());
        Assert.False(await Database.WriteAsync(t => _inbox.RemapAsync(t, entry.Id, Some.Alert(), Some.Noon), Token));
        Assert.Null(await _inbox.FindHeldAsync(entry.Id, Token));

        async Task<(InboxState, string, string?)> StateAsync() => await _inbox.FindAsync(entry.Id, Token) is { } e ? (e.State, e.Alert.Title, e.Error) : default;
    }

    private async Task<Guid> DecidedAsync(string key, long incident)
    {
        var id = await AddAsync(key);
        var claimed = Assert.Single(await ClaimAsync());
        await WriteAsync(t => _inbox.MarkDecidedAsync(t, claimed, incident, "act", Some.Noon));
        return id;
    }

    private Task<IReadOnlyList<ClaimedEntry>> ClaimAsync() => _inbox.ClaimAsync(10, Lease, Some.Noon, Token);

    private async Task<Guid> AddAsync(string key)
    {
        await Task.Delay(2, Token);     // ids of one millisecond are not in order
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(key: key), Some.Noon, InboxState.Queued);
        await WriteAsync(t => _inbox.AppendAsync(t, [entry]));
        return entry.Id;
    }

    private Task<bool> DecideAsync(ClaimedEntry claimed) => WriteAsync(t => _inbox.MarkDecidedAsync(t, claimed, null, "resolved", Some.Noon));
}
