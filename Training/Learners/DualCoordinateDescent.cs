using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>A hyperplane: one weight per feature, and a bias.</summary>
internal sealed record Hyperplane(float[] Weights, float Bias);

/// <summary>How one class sees the rows: each feature multiplied by a factor, then each row brought to one length.</summary>
/// <param name="Squares">Each feature's factor, squared.</param>
/// <param name="Rows">What brings each row to <see cref="Length"/>.</param>
internal sealed record ClassView(float[] Squares, float[] Rows)
{
    /// <summary>About what a row of a feature space has: √2.</summary>
    public const float Length = 1.41421356f;
}

/// <summary>
/// Solves the dual of the L2-regularised, L2-loss linear SVM one row at a time, in random order, setting rows aside that
/// will stay at their bound (shrinking). The bias is the weight of a feature that is always 1.
/// </summary>
/// <remarks>Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3.</remarks>
internal sealed class DualCoordinateDescent
{
    private const double Tolerance = 0.1;
    private const int MostPasses = 100;

    private readonly SparseMatrix _rows;
    private readonly float[] _costs;
    private readonly double[] _squaredLengths;

    // Where each feature stands: the commonest come first, so that most of what is looked up is near to each other.
    private readonly int[] _places;

    /// <param name="rows">Features.</param>
    /// <param name="costs">What a row's loss costs; rows that cost nothing are not looked at.</param>
    public DualCoordinateDescent(SparseMatrix rows, float[] costs)
    {
        _places = PlacesByFrequency(rows);
        _rows = rows with { Columns = Array.ConvertAll(rows.Columns, c => _places[c]) };
        (_costs, _squaredLengths) = (costs, SquaredLengths(rows));
    }

    /// <summary>Separates one class from the rest.</summary>
    /// <param name="labels">Class of each row.</param>
    /// <param name="positive">The class to separate.</param>
    /// <param name="lift">Factor on the cost of the class's rows.</param>
    /// <param name="random">Order of the rows.</param>
    /// <param name="cancellationToken">Looked at once a pass.</param>
    /// <param name="view">How the class sees the rows; null for as they are.</param>
    /// <returns>Weights for the rows as they are: a feature's factor is already in its weight, a row's factor is not.</returns>
    public Hyperplane Solve(int[] labels, int positive, float lift, SplitMix random, CancellationToken cancellationToken, ClassView? view = null)
    {
        var state = new State(this, labels, positive, lift, view is null ? null : view with { Squares = ToPlaces(view.Squares) });
        for (var pass = 0; pass < MostPasses && !state.IsDone; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.Pass(ref random);
        }
        return new(Array.ConvertAll(_places, place => state.Weights[place]), state.Bias);
    }

    private float[] ToPlaces(float[] numbers)
    {
        var placed = new float[numbers.Length];
        for (var j = 0; j < numbers.Length; j++)
            placed[_places[j]] = numbers[j];
        return placed;
    }

    private static int[] PlacesByFrequency(SparseMatrix rows)
    {
        var counts = new int[rows.Width];
        foreach (var column in rows.Columns)
            counts[column]--;
        var byFrequency = Enumerable.Range(0, rows.Width).ToArray();
        Array.Sort(counts, byFrequency);
        var places = new int[rows.Width];
        for (var place = 0; place < places.Length; place++)
            places[byFrequency[place]] = place;
        return places;
    }

    private static double[] SquaredLengths(SparseMatrix rows)
    {
        var lengths = new double[rows.Rows];
        for (var i = 0; i < lengths.Length; i++)
        {
            foreach (var value in rows.ValuesOf(i))
                lengths[i] += (double)value * value;
        }
        return lengths;
    }

    private sealed class State
    {
        private readonly DualCoordinateDescent _problem;
        private readonly int[] _labels;
        private readonly int _positive;
        private readonly float _lift;
        private readonly ClassView? _view;
        private readonly double[] _alphas;
        private readonly int[] _order;
        private int _active;
        private double _highest = double.PositiveInfinity;

        public State(DualCoordinateDescent problem, int[] labels, int positive, float lift, ClassView? view)
        {
            (_problem, _labels, _positive, _lift, _view) = (problem, labels, positive, lift, view);
            _alphas = new double[labels.Length];
            _order = [.. Enumerable.Range(0, labels.Length).Where(i => problem._costs[i] > 0)];
            _active = _order.Length;
            Weights = new float[problem._rows.Width];
        }

        public float[] Weights { get; }

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
            IsDone = _active == _order.Length;
            _active = _order.Length;
            _highest = double.PositiveInfinity;
        }

        private double Gradient(int row, out double diagonal)
        {
            diagonal = 0.5 / (_problem._costs[row] * (_labels[row] == _positive ? _lift : 1));
            var product = SparseProducts.Dot(_problem._rows.ColumnsOf(row), _problem._rows.ValuesOf(row), Weights);
            return Sign(row) * (product * RowFactor(row) + Bias) - 1 + _alphas[row] * diagonal;
        }

        private void Move(int row, double gradient, double diagonal)
        {
            var old = _alphas[row];
            _alphas[row] = Math.Max(old - gradient / (1 + SquaredLength(row) + diagonal), 0);
            var step = (float)((_alphas[row] - old) * Sign(row));
            Bias += step;
            step *= RowFactor(row);
            var columns = _problem._rows.ColumnsOf(row);
            var values = _problem._rows.ValuesOf(row);
            if (_view is null)
                SparseProducts.Add(columns, values, step, Weights);
            else
                SparseProducts.Add(columns, values, step, _view.Squares, Weights);
        }

        private float RowFactor(int row) => _view is null ? 1 : _view.Rows[row];

        private double SquaredLength(int row) => _view is null ? _problem._squaredLengths[row] : 2;

        private int Sign(int row) => _labels[row] == _positive ? 1 : -1;
    }
}
