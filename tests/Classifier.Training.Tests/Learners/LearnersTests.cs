using Classifier.Features;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Learners;

public sealed class LearnersTests
{
    public static TheoryData<string> Names => [.. Candidates.For(Budget.Normal, 3, 3, isOrdered: true).Tried.Select(c => c.Learner.Name)];

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
        for (var i = 0; i < Set().Labels.Length; i++)
            Assert.Equal(Scores(first, Set().Rows, i), Scores(second, Set().Rows, i));
    }

    [Fact]
    public void For_TooManyWeights_LeavesMlNetOutWithTheReason()
    {
        var candidates = Candidates.For(Budget.Normal, classes: 200, features: 100_000, isOrdered: false);
        string[] mlNet = ["averaged_perceptron", "sdca_maximum_entropy", "lbfgs_maximum_entropy"];
        Assert.Empty(candidates.Tried.Select(t => t.Learner.Name).Intersect(mlNet));
        Assert.Equal(["svm_recent", .. mlNet], candidates.LeftOut.Select(l => l.Name));
        Assert.Empty(Candidates.For(Budget.Large, 200, 100_000, isOrdered: true).LeftOut);
        Assert.Equal(["svm_naive_bayes", "svm_balanced", "complement_naive_bayes"], Candidates.For(Budget.Small, 10, 1000, isOrdered: true).Tried.Select(t => t.Learner.Name));
    }

    private static ILearner Learner(string name) => Candidates.For(Budget.Normal, 3, 3, isOrdered: true).Tried.Single(c => c.Learner.Name == name).Learner;

    private static LearningSet Set()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var rows = new SparseMatrix([.. Enumerable.Range(0, 61)], labels, [.. Enumerable.Repeat(1f, 60)], 3);
        return new(rows, new FeatureSpace([Word(1), Word(2), Word(3)], [1, 1, 1], 1), labels, 3, [.. Enumerable.Repeat(1f, 60)], IsOrdered: true);
    }

    private static ulong Word(ulong hash) => ((ulong)FeatureBlock.TextWords << 60) | hash;

    private static int Top(ILayer layer, SparseMatrix rows, int row)
    {
        var scores = Scores(layer, rows, row);
        return Array.IndexOf(scores, scores.Max());
    }

    private static float[] Scores(ILayer layer, SparseMatrix rows, int row)
    {
        var scores = new float[layer.Classes];
        layer.Score(rows.ColumnsOf(row), rows.ValuesOf(row), scores);
        return scores;
    }
}
