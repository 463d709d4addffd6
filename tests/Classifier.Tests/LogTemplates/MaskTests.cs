using Classifier.LogTemplates;

namespace Classifier.Tests.LogTemplates;

public sealed class MaskTests
{
    [Theory]
    // Whatever holds a digit, but not a name with one digit at its end.
    [InlineData("retry 3 of 5 after -1.5", "retry <*> of <*> after <*>")]
    [InlineData("blk_-1608999687919862906 from node-129", "<*> from <*>")]
    [InlineData("interface alt0 is up, ssh2, en12", "interface alt0 is up, ssh2, <*>")]
    [InlineData("mask=ffffffff flags=0x1", "mask=<*> flags=<*>")]
    // Addresses, times and lists of values are one value each.
    [InlineData("from 10.251.73.220:42557 to 10.0.0.1", "from <*> to <*>")]
    [InlineData("bssid f8:4f:57:3b:ea:b2, last", "bssid <*>, last")]
    [InlineData("addr 2607:f140:6000:8:c6b3:1ff:fecd:467f joined", "addr <*> joined")]
    [InlineData("10:15:03: started", "<*>: started")]
    [InlineData("Fri Jul 01 08:16:53 PDT 2005 boot", "<*> boot")]
    [InlineData("2026-11-24T10:15:03.123Z boot", "<*> boot")]
    [InlineData("time=25233975,0,93,0,20002 done", "time=<*> done")]
    [InlineData("id 3f2504e0-4f89-11d3-9a0c-0305e82c3301 gone", "id <*> gone")]
    [InlineData("in May the dead cafe opens", "in May the dead cafe opens")]
    // Paths and dotted names, but not the end of a sentence, dot leaders or constants.
    [InlineData("open /var/log/syslog failed", "open <*> failed")]
    [InlineData("open \\Windows\\System failed", "open <*> failed")]
    [InlineData("proxy.cse.cuhk.edu.hk:5070 close", "<*> close")]
    [InlineData("action android.intent.action.SCREEN_ON seen", "action android.intent.action.SCREEN_ON seen")]
    [InlineData("prefetch depth........0", "prefetch depth........<*>")]
    [InlineData("It ended. Next began.", "It ended. Next began.")]
    // Sizes swallow their unit, and a size in brackets repeats the number before it.
    [InlineData("free 317.1 KB)", "free <*>)")]
    [InlineData("18846 bytes (18.4 KB) received, lifetime <1 sec", "<*> bytes received, lifetime <*>")]
    [InlineData("pid (31211) ended", "pid (<*>) ended")]
    // Nothing else is lost.
    [InlineData("user=root, tty=\"ssh\"", "user=root, tty=\"ssh\"")]
    [InlineData("  two   blanks ", "two blanks")]
    [InlineData("a <*> in the log", "a <*> in the log")]
    [InlineData("größer als 日本語", "größer als 日本語")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    public void Template_OfALine_HasValuesMasked(string line, string expected) => Assert.Equal(expected, Text(line));

    [Fact]
    public void Template_OfALineWithManyPieces_EndsInAValue()
    {
        var line = string.Join(' ', Enumerable.Repeat("word", 500));

        Assert.Equal($"{string.Join(' ', Enumerable.Repeat("word", LineCutter.MostPieces - 1))} <*>", Text(line));
    }

    [Fact]
    public void Template_OfALongWord_IsAValue() => Assert.Equal("key <*>", Text($"key {new string('x', 65)}"));

    [Fact]
    public void Template_BeyondTheLongestLine_IsNotLookedAt()
    {
        var line = string.Concat("start", new string(' ', LineCutter.LongestLine), "end");

        Assert.Equal("start", Text(line));
    }

    private static string Text(string line)
    {
        var miner = new LogTemplateMiner();
        miner.Learn(line);
        return Assert.Single(miner.Freeze().Templates).Text;
    }
}
