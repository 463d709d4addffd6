using Classifier.LogTemplates;
using CsCheck;

namespace Classifier.Tests.LogTemplates;

public sealed class LogTemplateMinerTests
{
    private static readonly string[] Words = ["user", "host", "opened", "closed", "root", "7", "10.0.0.1", "disk", "is", "full", "=", ":", "(", ")"];

    /// <summary>Lines that are much alike, and lines of any characters.</summary>
    private static readonly Gen<string[]> Lines = Gen.OneOf(
        Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 8].Select(words => string.Join(' ', words)), Gen.String).Array[0, 60];

    [Fact]
    public void Learn_SameShape_SameTemplate()
    {
        var miner = Learned("Invalid user root from 10.0.0.1", "Invalid user root from 10.0.0.2");

        Assert.Equal(("Invalid user root from <*>", 2), Only(miner));
    }

    [Fact]
    public void Learn_FewWordsInOnePlace_StayApart()
    {
        var miner = Learned("session opened for root", "session closed for root", "session locked for root", "session resumed for root");

        Assert.Equal(4, miner.Count);
    }

    [Fact]
    public void Learn_ManyWordsInOnePlace_AreOneParameter()
    {
        var miner = Learned("session of anna closed", "session of bob closed", "session of carl closed", "session of dora closed", "session of emil closed", "session of fritz closed");

        Assert.Equal(("session of <*> closed", 6), Only(miner));
    }

    [Theory]
    [InlineData("Invalid user admin now", "Invalid user test9x1 now")]
    [InlineData("Invalid user test9x1 now", "Invalid user admin now")]
    public void Learn_WordWhereAValueIs_IsAParameter(string first, string second) =>
        Assert.Equal(("Invalid user <*> now", 2), Only(Learned(first, second)));

    [Fact]
    public void Learn_TooFewWordsInCommon_StayApart()
    {
        var miner = Learned("link up", "link down", "link reset", "link error", "link lost", "link 7");

        Assert.Equal(6, miner.Count);
    }

    [Fact]
    public void Learn_Merged_KeepsTheLowestIdAndGivesNoneTwice()
    {
        var miner = new LogTemplateMiner();
        string[] names = ["anna", "bob", "carl", "dora", "emil"];

        Assert.Equal([1, 2, 3, 4, 1], names.Select(n => miner.Learn($"session of {n} closed")));
        Assert.Equal(1, miner.Learn("session of fritz closed"));
        Assert.Equal(6, miner.Learn("disk is full"));
    }

    [Fact]
    public void SaveAndLoad_InTheMiddle_ChangesNothing() => Lines.Sample(lines =>
    {
        var (straight, restarted) = (new LogTemplateMiner(20), new LogTemplateMiner(20));
        foreach (var line in lines)
        {
            Assert.Equal(straight.Learn(line), restarted.Learn(line));
            using var file = new MemoryStream();
            restarted.Save(file);
            file.Position = 0;
            restarted = LogTemplateMiner.Load(file, 20);
        }
        Assert.Equal(Bytes(straight), Bytes(restarted));
    }, iter: 100);

    [Fact]
    public void Learn_AnyLines_CountsEachAndFindsItAgain() => Lines.Sample(lines =>
    {
        var miner = new LogTemplateMiner();
        foreach (var line in lines)
            Assert.Equal(miner.Learn(line), miner.Freeze().Match(line)!.Id);
        var set = miner.Freeze();
        Assert.Equal(lines.Length, set.Templates.Sum(t => t.Count));
        Assert.All(lines, line => Assert.Equal(set.Match(line)!.Id, miner.Learn(line)));
    }, iter: 100);

    [Fact]
    public void Learn_SameLinesTwice_WritesTheSameBytes() => Lines.Sample(lines => Assert.Equal(Bytes(Learned(lines)), Bytes(Learned(lines))), iter: 50);

    [Fact]
    public void Learn_NoRoom_GivesUpTheRarestAndKeepsCounting()
    {
        var miner = new LogTemplateMiner(100);
        var often = miner.Learn("disk is full");
        miner.Learn("disk is full");
        for (var i = 0; i < 20_000; i++)
        {
            miner.Learn($"{Name(i)} {Name(i * 7)} {Name(i * 31)}");
            Assert.InRange(miner.Count, 1, 100);
        }
        var set = miner.Freeze();

        Assert.Equal(often, set.Match("disk is full")?.Id);
        Assert.Equal(20_002, set.FoldedLines + set.Templates.Sum(t => t.Count));
        Assert.True(set.Templates[^1].Id > 19_000, "a number was given twice");
    }

    [Fact]
    public void Learn_OneFullLeaf_GivesUpItsRarest()
    {
        var miner = new LogTemplateMiner();
        miner.Learn("disk is full");
        for (var i = 0; i < 5_000; i++)
            miner.Learn($"fault {Name(i)} {Name(i * 7)} {Name(i * 31)}");

        Assert.InRange(miner.Count, 2, LogTemplateMiner.LeafCapacity + 1);
        Assert.NotNull(miner.Freeze().Match("disk is full"));
    }

    [Fact]
    public void Load_MoreThanTheCapacity_MakesRoomWithTheNextNewOne()
    {
        var large = Learned([.. Enumerable.Range(0, 50).Select(Name)]);
        var small = new LogTemplateMiner(large.Freeze(), capacity: 8);
        Assert.Equal(50, small.Count);
        Assert.Equal(51, small.Learn("disk is full"));
        Assert.Equal(7, small.Count);
    }

    [Fact]
    public void Constructor_NoRoomAtAll_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new LogTemplateMiner(3));

    /// <summary>A word without digits, another for each number.</summary>
    private static string Name(int number)
    {
        var letters = new Stack<char>();
        for (; number >= 0; number = (number / 20) - 1)
            letters.Push((char)('g' + (number % 20)));
        return string.Concat(letters);
    }

    private static LogTemplateMiner Learned(params string[] lines)
    {
        var miner = new LogTemplateMiner();
        foreach (var line in lines)
            miner.Learn(line);
        return miner;
    }

    private static (string Text, long Count) Only(LogTemplateMiner miner)
    {
        var template = Assert.Single(miner.Freeze().Templates);
        return (template.Text, template.Count);
    }

    private static byte[] Bytes(LogTemplateMiner miner)
    {
        using var file = new MemoryStream();
        miner.Save(file);
        return file.ToArray();
    }
}
