using Classifier.Api.Logs;
using Classifier.Api.Lookups;
using Classifier.Api.Tests.Support;
using Classifier.Logs;
using Classifier.LogTemplates;

namespace Classifier.Api.Tests.Lookups;

public sealed class UnusualFirstTests
{
    [Fact]
    public void Of_LinesOfKnownTemplates_AreSeldomOnesFirstAndNeverSeenOnesBeforeAll()
    {
        var miner = new LogTemplateMiner();
        for (var i = 0; i < 100; i++)
            miner.Learn($"GET /cart took {i} ms");
        for (var i = 0; i < 3; i++)
            miner.Learn($"pool of {i} connections is exhausted");
        List<LogLine> lines = [.. Enumerable.Range(0, 30).Select(i => Line(i, $"GET /cart took {i} ms")), Line(30, "pool of 7 connections is exhausted"), Line(1, "kernel panic, not syncing 1"), Line(2, "kernel panic, not syncing 2")];

        var shown = UnusualFirst.Of(lines, miner.Freeze());

        Assert.Equal(["kernel panic, not syncing 2", "pool of 7 connections is exhausted", "GET /cart took 29 ms"], shown.Select(s => s.Newest.Text));
        Assert.Equal([(2, 0), (1, 3), (30, 100)], shown.Select(s => (s.Count, (int)s.Seen!)));
        Assert.StartsWith("01-05 12:00:02 error web-01 kernel panic, not syncing 2 (×2) (never seen before)\n01-05 12:00:30 error web-01 pool", LogText.Of(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LinesWithoutTemplates_AreAllByTime() =>
        Assert.Equal(["a", "b", "b"], UnusualFirst.Of([Line(2, "b"), Line(1, "a"), Line(3, "b")], null).Select(s => s.Newest.Text));

    private static LogLine Line(int second, string text) => new(Some.Monday.AddSeconds(second), LogSeverity.Error, "", "web-01", null, text);
}
