using Classifier.Responses;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteStepStoreTests : StepStoreTests<SqliteFile>;

public sealed class PostgresStepStoreTests : StepStoreTests<PostgresTestDatabase>;

public sealed class SqlServerStepStoreTests : StepStoreTests<SqlServerTestDatabase>;

public abstract class StepStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private StepStore _steps = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _steps = new(Database);
        foreach (var number in (long[])[1001, 1002])
            await WriteAsync(t => new IncidentStore(Database).AddAsync(t, Some.Incident(number) with { DedupKey = $"k{number}" }, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
    }

    [Fact]
    public async Task Claim_StepsOfOneIncident_OneAfterTheOtherAndIncidentsSideBySide()
    {
        await AddAsync(1001, new OpenRoom(IsPrivate: false), new SetTopic());
        await AddAsync(1002, new OpenRoom(IsPrivate: false));

        var first = await ClaimAsync();
        Assert.Equal([(1001, typeof(OpenRoom)), (1002, typeof(OpenRoom))], first.Select(s => (s.Incident, s.Action.GetType())));
        Assert.Empty(await ClaimAsync());
        await WriteAsync(t => _steps.MarkDoneAsync(t, first[0], Some.Noon));

        Assert.IsType<SetTopic>(Assert.Single(await ClaimAsync()).Action);
    }

    [Fact]
    public async Task Claim_TimerAhead_HoldsNothingUpAndComesWhenItIsDue()
    {
        await WriteAsync(t => _steps.AddAsync(t, 1001, "builtin", [new(new OpenRoomIfUnanswered(), Some.Noon.AddMinutes(10)), new(new SetTopic(), Some.Noon)]));

        Assert.IsType<SetTopic>(Assert.Single(await ClaimAsync()).Action);

        Assert.IsType<OpenRoomIfUnanswered>(Assert.Single(await _steps.ClaimAsync(10, Lease, Some.Noon.AddMinutes(11), Token)).Action);
    }

    [Fact]
    public async Task HasPending_TimersDoNotCount()
    {
        await WriteAsync(t => _steps.AddAsync(t, 1001, "builtin", [new(new OpenRoomIfUnanswered(), Some.Noon)]));
        await AddAsync(1002, new SetTopic());

        Assert.False(await _steps.HasPendingAsync(1001, Token));
        Assert.True(await _steps.HasPendingAsync(1002, Token));
    }

    [Fact]
    public async Task Pending_OfOneConnector_IsInOrderAndWithoutTimers()
    {
        await AddAsync(1001, new OpenRoom(IsPrivate: true), new SetTopic());
        await WriteAsync(t => _steps.AddAsync(t, 1001, "builtin", [new(new EscalateIfUnacknowledged(), Some.Noon)]));
        await WriteAsync(t => _steps.AddAsync(t, 1001, "slack", [new(new PinBrief(), Some.Noon)]));
        await AddAsync(1002, new SetTopic());

        IReadOnlyList<StepAction> pending = [];
        await WriteAsync(async t => pending = await _steps.PendingAsync(t, 1001, "builtin"));

        Assert.Equal([new OpenRoom(IsPrivate: true), new SetTopic()], pending);
    }

    [Fact]
    public async Task IsStuck_TriedSoOftenInVain_AndNotWhileItIsTriedTheLastTime()
    {
        await AddAsync(1001, new SetTopic());
        var stuck = new List<bool>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var step = Assert.Single(await ClaimAsync());
            stuck.Add(await IsStuckAsync());
            await WriteAsync(t => _steps.MarkFailedAsync(t, step, Some.Noon, "boom"));
            stuck.Add(await IsStuckAsync());
        }

        Assert.Equal([false, false, false, true, true, true], stuck);

        async Task<bool> IsStuckAsync()
        {
            var isStuck = false;
            await WriteAsync(async t => isStuck = await _steps.IsStuckAsync(t, 1001, "builtin", tries: 2));
            return isStuck;
        }
    }

    [Fact]
    public async Task Claim_ManyAtOnce_NeverGivesAStepTwice()
    {
        for (var i = 0; i < 30; i++)
            await WriteAsync(t => _steps.AddAsync(t, 1001, $"tool{i}", [new(new SetTopic(), Some.Noon)]));
        IStepStore[] nodes = [_steps, new StepStore(await OpenAsync()), new StepStore(await OpenAsync())];

        var claims = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var mine = new List<ClaimedStep>();
            for (var i = 0; i < 12; i++)
                mine.AddRange(await node.ClaimAsync(3, Lease, Some.Noon, Token));
            return mine;
        }, Token)));

        var all = claims.SelectMany(c => c).ToList();
        Assert.Equal((30, 30), (all.Count, all.Select(s => s.Id).Distinct().Count()));
        Assert.All(all, s => Assert.Equal(1, s.Fence));
    }

    [Fact]
    public async Task LeaseWasTakenOver_WhatTheLateOneStores_IsFencedAndNothingOfItsTransactionIsKept()
    {
        await AddAsync(1001, new SetTopic());
        var late = Assert.Single(await _steps.ClaimAsync(10, TimeSpan.FromMilliseconds(1), Some.Noon, Token));
        await Task.Delay(20, Token);
        var now = Assert.Single(await ClaimAsync());

        await Assert.ThrowsAsync<FencedException>(() => WriteAsync(t => _steps.MarkFailedAsync(t, late, null, "boom")));
        await Assert.ThrowsAsync<FencedException>(() => WriteAsync(t => _steps.EnsureHeldAsync(t, late)));
        await Assert.ThrowsAsync<FencedException>(() => WriteAsync(async t =>
        {
            await _steps.AddAsync(t, 1002, "builtin", [new(new OpenRoom(IsPrivate: false), Some.Noon)]);
            await _steps.MarkDoneAsync(t, late, Some.Noon);
        }));

        Assert.False(await _steps.HasPendingAsync(1002, Token));
        await WriteAsync(t => _steps.EnsureHeldAsync(t, now));
        await WriteAsync(t => _steps.MarkDoneAsync(t, now, Some.Noon));
        Assert.False(await _steps.HasPendingAsync(1001, Token));
        await Assert.ThrowsAsync<FencedException>(() => WriteAsync(t => _steps.EnsureHeldAsync(t, now)));
    }

    [Fact]
    public async Task EnsureHeld_LeaseEndsMeanwhile_NobodyTakesOverBeforeTheTransactionEnds()
    {
        await AddAsync(1001, new SetTopic());
        var mine = Assert.Single(await _steps.ClaimAsync(10, TimeSpan.FromMilliseconds(1), Some.Noon, Token));
        var other = new StepStore(await OpenAsync());
        Task<IReadOnlyList<ClaimedStep>> claiming = null!;

        await WriteAsync(async t =>
        {
            await _steps.EnsureHeldAsync(t, mine);
            claiming = other.ClaimAsync(10, Lease, Some.Noon, Token);
            await Task.Delay(200, Token);
            await _steps.MarkDoneAsync(t, mine, Some.Noon);
        });

        Assert.Empty(await claiming);
    }

    [Fact]
    public async Task MarkFailed_WithATime_ComesAgainThen_WithoutOne_TheNextGoesOn()
    {
        await AddAsync(1001, new OpenRoom(IsPrivate: false), new SetTopic());
        var first = Assert.Single(await ClaimAsync());
        await WriteAsync(t => _steps.MarkFailedAsync(t, first, Some.Noon.AddSeconds(5), "boom"));
        Assert.Empty(await ClaimAsync());

        var again = Assert.Single(await _steps.ClaimAsync(10, Lease, Some.Noon.AddSeconds(6), Token));
        Assert.Equal(2, again.Attempt);
        await WriteAsync(t => _steps.MarkFailedAsync(t, again, null, "boom again"));

        Assert.IsType<SetTopic>(Assert.Single(await ClaimAsync()).Action);
    }

    private Task<IReadOnlyList<ClaimedStep>> ClaimAsync() => _steps.ClaimAsync(10, Lease, Some.Noon, Token);

    private Task<bool> AddAsync(long incident, params StepAction[] actions) =>
        WriteAsync(t => _steps.AddAsync(t, incident, "builtin", [.. actions.Select(a => new PlannedStep(a, Some.Noon))]));
}
