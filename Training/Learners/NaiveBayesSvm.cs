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
        LinearSvm.SideBySide(ClassGroup.All(set, Balance), group =>
        {
            var factors = new float[rows.Width * ClassGroup.Lanes];
            for (var lane = 0; lane < group.Classes.Length; lane++)
                SetSquaredFactors(MassOf(rows, rowsOf[group.Classes[lane]]), mass, factors, lane);
            var planes = solver.Solve(set.Labels, group, new((ulong)(seed * 1000L + group.Classes[0])), cancellationToken, factors);
            for (var j = 0; j < rows.Width; j++)
            {
                for (var lane = 0; lane < group.Classes.Length; lane++)
                {
                    var at = j * set.Classes + group.Classes[lane];
                    weights[at] = planes.At(j, lane) * ClassGroup.RowLength * (look is null ? 1 : look[j]);
                    squares[at] = factors[j * ClassGroup.Lanes + lane] * (look is null ? 1 : look[j] * look[j]);
                }
            }
            for (var lane = 0; lane < group.Classes.Length; lane++)
                biases[group.Classes[lane]] = planes.Biases[lane];
        }, cancellationToken);
        return new NormalisedLayer(weights, squares, biases);
    }

    /// <summary>(¼ + ¾ r ÷ mean r)², where r = |ln(p ÷ q)| and p, q are the class's and the others' smoothed shares of a feature.</summary>
    private static void SetSquaredFactors(double[] inside, double[] all, float[] squares, int lane)
    {
        var (insideTotal, outsideTotal, seen) = (0.0, 0.0, 0);
        for (var j = 0; j < all.Length; j++)
        {
            if (all[j] == 0)
                continue;
            insideTotal += inside[j] + Smoothing;
            outsideTotal += all[j] - inside[j] + Smoothing;
            seen++;
        }
        var (ratios, sum) = (new float[all.Length], 0.0);
        for (var j = 0; j < all.Length; j++)
        {
            if (all[j] == 0)
                continue;
            ratios[j] = MathF.Abs(MathF.Log((float)((inside[j] + Smoothing) / insideTotal * outsideTotal / (all[j] - inside[j] + Smoothing))));
            sum += ratios[j];
        }
        var scale = sum > 0 ? (1 - LeastFactor) * seen / (float)sum : 0;
        for (var j = 0; j < ratios.Length; j++)
        {
            var factor = LeastFactor + scale * ratios[j];
            squares[j * ClassGroup.Lanes + lane] = factor * factor;
        }
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
