using System.Text;
using Classifier.LogTemplates;

namespace Classifier.Tests.LogTemplates;

public sealed class LogTemplateSetTests
{
    private const string Good = """{"format_version":1,"next_id":8,"folded_lines":2,"templates":[{"id":3,"parts":["disk"," <*>"," is"," full"],"count":5},{"id":7,"parts":[],"count":1}]}""";

    [Fact]
    public void Load_WhatWasWritten_IsTheSame()
    {
        var set = Load(Good);

        Assert.Equal([(3, "disk <*> is full", 5), (7, "", 1)], set.Templates.Select(t => (t.Id, t.Text, t.Count)));
        Assert.Equal(2, set.FoldedLines);
        using var file = new MemoryStream();
        set.Save(file);
        Assert.Equal(Good, Encoding.UTF8.GetString(file.ToArray()));
    }

    [Theory]
    [InlineData("disk 7 is full", 3)]
    [InlineData("disk sda is full", 3)]
    [InlineData("", 7)]
    [InlineData("disk ( is full", null)]
    [InlineData("disk 7 is empty", null)]
    [InlineData("disk 7 is full now", null)]
    public void Match_ALine_NamesItsTemplate(string line, int? id) => Assert.Equal(id, Load(Good).Match(line)?.Id);

    [Fact]
    public void Match_TwoFit_TakesTheOneWithMoreConstants()
    {
        var set = Load("""{"format_version":1,"next_id":9,"folded_lines":0,"templates":[{"id":1,"parts":["disk"," <*>"," is"," <*>"],"count":1},{"id":2,"parts":["disk"," <*>"," is"," full"],"count":1},{"id":3,"parts":["disk"," sda"," is"," <*>"],"count":1}]}""");

        Assert.Equal([2, 3, 2, 1], ((string[])["disk 7 is full", "disk sda is slow", "disk sda is full", "disk sdb is slow"]).Select(l => set.Match(l)!.Id));
    }

    [Fact]
    public void Match_FromManyThreads_AllocatesNothing()
    {
        var set = Load(Good);
        Parallel.For(0, 8, _ =>
        {
            Assert.Equal(5, set.Match("disk sda is full")!.Count);
            // What matches allocate shows each time; what the runtime sets up for a thread, once.
            Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated()));
        });

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                set.Match("disk 10.0.0.1:80 is full");
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Freeze_ThenLearnMore_DoesNotChange()
    {
        var miner = new LogTemplateMiner();
        miner.Learn("disk is full");
        var set = miner.Freeze();
        miner.Learn("disk is full");
        miner.Learn("disk is slow");

        Assert.Equal(1, Assert.Single(set.Templates).Count);
        Assert.Null(set.Match("disk is slow"));
        Assert.Null(set.Find(2));
        Assert.Same(set.Templates[0], set.Find(1));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "null")]
    [InlineData("[]", "")]
    [InlineData("""{"format_version":2,"next_id":1,"folded_lines":0,"templates":[]}""", "format_version is 2")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":0}""", "templates")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":0,"templates":null}""", "templates")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":0,"templates":[],"more":1}""", "more")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":-1,"templates":[]}""", "folded_lines")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":0,"templates":[null]}""", "the template after 0")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":0,"parts":[],"count":1}]}""", "the template after 0")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":[],"count":0}]}""", "the template after 0")]
    [InlineData("""{"format_version":1,"next_id":1,"folded_lines":0,"templates":[{"id":1,"parts":[],"count":1}]}""", "next_id is 1")]
    [InlineData("""{"format_version":1,"next_id":3,"folded_lines":0,"templates":[{"id":2,"parts":[],"count":1},{"id":2,"parts":["a"],"count":1}]}""", "the template after 2")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":["two words"],"count":1}]}""", "template 1 part 'two words'")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":["7"],"count":1}]}""", "template 1 part '7'")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":[""],"count":1}]}""", "template 1 part ''")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":[null],"count":1}]}""", "template 1 part ''")]
    [InlineData("""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"id":1,"parts":[],"count":1}]}""", "id")]
    public void Load_BadFile_IsRefusedWithTheReason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Load(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_TooManyParts_IsRefused()
    {
        var parts = string.Join(',', Enumerable.Repeat("\"a\"", LineCutter.MostPieces + 1));

        Assert.Throws<InvalidDataException>(() => Load($$"""{"format_version":1,"next_id":2,"folded_lines":0,"templates":[{"id":1,"parts":[{{parts}}],"count":1}]}"""));
    }

    private static LogTemplateSet Load(string json)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return LogTemplateSet.Load(file);
    }
}
