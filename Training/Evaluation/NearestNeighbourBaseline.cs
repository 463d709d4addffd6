using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>The class of the past incident that is most alike, by cosine over all features.</summary>
internal sealed class NearestNeighbourBaseline : IBaseline
{
    public string Name => "nearest_neighbour";

    public IReadOnlyList<string> Answer(BaselineRows fit, BaselineRows evaluate)
    {
        var columns = Columns.Of(fit.Features);
        var answers = new string[evaluate.Rows.Count];
        Parallel.For(0, answers.Length, () => new float[fit.Rows.Count], (i, _, similarities) =>
        {
            Array.Clear(similarities);
            columns.Follow(evaluate.Features, i, similarities);
            answers[i] = fit.Labels[Array.IndexOf(similarities, similarities.Max())];
            return similarities;
        }, _ => { });
        return answers;
    }

    /// <summary>The fitted rows by feature.</summary>
    private sealed record Columns(int[] Starts, int[] Rows, float[] Values)
    {
        // What more rows have than this says little about which of them is nearest.
        private const int LongestColumn = 2000;

        public static Columns Of(SparseMatrix matrix)
        {
            var starts = new int[matrix.Width + 1];
            foreach (var column in matrix.Columns)
                starts[column + 1]++;
            for (var j = 0; j < matrix.Width; j++)
                starts[j + 1] += starts[j];
            var (rows, values, next) = (new int[matrix.Columns.Length], new float[matrix.Columns.Length], starts.AsSpan(0, matrix.Width).ToArray());
            for (var row = 0; row < matrix.Rows; row++)
            {
                for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
                {
                    var at = next[matrix.Columns[i]]++;
                    (rows[at], values[at]) = (row, matrix.Values[i]);
                }
            }
            return new(starts, rows, values);
        }

        public void Follow(SparseMatrix asked, int row, float[] similarities)
        {
            for (var i = asked.Starts[row]; i < asked.Starts[row + 1]; i++)
            {
                var column = asked.Columns[i];
                if (Starts[column + 1] - Starts[column] > LongestColumn)
                    continue;
                for (var p = Starts[column]; p < Starts[column + 1]; p++)
                    similarities[Rows[p]] += asked.Values[i] * Values[p];
            }
        }
    }
}
