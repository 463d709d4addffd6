using Classifier.Training.Calibration;
using Classifier.Training.Learners;

namespace Classifier.Training.Tests;

public sealed class TrialTests
{
    private const int Rows = 300;

    [Fact]
    public void Chosen_NewcomerThatKnowsWhatOthersDoNot_IsTakenIn() =>
        Assert.Contains(Chosen(newcomerIsRight: i => i % 10 != 0), t => t.Candidate.Prior == 0);

    [Fact]
    public void Chosen_NewcomerThatIsSurerButNoOftenerRight_IsLeftOut() =>
        Assert.DoesNotContain(Chosen(newcomerIsRight: IsRight), t => t.Candidate.Prior == 0);

    private static bool IsRight(int row) => row % 3 != 0;

    private static IReadOnlyList<Trial> Chosen(Func<int, bool> newcomerIsRight) =>
        Trial.Chosen([TrialOf(new LinearSvm("svm", Balance: 1), 1, IsRight, margin: 1), TrialOf(new AveragedPerceptron(), 0, newcomerIsRight, margin: 3)]);

    private static Trial TrialOf(ILearner learner, double prior, Func<int, bool> isRight, float margin)
    {
        string[] truth = [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? "a" : "b")];
        float[][] scores = [.. truth.Select((t, i) => t == "a" == isRight(i) ? new[] { margin, 0 } : [0, margin])];
        return Trial.Of(new(learner, prior), new FoldScores(["a", "b"], [.. Enumerable.Range(0, Rows)], truth, scores), seconds: 0);
    }
}
