using Classifier.Training.Calibration;

namespace Classifier.Training.Tests.Calibration;

public sealed class BlendTests
{
    private static readonly string[] Classes = ["a", "b", "c"];

    [Fact]
    public void Fit_OneLearnerKnowsAndOneGuesses_AnswersAsTheFirst()
    {
        var (knows, guesses) = (Scores(i => i % 10 == 0 ? (i + 1) % 3 : i % 3), Scores(i => i * 7 % 5 % 3));
        var blend = Blend.Fit(["knows", "guesses"], [0.5, 0.5], [[knows, guesses]]);
        Assert.True(blend.Members[0].Factor > 10 * blend.Members[1].Factor);
        var blended = blend.Apply([knows, guesses]);
        Assert.All(Enumerable.Range(0, blended.Rows), i => Assert.Equal(knows.Top(i), blended.Top(i)));
        Assert.Equal(1, blend.Members.Sum(m => m.Share), 9);
    }

    [Fact]
    public void Fit_FewRows_StaysNearThePrior()
    {
        var blend = Blend.Fit(["one", "other"], [0.75, 0.25], [[Scores(i => i % 3, rows: 3), Scores(i => i % 3, rows: 3)]]);
        Assert.Equal(0.75, blend.Members[0].Share, 1);
    }

    [Fact]
    public void Apply_Members_AddsUpTheirScaledScores()
    {
        var blend = new Blend([new("one", 0.5, 2), new("other", 0.5, 3)]);
        var (one, other) = (Scores(i => 0, rows: 1), Scores(i => 2, rows: 1));
        Assert.Equal([2f, 0f, 3f], blend.Apply([one, other]).Scores[0]);
    }

    /// <summary>Each row scores 1 for the class that is answered; the truth goes round.</summary>
    private static FoldScores Scores(Func<int, int> answer, int rows = 300) => new(
        Classes, [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(i => Classes[i % 3])],
        [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, 3).Select(k => k == answer(i) ? 1f : 0f).ToArray())]);
}
