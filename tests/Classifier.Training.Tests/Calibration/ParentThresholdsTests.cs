using Classifier.Decisions;
using Classifier.Models;
using Classifier.Training.Calibration;

namespace Classifier.Training.Tests.Calibration;

public sealed class ParentThresholdsTests
{
    private static readonly TeamTree Tree = new(new Dictionary<string, string> { ["a"] = "left", ["b"] = "left", ["c"] = "right", ["d"] = "right" });
    private static readonly string[] Classes = ["a", "b", "c", "d"];

    [Fact]
    public void Find_SiblingsThatCannotBeToldApart_ParentReachesThePrecision()
    {
        // a or b by the toss of a coin, and never anything else.
        var facts = Find([.. Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? "a" : "b", new[] { 3f, 2.9f, -2f, -2f }))], trust: 0.5)!;

        Assert.Equal(["a", "b"], facts.Members["left"]);
        Assert.Equal(["left", "right"], facts.Members.Keys);
        Assert.InRange(facts.Thresholds[0].For("left"), 0.9, 1);
    }

    [Fact]
    public void Find_ParentThatIsWrongWhereItIsAsked_IsRefused()
    {
        // Sure of left by its sum, but on these rows, which its teams left over, it is c as often.
        var facts = Find([.. Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? "a" : "c", new[] { 3f, 2.9f, -2f, -2f }))], trust: 0.5)!;

        Assert.Equal(AskedThreshold.Never, facts.Thresholds[0].For("left"));
    }

    [Fact]
    public void Find_RowsThatTeamsAnswerThemselves_AreNotJudged()
    {
        var facts = Find([.. Enumerable.Range(0, 200).Select(_ => ("a", new[] { 3f, 2.9f, -2f, -2f }))], trust: 0.95)!;

        Assert.Equal(["*"], facts.Thresholds[0].Refused);
    }

    [Fact]
    public void Find_NoParents_IsNothing() => Assert.Null(new ParentThresholds(TeamTree.Flat, new([], 1), []).Find(Classes, [], isOrdered: false));

    private static ParentFacts? Find(List<(string Truth, float[] Scores)> rows, double trust)
    {
        var fold = new FoldScores(Classes, [.. Enumerable.Range(0, rows.Count)], [.. rows.Select(r => r.Truth)], [.. rows.Select(r => r.Scores)]);
        IReadOnlyList<Judgement> judged = [.. rows.Select(r => Some.Judged(r.Truth, "a", trust))];
        return new ParentThresholds(Tree, new([fold], 1), [judged]).Find(Classes, [new(0.90, 0.90, new Dictionary<string, double>(), [])], isOrdered: false);
    }
}
