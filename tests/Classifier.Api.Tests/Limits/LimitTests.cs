using System.Net;
using System.Text.Json;
using Classifier.Alerts;
using Classifier.Api.Intake;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Api.Tests.Support;
using Classifier.Incidents;
using Classifier.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Tests.Limits;

/// <summary>What is too much is refused at once, says when to come again, and takes nothing from others.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Key_BeyondItsBucket_Is429WithRetryAfterAndOthersAreNotHeldBack()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1", ["Limits:Burst"] = "3" });
        using var other = await service.WithKeyAsync("alerts");

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
            answers.Add(await service.Http.PostAsync("/v1/alerts", Alert(), TestContext.Current.CancellationToken));
        using var others = await other.PostAsync("/v1/alerts", Alert(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, others.StatusCode);
        Assert.All(answers.Take(3), a => Assert.Equal(HttpStatusCode.Accepted, a.StatusCode));
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(("/problems/too-many-requests", "application/problem+json"), ((await RunningService.BodyAsync(refused)).Text("type"), refused.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Queue_AtItsBound_Is503WithRetryAfterAndStoresNothing()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string> { ["Limits:WaitingAlerts"] = "2" });
        var queue = service.Get<IntakeQueue>();
        using (queue.Enter(2))
        {
            using var refused = await service.Http.PostAsync("/v1/alerts", Alert(), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal("/problems/unavailable", (await RunningService.BodyAsync(refused)).Text("type"));
        }
        Assert.Equal(0, (await service.GetAsync("/v1/alerts")).GetProperty("items").GetArrayLength());

        using var accepted = await service.Http.PostAsync("/v1/alerts", Alert(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public void Queue_RefusedOrLeft_HoldsNoPlace()
    {
        var queue = new IntakeQueue(Options.Create(new RequestLimits { WaitingAlerts = 1 }), TimeProvider.System, NullLogger<IntakeQueue>.Instance);

        for (var i = 0; i < 3; i++)
        {
            using var place = queue.Enter(500);     // longer than the bound, and alone
            Assert.Throws<ApiProblemException>(() => queue.Enter(1));
        }
    }

    [Fact]
    public async Task StoreAway_Is503WithRetryAfter()
    {
        await using var service = await RunningService.StartAsync(configure: services => services.AddSingleton<IInbox, AwayInbox>());

        using var refused = await service.Http.PostAsync("/v1/alerts", Alert(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task NoModel_Is503WithRetryAfter()
    {
        await using var service = await RunningService.StartAsync(scorer: new NoScorer());

        using var refused = await service.Http.PostAsync("/v1/score", Alert(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/v1/alerts")]
    [InlineData("/v1/incidents")]
    [InlineData("/v1/models")]
    public async Task List_LimitAndCursor_AreChecked(string path)
    {
        await using var service = await RunningService.StartAsync();

        foreach (var (query, status) in new[] { ("limit=0", 422), ("limit=201", 422), ("limit=200", 200), ("limit=x", 400), ("cursor=!", 422) })
        {
            using var answer = await service.Http.GetAsync($"{path}?{query}", TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/v1/alerts")]
    [InlineData("/v1/incidents")]
    public async Task List_ByItsCursors_HasEachItemOnceNewestFirst(string path)
    {
        await using var service = await RunningService.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));        // within one millisecond alerts of different requests have no order
            await service.SendAsync(new { title = $"edge 95 number {i}", dedup_key = $"k{i}" });
        }

        var titles = new List<string>();
        string? cursor = null;
        do
        {
            var page = await service.GetAsync($"{path}?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.True(page.GetProperty("items").GetArrayLength() <= 2);
            titles.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.Text("title")));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(i => $"edge 95 number {i}"), titles);
    }

    private static StringContent Alert() => new(JsonSerializer.Serialize(new { title = "edge 95 x" }), System.Text.Encoding.UTF8, "application/json");

    /// <summary>Takes no alert.</summary>
    private sealed class AwayInbox(IDatabase database) : IInbox
    {
        private readonly Inbox _inbox = new(database);

        public Task AppendAsync(StoreTransaction transaction, IReadOnlyList<InboxEntry> entries) => throw new StoreUnavailableException("full", new IOException());

        public Task<IReadOnlyList<ClaimedEntry>> ClaimAsync(int count, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) => _inbox.ClaimAsync(count, lease, now, cancellationToken);

        public Task ReleaseAllAsync(CancellationToken cancellationToken) => _inbox.ReleaseAllAsync(cancellationToken);

        public Task MarkDecidedAsync(StoreTransaction transaction, ClaimedEntry claimed, long? incident, string? decision, DateTimeOffset at) => _inbox.MarkDecidedAsync(transaction, claimed, incident, decision, at);

        public Task MarkFailedAsync(ClaimedEntry claimed, DateTimeOffset? dueAt, string error, CancellationToken cancellationToken) => _inbox.MarkFailedAsync(claimed, dueAt, error, cancellationToken);

        public Task<bool> ReplayAsync(Guid id, DateTimeOffset dueAt, CancellationToken cancellationToken) => _inbox.ReplayAsync(id, dueAt, cancellationToken);

        public Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => _inbox.FindAsync(id, cancellationToken);

        public Task<IReadOnlyList<InboxEntry>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) => _inbox.ListAsync(before, limit, cancellationToken);

        public Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(long incident, int limit, CancellationToken cancellationToken) => _inbox.OfIncidentAsync(incident, limit, cancellationToken);

        public Task<IReadOnlyList<InboxEntry>> OfIncidentAsync(StoreTransaction transaction, long incident, int limit) => _inbox.OfIncidentAsync(transaction, incident, limit);

        public Task HoldAsync(StoreTransaction transaction, Guid id, string payload) => _inbox.HoldAsync(transaction, id, payload);

        public Task<HeldPayload?> FindHeldAsync(Guid id, CancellationToken cancellationToken) => _inbox.FindHeldAsync(id, cancellationToken);

        public Task<bool> RemapAsync(StoreTransaction transaction, Guid id, Alert alert, DateTimeOffset dueAt) => _inbox.RemapAsync(transaction, id, alert, dueAt);

        public Task<bool> ForgetAsync(StoreTransaction transaction, Guid id, DateTimeOffset at) => _inbox.ForgetAsync(transaction, id, at);

        public Task SetAsideAsync(StoreTransaction transaction, ClaimedEntry claimed, string mutedBy, DateTimeOffset until, DateTimeOffset at) => _inbox.SetAsideAsync(transaction, claimed, mutedBy, until, at);

        public Task<int> TakeBackAsync(DateTimeOffset now, CancellationToken cancellationToken) => _inbox.TakeBackAsync(now, cancellationToken);

        public Task MoveAllAsync(StoreTransaction transaction, long from, long into) => _inbox.MoveAllAsync(transaction, from, into);

        public Task<bool> MoveAsync(StoreTransaction transaction, Guid id, long from, long into) => _inbox.MoveAsync(transaction, id, from, into);

        public Task<int> CountQueuedAsync(CancellationToken cancellationToken) => _inbox.CountQueuedAsync(cancellationToken);
    }
}
