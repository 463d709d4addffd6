using Classifier.Training.Import;

namespace Classifier.Training.Tests.Import;

public sealed class LogLinesTests
{
    [Fact]
    public void Read_LineOf100Million_HoldsItsBeginningAlone()
    {
        using var text = new RepeatingReader("start ", 100_000_000, "\r\nnext\n");
        var lines = new List<string>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        LogLines.Read("app.log", text, line => lines.Add(line.ToString()), TestContext.Current.CancellationToken);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal([LogLines.Longest, 4], lines.Select(l => l.Length));
        Assert.Equal(("start start ", "next"), (lines[0][..12], lines[1]));
    }

    [Fact]
    public void Read_LinesOverTheEdgeOfABuffer_StayWhole()
    {
        string[] expected = [.. Enumerable.Range(0, 50_000).Select(i => new string('x', i % 50))];
        using var text = new StringReader(string.Join("\r\n", expected) + "\n");
        var lines = new List<string>();
        LogLines.Read("app.log", text, line => lines.Add(line.ToString()), TestContext.Current.CancellationToken);

        Assert.Equal(expected, lines);
    }

    /// <summary>One text over and over up to a length, then another: no file of this size is needed.</summary>
    private sealed class RepeatingReader(string text, int length, string end) : TextReader
    {
        private int _at;

        public override int Read(char[] buffer, int index, int count)
        {
            count = Math.Min(count, length + end.Length - _at);
            for (var i = 0; i < count; i++, _at++)
                buffer[index + i] = _at < length ? text[_at % text.Length] : end[_at - length];
            return count;
        }
    }
}
