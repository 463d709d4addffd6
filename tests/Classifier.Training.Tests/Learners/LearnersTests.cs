using Classifier.Scoring;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Learners;

public sealed class LearnersTests
{
    public static TheoryData<string> Names => ["svm", "averaged_perceptron", "sdca_maximum_entropy", "lbfgs_maximum_entropy"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_ClassesThatAFeatureTellsApart_AreToldApart(string name)
    {
        var (learner, set) = (Learner(name), Set());
        var layer = learner.Learn(set, 1, CancellationToken.None);
        for (var i = 0; i < set.Labels.Length; i++)
            Assert.Equal(set.Labels[i], Top(layer, set.Rows, i));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_SameSeed_GivesTheSameWeights(string name)
    {
        var first = Learner(name).Learn(Set(), 3, CancellationToken.None);
        var second = Learner(name).Learn(Set(), 3, CancellationToken.None);
        Assert.Equal(first.Weights.ToArray(), second.Weights.ToArray());
        Assert.Equal(first.Biases.ToArray(), second.Biases.ToArray());
    }

    [Fact]
    public void For_TooManyWeights_LeavesMlNetOutWithTheReason()
    {
        var candidates = Candidates.For(Budget.Normal, classes: 200, features: 100_000, isOrdered: false);
        Assert.All(candidates.Tried, learner => Assert.IsType<LinearSvm>(learner));
        Assert.Equal(4, candidates.LeftOut.Count);
        Assert.Equal(6, Candidates.For(Budget.Large, 200, 100_000, isOrdered: true).Tried.Count);
        Assert.Equal(["svm", "averaged_perceptron"], Candidates.For(Budget.Small, 10, 1000, isOrdered: true).Tried.Select(t => t.Name));
    }

    private static ILearner Learner(string name) => Candidates.For(Budget.Normal, 3, 3, isOrdered: true).Tried.Single(l => l.Name == name);

    private static LearningSet Set()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var rows = new SparseMatrix([.. Enumerable.Range(0, 61)], labels, [.. Enumerable.Repeat(1f, 60)], 3);
        return new(rows, labels, 3, [.. Enumerable.Repeat(1f, 60)], IsOrdered: true);
    }

    private static int Top(LinearLayer layer, SparseMatrix rows, int row)
    {
        var scores = new float[layer.Classes];
        layer.Score(rows.ColumnsOf(row), rows.ValuesOf(row), scores);
        return Array.IndexOf(scores, scores.Max());
    }
}
