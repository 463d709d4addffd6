using System.Text;
using Classifier.Decisions;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Models;
using Classifier.Tests.Support;
using CsCheck;

namespace Classifier.Tests.Scoring;

/// <summary>Whatever comes in: finite probabilities that sum to 1 come out, and what holds nothing known is never guessed at.</summary>
public sealed class BadInputTests : IDisposable
{
    // First letters of twenty scripts.
    private static readonly int[] Scripts =
    [
        'A', 0x0391, 0x0410, 0x0531, 0x05D0, 0x0627, 0x0710, 0x0905, 0x0985, 0x0A05, 0x0A85, 0x0B85, 0x0C05, 0x0D05, 0x0E01, 0x0F40, 0x10D0, 0x1200, 0x3042, 0x4E00,
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly ModelScorer _scorer;

    public BadInputTests() => _scorer = new(Model.Load(SmallModel.Write(_folder.Path)), places: null);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> NothingKnown => new()
    {
        { "only emoji", string.Concat(Enumerable.Repeat("🔥👩‍🚒🇳🇴", 40)) },
        { "only numbers", string.Join(' ', Enumerable.Range(100_000, 60)) },
        { "twenty scripts in one word", Word(3) },
        { "twenty scripts, a word each", string.Join(' ', Scripts.Select(s => Letters(s, 3))) },
        { "lone surrogates", "\uD800 \uDC00\uD800 x\uDBFF y\uDFFF" },
        { "only blanks", " \t\u00A0\u2003\r\n" },
        { "only punctuation", "?!… — // ::: {}" },
        { "control characters", "\0\u0001\u001B[31m\u202E\uFFFF" },
        { "words nobody has seen", "zyxwv utsrq ponml" },
        { "a megabyte in one word", new('q', 1 << 20) },
        { "a megabyte of words", string.Concat(Enumerable.Repeat("zyxwv utsrq ", (1 << 20) / 12)) },
    };

    [Theory]
    [MemberData(nameof(NothingKnown))]
    public void Decide_NothingKnown_IsTriage(string what, string text)
    {
        foreach (var alert in new[] { SmallModel.Alert(text), SmallModel.Alert(text, text), SmallModel.Alert(text, text) with { Labels = new SortedDictionary<string, string> { [text] = text }, Logs = [text, text] } })
        {
            var scores = _scorer.Score(alert, ScoreParts.All);
            AssertSound(scores);
            Assert.Equal(Novelty.New, scores.Novelty);
            Assert.Equal(DecisionKind.Triage, Some.Decide(scores, hasReporter: false).Kind);
            Assert.True(Some.Decide(scores, hasReporter: true).Kind == DecisionKind.Triage, what);
        }
    }

    [Fact]
    public void Score_KnownWordsInAMegabyte_StillNamesTheTeam()
    {
        var scores = _scorer.Score(SmallModel.Alert("disk full on db1", string.Concat(Enumerable.Repeat("disk full on db1 ", 60_000))), ScoreParts.All);
        AssertSound(scores);
        Assert.Equal("storage", scores.OwningTeam.Top);
    }

    [Fact]
    public void Score_AnyStringAnywhere_GivesSoundProbabilities() =>
        Gen.Select(AnyText, AnyText, AnyText, AnyText, AnyText).Sample((title, description, key, value, log) =>
        {
            var alert = SmallModel.Alert(title, description) with { Labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { [key] = value, ["k"] = description }, Logs = [log, value] };
            AssertSound(_scorer.Score(alert, ScoreParts.All));
        }, iter: 500);

    private static Gen<string> AnyText => Gen.OneOf(Gen.String, Gen.Char.Array[0, 80].Select(c => new string(c)), Gen.Const("disk \uD800 🔥 full"), Gen.Const("leak of a key 10.0.0.1"));

    private static void AssertSound(AlertScores scores)
    {
        foreach (var ranking in new[] { scores.IssueType, scores.OwningTeam })
        {
            Assert.All(ranking.Classes, c => Assert.InRange(c.Probability, 0, 1));
            Assert.Equal(1, ranking.Classes.Sum(c => c.Probability), 4);
            Assert.InRange(ranking.Trust, 0, 1);
        }
        Assert.All(scores.Explanation, e => Assert.True(double.IsFinite(e.Weight)));
        Assert.All(scores.Similar, s => Assert.InRange(s.Similarity, 0, 1));
    }

    private static string Letters(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(rune => new Rune(rune).ToString()));

    private static string Word(int letters) => string.Concat(Scripts.Select(s => Letters(s, letters)));
}
