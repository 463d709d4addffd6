using Classifier.Alerts;
using Classifier.Api.Briefs;
using Classifier.Api.Console.IncidentPage;
using Classifier.Api.Tests.Support;
using Classifier.Directories;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Console;

/// <summary>What pages work out without a browser.</summary>
public sealed class PageLogicTests
{
    [Fact]
    public void Cut_SpansWithEmojiBeforeThem_FallOnTheSameWords()
    {
        var alert = new Alert { Title = "💥 certificate expired", Description = "on shop", OccurredAt = Some.Monday, DedupKey = "k" };

        var pieces = EvidenceText.Cut(alert, [new(EvidenceKind.Text, "certificate expired", 3, 19, 0.6), new(EvidenceKind.Text, "shop", 26, 4, 0.1)]);

        Assert.Equal(["💥 ", "certificate expired", "\non ", "shop"], pieces.Select(p => p.Text));
        Assert.Equal([0, 4, 0, 1], pieces.Select(p => p.Step));
    }

    [Fact]
    public void Cut_SpansThatOverlapOrLeaveTheText_AreLeftOut()
    {
        var alert = new Alert { Title = "abc def", OccurredAt = Some.Monday, DedupKey = "k" };

        var pieces = EvidenceText.Cut(alert, [new(EvidenceKind.Text, "abc", 0, 3, 0.5), new(EvidenceKind.Text, "bc d", 1, 4, 0.4), new(EvidenceKind.Text, "far", 90, 3, 0.4)]);

        Assert.Equal("abc def\n", string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal(1, pieces.Count(p => p.Step > 0));
    }

    [Fact]
    public void Evidence_OfEachKind_ReadsAsPartOfASentence() => Assert.Equal(
        ["“pool”", "log lines like pool exhausted <*> (seen 61 times, 58 with data-platform)", "service=orders-db"],
        new Evidence[]
        {
            new(EvidenceKind.Text, "pool", 0, 4, 0.5), new(EvidenceKind.Template, "pool exhausted <*> (seen 61 times, 58 with data-platform)", null, null, 0.3),
            new(EvidenceKind.Label, "service=orders-db", null, null, 0.2),
        }.Select(Words.Evidence));

    [Theory]
    [InlineData("/re", "/reassign |/resolve ")]
    [InlineData("!ac", "!accept|!ack")]
    [InlineData("/reassign sh", "/reassign shop")]
    [InlineData("/severity c", "/severity critical")]
    [InlineData("reassign", "")]
    [InlineData("/ack", "")]
    public void Completion_OffersWhatFits(string typed, string expected)
    {
        using var home = new TestHome();
        var directory = DirectoryFile.Load(new Home(home.Root).DirectoryFile);

        Assert.Equal(expected, string.Join('|', Completion.For(typed, directory).Select(o => o.Text)));
    }
}
