using Classifier.Training.Calibration;
using Classifier.Training.Evaluation;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>All rows, seen from one target.</summary>
/// <param name="Name">The target.</param>
/// <param name="Rows">In order.</param>
internal sealed record TargetRows(string Name, IReadOnlyList<TrainingRow> Rows)
{
    private readonly string?[] _labels = [.. Rows.Select(r => r.LabelOf(Name))];

    /// <summary>All classes in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; } = [.. Rows.Select(r => r.LabelOf(Name)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Rows of each class.</summary>
    public IReadOnlyList<int> ClassRows => [.. Classes.Select(c => _labels.Count(l => l == c))];

    /// <summary>Class of a row; null when nobody said.</summary>
    public string? Label(int row) => _labels[row];

    /// <summary>Fits the labelled rows of a fold.</summary>
    /// <returns>The weights with their classes; null where fewer than two classes have rows.</returns>
    public (ILayer Layer, IReadOnlyList<string> Classes)? Learn(ILearner learner, FoldFeatures fold, int seed, CancellationToken cancellationToken)
    {
        var rows = fold.Fold.Fit;
        var labelled = Labelled(rows);
        var classes = labelled.Select(i => _labels[rows[i]]!).Distinct().Order(StringComparer.Ordinal).ToList();
        if (classes.Count < 2)
            return null;
        var number = classes.Index().ToDictionary(c => c.Item, c => c.Index);
        var set = new LearningSet(
            labelled.Count == rows.Length ? fold.Fit : fold.Fit.Take(labelled), fold.Space, [.. labelled.Select(i => number[_labels[rows[i]]!])], classes.Count,
            [.. labelled.Select(i => Rows[rows[i]].Weight)], fold.IsOrdered);
        return (learner.Learn(set, seed, cancellationToken), classes);
    }

    /// <summary>Fits a fold and scores its labelled evaluation rows; no rows where it cannot be fitted.</summary>
    public FoldScores Score(ILearner learner, FoldFeatures fold, int seed, CancellationToken cancellationToken)
    {
        if (Learn(learner, fold, seed, cancellationToken) is not { } learned)
            return new([], [], [], []);
        var (labelled, rows) = (Labelled(fold.Fold.Evaluate), fold.Evaluate);
        var scores = new float[labelled.Count][];
        Parallel.For(0, scores.Length, i =>
        {
            scores[i] = new float[learned.Classes.Count];
            learned.Layer.Score(rows.ColumnsOf(labelled[i]), rows.ValuesOf(labelled[i]), scores[i]);
        });
        return new(learned.Classes, [.. labelled], [.. labelled.Select(i => _labels[fold.Fold.Evaluate[i]]!)], scores);
    }

    /// <summary>The labelled rows of one side of a fold, for a baseline.</summary>
    /// <param name="rows">The side.</param>
    /// <param name="matrix">Its features.</param>
    /// <param name="most">Of more rows, the last.</param>
    public BaselineRows ForBaseline(int[] rows, SparseMatrix matrix, int most)
    {
        List<int> labelled = [.. Labelled(rows).TakeLast(most)];
        return new([.. labelled.Select(i => Rows[rows[i]])], matrix.Take(labelled), [.. labelled.Select(i => _labels[rows[i]]!)]);
    }

    private List<int> Labelled(int[] rows) => [.. Enumerable.Range(0, rows.Length).Where(i => _labels[rows[i]] is not null)];
}
