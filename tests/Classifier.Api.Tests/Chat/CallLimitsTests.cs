using System.Diagnostics;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Tests.Chat;

/// <summary>However many calls are wanted at once, those that are let through keep to what Microsoft publishes for any time.</summary>
public sealed class CallLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Graph_GetsAtMostFourCallsInAnySecond()
    {
        using var limits = new CallLimits("teams", GraphApi.Limits, 1, TimeProvider.System);

        var times = await TakeAsync(limits, GraphApi.Limit, TimeSpan.FromSeconds(4));

        Assert.InRange(Most(times, 1), 2, 4);
        Assert.InRange(times.Count, 8, 14);     // and not much fewer
    }

    [Fact]
    public async Task BotConnector_GetsAtMostSevenMessagesInASecondAndEightInTwo_OfOneConversation()
    {
        using var limits = new CallLimits("teams", BotApi.Limits, 1, TimeProvider.System);

        var times = await TakeAsync(limits, BotApi.Limit, TimeSpan.FromSeconds(7));

        Assert.Equal(7, Most(times, 1));
        Assert.InRange(Most(times, 2), 7, 8);
        Assert.InRange(times.Count, 8, 11);
    }

    /// <summary>The longer times are what follows from the two figures: at once, and then on average.</summary>
    [Theory]
    [InlineData(BotApi.Limit, 30, 60)]
    [InlineData(BotApi.Limit, 3600, 1800)]
    [InlineData(BotApi.LimitOfAll, 1, 50)]
    public void BotConnector_IsGrantedNoMoreInLongerTimes(string name, int seconds, int most)
    {
        var limit = BotApi.Limits[name];

        Assert.InRange(limit.AtOnce + (limit.PerMinute * seconds / 60.0), 0, most);
    }

    [Fact]
    public async Task Slack_MayHaveAMinutesCallsAtOnce()
    {
        using var limits = new CallLimits("slack", new Dictionary<string, CallLimit> { ["chat.postMessage"] = 60 }, 1, TimeProvider.System);

        for (var i = 0; i < 60; i++)
            Assert.True(limits.TakeAsync("chat.postMessage", "C1", Token).IsCompletedSuccessfully);
        var waits = limits.TakeAsync("chat.postMessage", "C1", Token);
        Assert.False(waits.IsCompleted);
        await waits;
    }

    /// <summary>Asks without end from eight sides, as steps do: who is put back comes again.</summary>
    /// <returns>When each call was let through, in order.</returns>
    private static async Task<IReadOnlyList<TimeSpan>> TakeAsync(CallLimits limits, string limit, TimeSpan time)
    {
        var (clock, times) = (Stopwatch.StartNew(), new System.Collections.Concurrent.ConcurrentQueue<TimeSpan>());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ending.CancelAfter(time);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!ending.IsCancellationRequested)
            {
                try
                {
                    await limits.TakeAsync(limit, "19:a", ending.Token);
                    times.Enqueue(clock.Elapsed);
                }
                catch (ChatException busy)
                {
                    Assert.True(busy.IsOurs);
                    await Task.Delay(100, Token);
                }
                catch (OperationCanceledException) when (!Token.IsCancellationRequested)
                {
                    return;
                }
            }
        }));
        return [.. times.Order()];
    }

    private static int Most(IReadOnlyList<TimeSpan> times, double seconds) => times.Max(start => times.Count(t => t >= start && t - start < TimeSpan.FromSeconds(seconds)));
}
