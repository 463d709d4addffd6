using System.Runtime.Intrinsics;
using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>
/// Solves the dual of the L2-regularised, L2-loss linear SVM one row at a time, in random order, setting rows aside that
/// will stay at their bound (shrinking). The bias is the weight of a feature that is always 1. Eight classes are separated
/// from the rest side by side: what a row costs is mostly finding its features' weights, and those of eight classes lie together.
/// </summary>
/// <remarks>Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3.</remarks>
internal sealed class DualCoordinateDescent
{
    private const float Tolerance = 0.1f;
    private const int MostPasses = 100;

    private readonly SparseMatrix _rows;
    private readonly float[] _costs;
    private readonly float[] _squaredLengths;

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

    /// <summary>Separates each class of a group from the rest.</summary>
    /// <param name="labels">Class of each row.</param>
    /// <param name="group">The classes.</param>
    /// <param name="random">Order of the rows.</param>
    /// <param name="cancellationToken">Looked at once a pass.</param>
    /// <param name="squares">
    /// How the classes see the rows: each feature multiplied by the root of these (<see cref="ClassGroup.Lanes"/> a feature),
    /// then each row brought to <see cref="ClassGroup.RowLength"/>; null for as they are.
    /// </param>
    /// <returns>Weights for the rows as they are: a feature's factor is already in its weight, a row's factor is not.</returns>
    public Hyperplanes Solve(int[] labels, ClassGroup group, SplitMix random, CancellationToken cancellationToken, float[]? squares = null)
    {
        var state = new State(this, labels, group, squares is null ? null : ToPlaces(squares));
        for (var pass = 0; pass < MostPasses && !state.IsDone; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.Pass(ref random);
        }
        return new(_places, state.Weights, state.Biases);
    }

    private float[] ToPlaces(float[] lanes)
    {
        var placed = new float[lanes.Length];
        for (var j = 0; j < _places.Length; j++)
            lanes.AsSpan(j * ClassGroup.Lanes, ClassGroup.Lanes).CopyTo(placed.AsSpan(_places[j] * ClassGroup.Lanes));
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

    private static float[] SquaredLengths(SparseMatrix rows)
    {
        var lengths = new float[rows.Rows];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = System.Numerics.Tensors.TensorPrimitives.SumOfSquares(rows.ValuesOf(i));
        return lengths;
    }

    private sealed class State
    {
        private static readonly Vector256<float> None = Vector256<float>.Zero;
        private static readonly Vector256<float> One = Vector256<float>.One;
        private static readonly Vector256<float> Infinity = Vector256.Create(float.PositiveInfinity);

        private readonly DualCoordinateDescent _problem;
        private readonly SparseMatrix _rows;
        private readonly ClassGroup _group;
        private readonly float[]? _squares;
        private readonly float[]? _rowFactors;
        private readonly int[] _lanes;
        private readonly float[] _alphas;
        private readonly int[] _order;
        private int _active;
        private Vector256<float> _bias;
        private Vector256<float> _highest = Infinity;

        public State(DualCoordinateDescent problem, int[] labels, ClassGroup group, float[]? squares)
        {
            (_problem, _rows, _group, _squares) = (problem, problem._rows, group, squares);
            _rowFactors = squares is null ? null : RowFactors(_rows, squares);
            _lanes = Array.ConvertAll(labels, group.LaneOf);
            _alphas = new float[labels.Length * ClassGroup.Lanes];
            _order = [.. Enumerable.Range(0, labels.Length).Where(i => problem._costs[i] > 0)];
            _active = _order.Length;
            Weights = new float[_rows.Width * ClassGroup.Lanes];
        }

        public float[] Weights { get; }

        public float[] Biases => [.. Enumerable.Range(0, ClassGroup.Lanes).Select(lane => _bias[lane])];

        public bool IsDone { get; private set; }

        /// <summary>Every active row once.</summary>
        public void Pass(ref SplitMix random)
        {
            var (highest, lowest) = (-Infinity, Infinity);
            random.Shuffle(_order.AsSpan(0, _active));
            for (var s = 0; s < _active; s++)
            {
                var row = _order[s];
                var isPositive = ClassGroup.Is(_lanes[row]);
                var sign = Vector256.ConditionalSelect(isPositive, One, -One);
                var diagonal = Vector256.Create(0.5f / _problem._costs[row]) * Vector256.ConditionalSelect(isPositive, _group.InverseLifts, One);
                var alpha = Vector256.Create(_alphas.AsSpan(row * ClassGroup.Lanes, ClassGroup.Lanes));
                var product = LaneProducts.Dot(_rows.ColumnsOf(row), _rows.ValuesOf(row), Weights) * RowFactor(row);
                var gradient = sign * (product + _bias) - One + alpha * diagonal;
                var isBound = Vector256.Equals(alpha, None);
                if (Vector256.EqualsAll(_group.Used & ~(isBound & Vector256.GreaterThan(gradient, _highest)), None))
                {
                    // Far inside its side for every class: set aside until the others have settled.
                    _active--;
                    (_order[s], _order[_active]) = (_order[_active], _order[s]);
                    s--;
                    continue;
                }
                var projected = Vector256.ConditionalSelect(isBound, Vector256.Min(gradient, None), gradient) & _group.Used;
                (highest, lowest) = (Vector256.Max(highest, projected), Vector256.Min(lowest, projected));
                Move(row, sign, alpha, gradient / (One + SquaredLength(row) + diagonal));
            }
            Settle(highest, lowest);
        }

        private void Move(int row, Vector256<float> sign, Vector256<float> alpha, Vector256<float> by)
        {
            var moved = Vector256.Max(alpha - by, None);
            var step = (moved - alpha) * sign & _group.Used;
            if (Vector256.EqualsAll(step, None))
                return;
            moved.CopyTo(_alphas.AsSpan(row * ClassGroup.Lanes));
            _bias += step;
            LaneProducts.Add(_rows.ColumnsOf(row), _rows.ValuesOf(row), step * RowFactor(row), _squares, Weights);
        }

        private void Settle(Vector256<float> highest, Vector256<float> lowest)
        {
            if (Vector256.GreaterThanAny(highest - lowest, Vector256.Create(Tolerance)))
            {
                _highest = Vector256.ConditionalSelect(Vector256.GreaterThan(highest, None), highest, Infinity);
                return;
            }
            IsDone = _active == _order.Length;
            _active = _order.Length;
            _highest = Infinity;
        }

        private Vector256<float> RowFactor(int row) => _rowFactors is null ? One : Vector256.Create(_rowFactors.AsSpan(row * ClassGroup.Lanes, ClassGroup.Lanes));

        private Vector256<float> SquaredLength(int row) => Vector256.Create(_squares is null ? _problem._squaredLengths[row] : ClassGroup.RowLength * ClassGroup.RowLength);

        /// <summary>What brings each row, as the classes see it, to <see cref="ClassGroup.RowLength"/>.</summary>
        private static float[] RowFactors(SparseMatrix rows, float[] squares)
        {
            var factors = new float[rows.Rows * ClassGroup.Lanes];
            for (var row = 0; row < rows.Rows; row++)
            {
                var lengths = Vector256.Sqrt(LaneProducts.SquaredLengths(rows.ColumnsOf(row), rows.ValuesOf(row), squares));
                var isEmpty = Vector256.Equals(lengths, None);
                Vector256.ConditionalSelect(isEmpty, None, Vector256.Create(ClassGroup.RowLength) / lengths).CopyTo(factors.AsSpan(row * ClassGroup.Lanes));
            }
            return factors;
        }
    }
}
