using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Models;
using CsCheck;

namespace Classifier.Tests.Scoring;

public sealed class ModelScorerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Model _model;
    private readonly ModelScorer _scorer;

    public ModelScorerTests()
    {
        _model = Model.Load(SmallModel.Write(_folder.Path));
        _scorer = new(_model, places: null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_KnownWords_NamesBothTargets()
    {
        var scores = _scorer.Score(SmallModel.Alert("disk full on db1"), ScoreParts.All);
        Assert.Equal("storage", scores.OwningTeam.Top);
        Assert.Equal("disk_full", scores.IssueType.Top);
        Assert.Equal(Novelty.Known, scores.Novelty);
        Assert.False(scores.IsSecurity);
        Assert.Equal(SmallModel.Version, scores.ModelVersion);
    }

    [Fact]
    public void Score_SecurityType_SetsTheFlag() =>
        Assert.True(_scorer.Score(SmallModel.Alert("leak of a key"), ScoreParts.None).IsSecurity);

    [Fact]
    public void Score_NothingKnown_IsNew() =>
        Assert.Equal(Novelty.New, _scorer.Score(SmallModel.Alert("quite other things happen"), ScoreParts.None).Novelty);

    [Fact]
    public void Score_WithExplanation_SpansAreTheAlertsOwnText()
    {
        var alert = SmallModel.Alert("The disk", "is full on db1");
        var whole = $"{alert.Title}\n{alert.Description}";
        var reasons = _scorer.Score(alert, ScoreParts.Explanation).Explanation;
        Assert.Equal("disk", reasons[0].Text);
        Assert.All(reasons, r => Assert.Equal(r.Text, whole.Substring(r.Start!.Value, r.Length!.Value)));
    }

    [Fact]
    public void Score_WithSimilar_FindsThePastIncidentWithItsFix()
    {
        var similar = _scorer.Score(SmallModel.Alert("disk full on db1"), ScoreParts.Similar).Similar;
        Assert.Equal(("t-1", "a fix"), (similar[0].Id, similar[0].Fix));
        Assert.Equal(1, similar[0].Similarity, 3);
    }

    [Fact]
    public void Score_AnyText_GivesFiniteProbabilities() =>
        Gen.Select(AnyText, AnyText, AnyText).Sample((title, description, label) =>
        {
            var alert = SmallModel.Alert(title, description) with { Labels = new SortedDictionary<string, string> { ["k"] = label }, Logs = [label] };
            var scores = _scorer.Score(alert, ScoreParts.All);
            Assert.Equal(1, scores.OwningTeam.Classes.Sum(c => c.Probability), 4);
            Assert.All(scores.OwningTeam.Classes, c => Assert.InRange(c.Probability, 0, 1));
        }, iter: 500);

    [Fact]
    public void Rank_ManyRows_AllocatesNothing()
    {
        var (buffer, text) = (new RankBuffer(_model), IncidentText.From(SmallModel.Alert("disk full on db1", "Störung: 10.0.0.1 web-01")));
        _model.Rank(text, buffer);

        // What rows allocate shows each time; what the runtime sets up for a thread, once.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
                _model.Rank(text, buffer);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Score_ManyThreads_AnswersAlike()
    {
        var tops = Enumerable.Range(0, 200).AsParallel().Select(i => _scorer.Score(SmallModel.Alert(i % 2 == 0 ? "disk full" : "login fails"), ScoreParts.All).OwningTeam.Top == (i % 2 == 0 ? "storage" : "identity"));
        Assert.All(tops, Assert.True);
    }

    // Any UTF-16 units, half pairs among them, between words that the model knows.
    private static Gen<string> AnyText => Gen.OneOf(Gen.String, Gen.Char.Array[0, 40].Select(c => new string(c)), Gen.Const("disk \uD800 🔥 full"));
}
