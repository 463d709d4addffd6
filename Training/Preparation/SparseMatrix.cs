namespace Classifier.Training.Preparation;

/// <summary>Rows of few numbers: compressed sparse rows, columns rising within a row.</summary>
/// <param name="Starts">Where each row begins, and the end of the last.</param>
/// <param name="Columns">Column of each number.</param>
/// <param name="Values">The numbers.</param>
/// <param name="Width">Number of columns.</param>
internal sealed record SparseMatrix(int[] Starts, int[] Columns, float[] Values, int Width)
{
    public int Rows => Starts.Length - 1;

    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>The given rows, in that order.</summary>
    public SparseMatrix Take(IReadOnlyList<int> rows)
    {
        var starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            starts[i + 1] = starts[i] + Starts[rows[i] + 1] - Starts[rows[i]];
        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var i = 0; i < rows.Count; i++)
        {
            ColumnsOf(rows[i]).CopyTo(columns.AsSpan(starts[i]));
            ValuesOf(rows[i]).CopyTo(values.AsSpan(starts[i]));
        }
        return new(starts, columns, values, Width);
    }
}
