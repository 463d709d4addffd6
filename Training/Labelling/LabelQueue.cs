using Classifier.Training.Preparation;

namespace Classifier.Training.Labelling;

/// <summary>A row of a queue.</summary>
/// <param name="Row">Its place among the rows.</param>
/// <param name="Usefulness">0 where an answer would teach nothing; compares rows of one queue alone.</param>
internal readonly record struct QueuedRow(int Row, double Usefulness);

/// <summary>
/// Which rows are worth a person's answer: the uncertain ones, more so with words that history lacks and with many others
/// like them. What is like a row that is asked already counts less, and a copy not at all.
/// </summary>
/// <param name="rows">What nobody has answered yet, as numbers.</param>
/// <param name="trust">Probability that the model's answer is right, per row.</param>
/// <param name="knownShares">See <see cref="Features.FeatureVector.KnownShare"/>, per row.</param>
/// <remarks>
/// Uncertainty by density: Settles, Craven, "An Analysis of Active Learning Strategies for Sequence Labeling Tasks", EMNLP 2008;
/// without those that are alike: Carbonell, Goldstein, "The Use of MMR", SIGIR 1998.
/// </remarks>
internal sealed class LabelQueue(SparseMatrix rows, IReadOnlyList<double> trust, IReadOnlyList<double> knownShares)
{
    private readonly float[] _lengths = [.. Enumerable.Range(0, rows.Rows).Select(r => MathF.Sqrt(rows.ValuesOf(r).ToArray().Sum(v => v * v)))];

    /// <summary>The first of the queue, most useful first; of equals the first row.</summary>
    /// <param name="count">How many; all rows where there are fewer.</param>
    public IReadOnlyList<QueuedRow> First(int count)
    {
        var (useful, similar, first) = (Usefulness(), new double[rows.Rows], new List<QueuedRow>());
        var isQueued = new bool[rows.Rows];
        while (first.Count < Math.Min(count, rows.Rows))
        {
            var next = Enumerable.Range(0, rows.Rows).Where(r => !isQueued[r]).MaxBy(r => useful[r] * (1 - similar[r]));
            first.Add(new(next, useful[next] * (1 - similar[next])));
            isQueued[next] = true;
            var asked = Dense([next]);
            Parallel.For(0, rows.Rows, r => similar[r] = Math.Clamp(Cosine(r, asked), similar[r], 1));
        }
        return first;
    }

    private double[] Usefulness()
    {
        var mean = Dense([.. Enumerable.Range(0, rows.Rows)]);
        return [.. Enumerable.Range(0, rows.Rows).Select(r => (1 - trust[r]) * (2 - knownShares[r]) * Math.Sqrt(Math.Max(0, Cosine(r, mean))))];
    }

    /// <summary>The mean of rows, each of length 1.</summary>
    private float[] Dense(int[] of)
    {
        var mean = new float[rows.Width];
        foreach (var row in of.Where(r => _lengths[r] > 0))
        {
            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            for (var i = 0; i < columns.Length; i++)
                mean[columns[i]] += values[i] / _lengths[row] / of.Length;
        }
        return mean;
    }

    private double Cosine(int row, float[] with)
    {
        if (_lengths[row] == 0)
            return 0;
        var columns = rows.ColumnsOf(row);
        var values = rows.ValuesOf(row);
        var sum = 0f;
        for (var i = 0; i < columns.Length; i++)
            sum += values[i] * with[columns[i]];
        return sum / _lengths[row];
    }
}
