using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>
/// The features that several rows have, for learners whose every step passes over a dense weight for each class and feature:
/// most features are in one or two rows, cost as much as any other there, and hardly change what is learned.
/// </summary>
/// <param name="Columns">Which feature each narrow column is.</param>
/// <param name="Rows">The rows with those columns alone.</param>
internal sealed record CommonFeatures(int[] Columns, SparseMatrix Rows)
{
    private const int FewestRows = 3;

    public static CommonFeatures Of(SparseMatrix rows)
    {
        var counts = new int[rows.Width];
        foreach (var column in rows.Columns)
            counts[column]++;
        var columns = Enumerable.Range(0, rows.Width).Where(c => counts[c] >= FewestRows).ToArray();
        var places = new int[rows.Width];
        Array.Fill(places, -1);
        for (var place = 0; place < columns.Length; place++)
            places[columns[place]] = place;
        return new(columns, Narrow(rows, places, columns.Length));
    }

    private static SparseMatrix Narrow(SparseMatrix rows, int[] places, int width)
    {
        var (starts, columns, values) = (new int[rows.Rows + 1], new List<int>(), new List<float>());
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
            {
                if (places[rows.Columns[i]] is var place and >= 0)
                {
                    columns.Add(place);
                    values.Add(rows.Values[i]);
                }
            }
            starts[row + 1] = columns.Count;
        }
        return new(starts, [.. columns], [.. values], width);
    }
}
