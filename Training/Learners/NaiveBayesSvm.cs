using Classifier.Training.Preparation;

namespace Classifier.Training.Learners;

/// <summary>
/// One linear SVM per class on the features as that class weighs them: a feature counts the more, the more differently
/// the class uses it than all others do; then each row is brought back to one length.
/// </summary>
/// <param name="Name">As the model card names it.</param>
/// <param name="Balance">How far small classes are lifted, see <see cref="LearningSet.Lift"/>.</param>
/// <param name="HalfLife">See <see cref="LearningSet.WeightsByAge"/>; where rows have no order there is no decay.</param>
/// <param name="Look">Which features it looks at.</param>
/// <remarks>After Wang, Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification", ACL 2012; the weights' floor and the row's length are ours.</remarks>
internal sealed record NaiveBayesSvm(string Name, double Balance, double? HalfLife, BlockLook Look = BlockLook.Fields) : ILearner
{
    private const double Smoothing = 0.01;
    private const float LeastFactor = 0.25f;

    public bool NeedsOrder => false;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var look = BlockLooks.Factors(Look, set);
        var rows = BlockLooks.See(set.Rows, look);
        var solver = new DualCoordinateDescent(rows, Array.ConvertAll(set.WeightsByAge(HalfLife), w => w * LinearSvm.Cost));
        var (mass, rowsOf) = (MassOf(rows, [.. Enumerable.Range(0, set.Rows.Rows)]), RowsByClass(set));
        var (weights, squares, biases) = (new float[set.Rows.Width * set.Classes], new float[set.Rows.Width * set.Classes], new float[set.Classes]);
        Parallel.For(0, set.Classes, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
        {
            var factors = SquaredFactors(MassOf(rows, rowsOf[k]), mass);
            var view = new ClassView(factors, RowFactors(rows, factors));
            var plane = solver.Solve(set.Labels, k, set.Lift(k, Balance), new((ulong)(seed * 1000L + k)), cancellationToken, view);
            for (var j = 0; j < factors.Length; j++)
            {
                weights[j * set.Classes + k] = plane.Weights[j] * ClassView.Length * (look is null ? 1 : look[j]);
                squares[j * set.Classes + k] = factors[j] * (look is null ? 1 : look[j] * look[j]);
            }
            biases[k] = plane.Bias;
        });
        return new NormalisedLayer(weights, squares, biases);
    }

    /// <summary>(¼ + ¾ r ÷ mean r)², where r = |ln(p ÷ q)| and p, q are the class's and the others' smoothed shares of a feature.</summary>
    private static float[] SquaredFactors(double[] inside, double[] all)
    {
        var (insideTotal, outsideTotal) = (0.0, 0.0);
        for (var j = 0; j < all.Length; j++)
        {
            if (all[j] == 0)
                continue;
            insideTotal += inside[j] + Smoothing;
            outsideTotal += all[j] - inside[j] + Smoothing;
        }
        var factors = new float[all.Length];
        var (sum, seen) = (0.0, 0);
        for (var j = 0; j < all.Length; j++)
        {
            if (all[j] == 0)
                continue;
            seen++;
            factors[j] = MathF.Abs(MathF.Log((float)((inside[j] + Smoothing) / insideTotal * outsideTotal / (all[j] - inside[j] + Smoothing))));
            sum += factors[j];
        }
        var scale = sum > 0 ? (1 - LeastFactor) * seen / (float)sum : 0;
        for (var j = 0; j < factors.Length; j++)
        {
            var factor = LeastFactor + scale * factors[j];
            factors[j] = factor * factor;
        }
        return factors;
    }

    /// <summary>What brings each row, as the class sees it, to <see cref="ClassView.Length"/>.</summary>
    private static float[] RowFactors(SparseMatrix rows, float[] squares)
    {
        var factors = new float[rows.Rows];
        for (var row = 0; row < factors.Length; row++)
        {
            var sum = 0f;
            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            for (var i = 0; i < columns.Length; i++)
                sum += values[i] * values[i] * squares[columns[i]];
            factors[row] = sum > 0 ? ClassView.Length / MathF.Sqrt(sum) : 0;
        }
        return factors;
    }

    private static double[] MassOf(SparseMatrix rows, List<int> of)
    {
        var mass = new double[rows.Width];
        foreach (var row in of)
        {
            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            for (var i = 0; i < columns.Length; i++)
                mass[columns[i]] += values[i];
        }
        return mass;
    }

    private static List<int>[] RowsByClass(LearningSet set)
    {
        var rows = Enumerable.Range(0, set.Classes).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < set.Labels.Length; i++)
            rows[set.Labels[i]].Add(i);
        return rows;
    }
}
