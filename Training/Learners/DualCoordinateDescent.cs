using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>A hyperplane: one weight per feature, and a bias.</summary>
internal sealed record Hyperplane(float[] Weights, float Bias);

/// <summary>
/// Solves the dual of the L2-regularised, L2-loss linear SVM one row at a time, in random order, setting rows aside that
/// will stay at their bound (shrinking). The bias is the weight of a feature that is always 1.
/// </summary>
/// <param name="rows">Features.</param>
/// <param name="costs">What a row's loss costs.</param>
/// <remarks>Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3.</remarks>
internal sealed class DualCoordinateDescent(SparseMatrix rows, float[] costs)
{
    private const double Tolerance = 0.1;
    private const int MostPasses = 100;

    private readonly double[] _squaredLengths = SquaredLengths(rows);

    /// <summary>Separates one class from the rest.</summary>
    /// <param name="labels">Class of each row.</param>
    /// <param name="positive">The class to separate.</param>
    /// <param name="lift">Factor on the cost of the class's rows.</param>
    /// <param name="random">Order of the rows.</param>
    /// <param name="cancellationToken">Looked at once a pass.</param>
    public Hyperplane Solve(int[] labels, int positive, float lift, SplitMix random, CancellationToken cancellationToken)
    {
        var state = new State(this, labels, positive, lift);
        for (var pass = 0; pass < MostPasses && !state.IsDone; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.Pass(ref random);
        }
        return new(state.Weights, state.Bias);
    }

    private static double[] SquaredLengths(SparseMatrix rows)
    {
        var lengths = new double[rows.Rows];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = 1;
            foreach (var value in rows.ValuesOf(i))
                lengths[i] += (double)value * value;
        }
        return lengths;
    }

    private sealed class State(DualCoordinateDescent problem, int[] labels, int positive, float lift)
    {
        private readonly SparseMatrix _rows = problem.Rows;
        private readonly double[] _alphas = new double[labels.Length];
        private readonly int[] _order = [.. Enumerable.Range(0, labels.Length)];
        private int _active = labels.Length;
        private double _highest = double.PositiveInfinity;

        public float[] Weights { get; } = new float[problem.Rows.Width];

        public float Bias { get; private set; }

        public bool IsDone { get; private set; }

        /// <summary>Every active row once.</summary>
        public void Pass(ref SplitMix random)
        {
            var (highest, lowest) = (double.NegativeInfinity, double.PositiveInfinity);
            random.Shuffle(_order.AsSpan(0, _active));
            for (var s = 0; s < _active; s++)
            {
                var row = _order[s];
                var gradient = Gradient(row, out var diagonal);
                if (_alphas[row] == 0 && gradient > _highest)
                {
                    // Far inside its side: set aside until the others have settled.
                    _active--;
                    (_order[s], _order[_active]) = (_order[_active], _order[s]);
                    s--;
                    continue;
                }
                var projected = _alphas[row] == 0 ? Math.Min(gradient, 0) : gradient;
                (highest, lowest) = (Math.Max(highest, projected), Math.Min(lowest, projected));
                if (Math.Abs(projected) > 1e-12)
                    Move(row, gradient, diagonal);
            }
            Settle(highest, lowest);
        }

        private void Settle(double highest, double lowest)
        {
            if (highest - lowest > Tolerance)
            {
                _highest = highest > 0 ? highest : double.PositiveInfinity;
                return;
            }
            IsDone = _active == labels.Length;
            _active = labels.Length;
            _highest = double.PositiveInfinity;
        }

        private double Gradient(int row, out double diagonal)
        {
            diagonal = 0.5 / (problem.Costs[row] * (labels[row] == positive ? lift : 1));
            var columns = _rows.ColumnsOf(row);
            var values = _rows.ValuesOf(row);
            var product = Bias;
            for (var i = 0; i < columns.Length; i++)
                product += Weights[columns[i]] * values[i];
            return Sign(row) * product - 1 + _alphas[row] * diagonal;
        }

        private void Move(int row, double gradient, double diagonal)
        {
            var old = _alphas[row];
            _alphas[row] = Math.Max(old - gradient / (problem._squaredLengths[row] + diagonal), 0);
            var step = (float)((_alphas[row] - old) * Sign(row));
            var columns = _rows.ColumnsOf(row);
            var values = _rows.ValuesOf(row);
            for (var i = 0; i < columns.Length; i++)
                Weights[columns[i]] += step * values[i];
            Bias += step;
        }

        private int Sign(int row) => labels[row] == positive ? 1 : -1;
    }

    private SparseMatrix Rows => rows;

    private float[] Costs => costs;
}
