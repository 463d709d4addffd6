using Classifier.Alerts;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

public sealed class PhraseBookTests
{
    public static TheoryData<string> Types => [.. Company.IssueTypes.Select(t => t.Key)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Write_EveryPhraseOfEveryScenario_CanBeWritten(string type)
    {
        var book = PhraseBook.Load(type);
        var voices = PhraseBook.Load("voices").Scenarios;
        var common = PhraseBook.Load("common").Sections;
        var author = new Author("Ada Quinn", "QA", null, ["terse"], Handwriting.Machine);
        foreach (var scenario in book.Scenarios)
        {
            var service = Company.Service(scenario.List("services")[0], SampleCalendar.End);
            Assert.Contains(scenario.TeamFor(service, "frankfurt"), Company.People.Keys);
            var random = new Random(3);
            var facts = new Facts(service, Company.Places[0], author, SampleCalendar.WordingChanges, true, random, random);
            facts.Set("summary", "it fails");
            facts.Set("alertname", "Fails");
            facts.Set("level", "high");
            var scribe = new Scribe([scenario.Sections, book.Sections, voices[0].Sections], common, facts.Find, random, true, Knowledge.Particulars, Handwriting.Machine, Severity.High);
            foreach (var phrase in Phrases(scenario.Sections).Concat(Phrases(book.Sections)).Concat(Phrases(common)))
                Assert.NotNull(scribe.Expand(phrase.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Alert_EveryPhrase_HasNameAndSummary(string type)
    {
        var book = PhraseBook.Load(type);

        Assert.All(
            book.Scenarios.Select(s => s.Sections).Append(book.Sections).SelectMany(s => s.Find("alert") ?? []),
            phrase => Assert.Equal(2, phrase.Text.Split(" :: ").Length));
    }

    [Fact]
    public void Parse_MarksOfAge_AreReadAndRemoved()
    {
        var book = PhraseBook.Parse("test", "say\n  always\n  + later\n  - once\nscenario a share=2 team=owner lookalike=\nsay\n  own\n");

        Assert.Equal([new("always", PhraseAge.Lasting), new("later", PhraseAge.New), new("once", PhraseAge.Old)], book.Sections.Find("say"));
        Assert.True(book.Scenarios is [{ Name: "a", Share: 2, IsLookalike: true }]);
    }

    [Fact]
    public void Expand_ChoiceNameAndEscape_AreWrittenOut()
    {
        var scribe = new Scribe([], null, name => name == "host" ? "web1" : null, new Random(1), false, Knowledge.Particulars, Handwriting.Machine, Severity.High);

        Assert.Equal("on web1s\n{x} 5$", scribe.Expand(@"{on|on} ${host}s\n\{x\} 5$"));
    }

    private static IEnumerable<Phrase> Phrases(PhraseSections sections) => sections.Names.SelectMany(n => sections.Find(n)!);
}
