using Classifier.Api.Chat;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat;

/// <summary>What Slack and Teams deliver is taken once, and whatever goes wrong with it is told to its sender or logged.</summary>
public sealed class DeliveryInboxTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CollectingLogs _logs = new();
    private RunningService _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DeliveryInbox Inbox => _service.Get<DeliveryInbox>();

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync(configure: s => s.AddSingleton<ILoggerProvider>(_logs));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Delivery_SentAgain_IsWorkedOffOnceOfEachTool()
    {
        Assert.Equal((DeliveryOutcome.Done, "done"), await TakeAsync("slack", () => Task.FromResult<string?>("done")));
        Assert.Equal((DeliveryOutcome.Known, null), await TakeAsync("slack", () => Task.FromResult<string?>("again")));
        Assert.Equal((DeliveryOutcome.Done, null), await TakeAsync("teams", () => Task.FromResult<string?>(null)));
    }

    [Fact]
    public async Task Delivery_ThatFailsForNow_IsSaidAndFreeAgain()
    {
        Assert.Equal((DeliveryOutcome.Failed, null), await TakeAsync("slack", () => throw new ChatException("slack", "away", isTransient: true)));
        Assert.Contains("What slack delivered could not be worked off now: slack: away", _logs.Text, StringComparison.Ordinal);

        _service.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((DeliveryOutcome.Done, "done"), await TakeAsync("slack", () => Task.FromResult<string?>("done")));
    }

    [Fact]
    public async Task Delivery_WithAFaultOfOurs_IsItsSendersAtOnce_AndLoggedWhenNobodyWaits()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync("slack", () => throw new InvalidOperationException("at once")));
        Assert.DoesNotContain("broke off", _logs.Text, StringComparison.Ordinal);       // whoever waits logs it

        var may = new TaskCompletionSource();
        var slow = await _service.PassUntilAsync(TakeAsync("teams", async () =>
        {
            await may.Task;
            throw new InvalidOperationException("long after");
        }));
        Assert.Equal((DeliveryOutcome.Slow, null), slow);
        may.SetResult();

        var text = await Eventually.GetAsync(() => Task.FromResult(_logs.Text), logged => logged.Contains("long after", StringComparison.Ordinal));
        Assert.Contains("What teams delivered broke off while nobody waited for it any more", text, StringComparison.Ordinal);
    }

    private Task<(DeliveryOutcome Outcome, string? Answer)> TakeAsync(string tool, Func<Task<string?>> work) => Inbox.TakeAsync(tool, "delivery 1", Patience, _ => work(), Token);
}
