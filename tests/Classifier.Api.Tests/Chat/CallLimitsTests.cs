using System.Globalization;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Teams.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat;

/// <summary>However many calls are wanted at once, those that are let through keep to what is published for any time, in the order in which they were wanted.</summary>
public sealed class CallLimitsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Graph_GetsOneCallEachThirdOfASecond()
    {
        var calls = Ask(Limits("teams", GraphApi.Limits), GraphApi.Limit, 32);

        Assert.Equal([.. Enumerable.Range(0, 31).Select(i => (int?)Math.Ceiling(i * 1000 / 3.0)), null], Moments(calls, TimeSpan.FromSeconds(11)));
    }

    /// <summary>Also after a pause: what was full is no fuller then.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3600)]
    public void BotConnector_FullAndIdle_GetsSevenAtOnce_AndThenOneEachPeriod(int idleSeconds)
    {
        var limits = Limits("teams", BotApi.Limits);
        Assert.True(limits.TakeAsync(BotApi.Limit, "19:a", Token).IsCompletedSuccessfully);
        _clock.Advance(TimeSpan.FromSeconds(15));       // full again
        _clock.Advance(TimeSpan.FromSeconds(idleSeconds));

        var calls = Ask(limits, BotApi.Limit, 12);

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 2069, 4138, 6207, 8276, null], Moments(calls, TimeSpan.FromSeconds(11)));
        var busy = Assert.IsType<ChatException>(calls[^1].Exception!.InnerException);
        Assert.True(busy.IsOurs);
        Assert.Equal(TimeSpan.FromMinutes(1 / 29.0) * 5, busy.RetryAfter);
    }

    [Fact]
    public void BotConnector_EmptyAndIdleForFiveSeconds_GetsWhatCameBack()
    {
        var limits = Limits("teams", BotApi.Limits);
        Assert.All(Ask(limits, BotApi.Limit, 7), call => Assert.True(call.IsCompletedSuccessfully));
        _clock.Advance(TimeSpan.FromSeconds(5));        // 2.42 of them

        Assert.Equal([0, 0, 1207, 3276], Moments(Ask(limits, BotApi.Limit, 4), TimeSpan.FromSeconds(11)));
    }

    /// <summary>Eight sides ask without end, as steps do: who is put back comes again.</summary>
    [Theory]
    [InlineData(BotApi.Limit, 1, 7, 7)]
    [InlineData(BotApi.Limit, 2, 7, 8)]
    [InlineData(BotApi.Limit, 30, 20, 60)]
    [InlineData(BotApi.LimitOfAll, 1, 49, 50)]
    public void BotConnector_AskedWithoutEnd_KeepsToWhatIsPublishedForAnyTime(string limit, int seconds, int least, int most)
    {
        var (limits, times) = (Limits("teams", BotApi.Limits), new List<TimeSpan>());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using (Inline())
        {
            var sides = Enumerable.Range(0, 8).Select(_ => AskAsync(limits, limit, times, ending.Token)).ToList();
            for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(1); now += Step)
                _clock.Advance(Step);
            Assert.DoesNotContain(sides, side => side.IsCompleted);
            ending.Cancel();
        }

        Assert.InRange(times.Max(start => times.Count(t => t >= start && t - start < TimeSpan.FromSeconds(seconds))), least, most);
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
    public void Slack_MayHaveAMinutesCallsAtOnce_InEachChannel()
    {
        var limits = Limits("slack", SlackApi.CallsPerMinute);
        foreach (var channel in (string[])["C1", "C2"])
            Assert.All(Enumerable.Range(0, 60), _ => Assert.True(limits.TakeAsync("chat.postMessage", channel, Token).IsCompletedSuccessfully));

        var calls = Ask(limits, "chat.postMessage", 11, "C1");

        Assert.Equal([.. Enumerable.Range(1, 10).Select(i => (int?)(i * 1000)), null], Moments(calls, TimeSpan.FromSeconds(11)));
    }

    /// <summary>However slow a limit may be made, who waits alone gets a call: a step of several calls comes to its end.</summary>
    [Theory]
    [InlineData("slack", 0.3)]
    [InlineData("teams", 0.21)]
    public void Factor_ThatIsTheLeast_LetsEachCallThroughInTime(string connector, double least)
    {
        var granted = connector == "slack" ? SlackApi.CallsPerMinute : GraphApi.Limits.Concat(BotApi.Limits).ToDictionary();
        Assert.Null(CallLimits.Fault(least, granted.Values));
        Assert.StartsWith($"LimitFactor has to be {least.ToString(CultureInfo.InvariantCulture)} or more", CallLimits.Fault(least - 0.01, granted.Values), StringComparison.Ordinal);
        foreach (var (method, limit) in granted)
        {
            var limits = new CallLimits(connector, granted, least, _clock);

            var calls = Ask(limits, method, Math.Max((int)(limit.AtOnce * least), 1) + 1);

            Assert.Equal(0, Moments(calls[..^1], TimeSpan.Zero)[^1]);
            Assert.False(calls[^1].IsCompleted);
            _clock.Advance(CallLimits.LongestWait);
            Assert.True(calls[^1].IsCompletedSuccessfully);
        }
    }

    /// <summary>A call of two limits waits for the second only as long as the first has left.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void TwoLimits_HaveOneLongestWait(int taken, bool isLetThrough)
    {
        var limits = Limits("any", new Dictionary<string, CallLimit> { ["one"] = new(12, 1), ["all"] = new(12, 1) });
        Ask(limits, "one", 1, "a");
        Ask(limits, "all", taken, "");
        Task call;
        using (Inline())
        {
            call = limits.TakeAsync([("one", "a"), ("all", "")], Token);
            _clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(!isLetThrough, call.IsFaulted);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(isLetThrough, call.IsCompletedSuccessfully);
    }

    /// <summary>Who was waiting for a turn when the tool asked for a pause does not call into it.</summary>
    [Fact]
    public void Pause_WhileACallWaits_HoldsItBackToo()
    {
        var limits = Limits("teams", GraphApi.Limits);
        var calls = Ask(limits, GraphApi.Limit, 2);
        limits.Pause(GraphApi.Limit, "", TimeSpan.FromSeconds(30));

        Assert.Equal([0, null], Moments(calls, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(334), Assert.IsType<ChatException>(calls[1].Exception!.InnerException).RetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(limits.TakeAsync(GraphApi.Limit, "", Token).IsCompletedSuccessfully);
    }

    [Fact]
    public void Channels_ThatAreQuiet_AreForgotten_AndOthersAreNot()
    {
        var limits = Limits("teams", BotApi.Limits);
        for (var round = 0; round < 10; round++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Ask(limits, BotApi.Limit, 7, "busy");
            for (var i = 0; i < 300; i++)
                Assert.True(limits.TakeAsync(BotApi.Limit, $"{round} {i}", Token).IsCompletedSuccessfully);

            Assert.InRange(limits.Count, 1, 1000);
            Assert.False(limits.TakeAsync(BotApi.Limit, "busy", Token).IsCompleted);
        }
    }

    private CallLimits Limits(string connector, IReadOnlyDictionary<string, CallLimit> granted) => new(connector, granted, 1, _clock);

    private static List<Task> Ask(CallLimits limits, string method, int count, string channel = "19:a")
    {
        using (Inline())
            return [.. Enumerable.Range(0, count).Select(_ => limits.TakeAsync(method, channel, Token))];
    }

    /// <returns>After how many milliseconds each call was let through; null where it was not.</returns>
    private List<int?> Moments(List<Task> calls, TimeSpan time)
    {
        var moments = calls.Select(c => c.IsCompletedSuccessfully ? 0 : (int?)null).ToList();
        using var _ = Inline();
        for (var now = 1; now <= time.TotalMilliseconds; now++)
        {
            _clock.Advance(Step);
            for (var i = 0; i < calls.Count; i++)
                moments[i] ??= calls[i].IsCompletedSuccessfully ? now : null;
        }
        return moments;
    }

    private async Task AskAsync(CallLimits limits, string limit, List<TimeSpan> times, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                await limits.TakeAsync(limit, "19:a", cancellationToken);
                times.Add(_clock.GetElapsedTime(began));
            }
            catch (ChatException busy)
            {
                await Task.Delay(busy.RetryAfter!.Value + Step, _clock, cancellationToken);
            }
        }
    }

    /// <summary>Whoever waits goes on within the clock's step itself.</summary>
    private static Restore Inline()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        return new(before);
    }

    private readonly struct Restore(SynchronizationContext? before) : IDisposable
    {
        public void Dispose() => SynchronizationContext.SetSynchronizationContext(before);
    }
}
