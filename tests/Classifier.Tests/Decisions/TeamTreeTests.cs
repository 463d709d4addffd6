using Classifier.Decisions;
using Classifier.Scoring;
using CsCheck;

namespace Classifier.Tests.Decisions;

public sealed class TeamTreeTests
{
    private static readonly TeamTree Tree = new(new Dictionary<string, string>
    {
        ["a"] = "left",
        ["b"] = "left",
        ["c"] = "left",
        ["d"] = "right",
        ["e"] = "right",
        ["left"] = "all",
        ["right"] = "all",
    });

    [Fact]
    public void ScoreOf_AnyRanking_IsTheSumAndNeverBelowAChild() => AnyRanking.Sample(classes =>
    {
        foreach (var (parent, teams) in new[] { ("left", "a b c left"), ("right", "d e right"), ("all", "a b c d e left right all") })
        {
            var score = Tree.ScoreOf(parent, classes);
            List<ClassScore> children = [.. classes.Where(c => teams.Split(' ').Contains(c.Label))];

            Assert.Equal(children.Sum(c => c.Probability), score.Probability, 1e-9);
            Assert.All(children, c => Assert.True(score.Probability >= c.Probability));
            Assert.Equal(children.Count, score.Members.Count);
        }
        Assert.True(Tree.ScoreOf("all", classes).Probability >= Tree.ScoreOf("left", classes).Probability);
    });

    [Fact]
    public void Leading_AnyRanking_IsAParentOfTwoOrMoreClassesOrNone() => AnyRanking.Sample(classes =>
    {
        if (Tree.Leading(classes) is { } leading)
            Assert.True(leading.Members.Count > 1 && leading.Probability >= leading.Members[0].Probability);
    });

    [Fact]
    public void Leading_SpreadOverSiblings_IsTheirParentEvenWhereAnotherTeamIsFirst()
    {
        var leading = Tree.Leading([new("d", 0.4), new("a", 0.3), new("b", 0.25), new("e", 0.05)]);

        Assert.Equal(("left", 0.55), (leading!.Label, Math.Round(leading.Probability, 6)));
        Assert.Equal(["a", "b"], leading.Members.Select(m => m.Label));
    }

    [Fact]
    public void Leading_ASingleClassOrNoParents_IsNone()
    {
        Assert.Null(Tree.Leading([new("a", 0.8), new("x", 0.2)]));
        Assert.Null(TeamTree.Flat.Leading([new("a", 0.5), new("b", 0.5)]));
    }

    [Fact]
    public void ScoreOf_AParentThatIsAClassToo_CountsItsOwn() =>
        Assert.Equal(0.7, Tree.ScoreOf("left", [new("left", 0.4), new("a", 0.3), new("d", 0.3)]).Probability, 1e-9);

    private static Gen<List<ClassScore>> AnyRanking =>
        Gen.Select(Gen.Double[0.001, 1].Array[8], Gen.Int[1, 8]).Select((weights, count) =>
        {
            string[] labels = ["a", "b", "c", "d", "e", "left", "right", "other"];
            var sum = weights.Take(count).Sum();
            return labels.Take(count).Select((l, i) => new ClassScore(l, weights[i] / sum)).OrderByDescending(c => c.Probability).ToList();
        });
}
