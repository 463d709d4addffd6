using System.Numerics.Tensors;

namespace Classifier.Training.Calibration;

/// <summary>One learner's part in a blend.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Share">Its part, in [0, 1]; all add up to 1.</param>
/// <param name="Factor">What its scores are multiplied by before they are added up.</param>
internal sealed record BlendMember(string Name, double Share, double Factor);

/// <summary>
/// Several learners as one: the weighted sum of their temperature-scaled log-probabilities. The logarithm's denominator is
/// the same for all classes of a row, so the scores themselves are added up, and linear learners stay one matrix.
/// </summary>
/// <param name="Members">In the order of the scores that it is applied to.</param>
internal sealed record Blend(IReadOnlyList<BlendMember> Members)
{
    private const int Steps = 60;

    // Worth ten rows: it matters where out-of-fold rows are few.
    private const double PriorRows = 10;

    /// <summary>One temperature per learner, then non-negative weights pulled to a prior, by the log-loss of the true class.</summary>
    /// <param name="names">The learners.</param>
    /// <param name="prior">Weight of each before anything is known; not all 0.</param>
    /// <param name="parts">Per fold, the scores of each learner in the order of <paramref name="names"/> on the same rows.</param>
    public static Blend Fit(IReadOnlyList<string> names, IReadOnlyList<double> prior, IReadOnlyList<IReadOnlyList<FoldScores>> parts)
    {
        var total = prior.Sum();
        var start = prior.Select(p => p / total).ToArray();
        var factors = new double[names.Count];
        Parallel.For(0, names.Count, m => factors[m] = Math.Exp(Narrowing.Least(t => TrueClassLoss([.. parts.Select(p => p[m])], (float)Math.Exp(t)), -3, 5)));
        var weights = names.Count == 1 ? [1] : Weights([.. parts.Select(p => Problem.Of(p, factors))], start);
        var sum = weights.Sum();
        return new([.. names.Select((name, m) => new BlendMember(name, weights[m] / sum, weights[m] / sum * factors[m]))]);
    }

    /// <summary>The blended scores of a fold.</summary>
    public FoldScores Apply(IReadOnlyList<FoldScores> members)
    {
        var scores = new float[members[0].Rows][];
        Parallel.For(0, scores.Length, i =>
        {
            scores[i] = new float[members[0].Classes.Count];
            for (var m = 0; m < members.Count; m++)
                TensorPrimitives.MultiplyAdd(members[m].Scores[i], (float)Members[m].Factor, scores[i], scores[i]);
        });
        return members[0] with { Scores = scores };
    }

    private static double TrueClassLoss(IReadOnlyList<FoldScores> parts, float factor)
    {
        var (sum, rows) = (0.0, 0);
        foreach (var part in parts)
        {
            var scaled = new float[part.Classes.Count];
            for (var i = 0; i < part.Rows; i++)
            {
                if (part.TruthIndex(i) is not (>= 0 and var truth))
                    continue;
                TensorPrimitives.Multiply(part.Scores[i], factor, scaled);
                sum += LogSumExp(scaled) - scaled[truth];
                rows++;
            }
        }
        return rows == 0 ? 0 : sum / rows;
    }

    /// <summary>Logarithm of the summed exponentials; the scores are changed.</summary>
    private static double LogSumExp(Span<float> scores)
    {
        var highest = TensorPrimitives.Max<float>(scores);
        Span<float> work = scores.Length <= 256 ? stackalloc float[scores.Length] : new float[scores.Length];
        TensorPrimitives.Subtract(scores, highest, work);
        TensorPrimitives.Exp<float>(work, work);
        return highest + Math.Log(TensorPrimitives.Sum<float>(work));
    }

    /// <summary>Projected gradient descent with a step that grows while it works; the problem is convex and has few dimensions.</summary>
    private static double[] Weights(IReadOnlyList<Problem> parts, double[] prior)
    {
        var weights = (double[])prior.Clone();
        var (loss, slope) = Loss(parts, weights, prior);
        var step = 0.5;
        for (var i = 0; i < Steps && step > 1e-4; i++)
        {
            var next = new double[weights.Length];
            for (var m = 0; m < next.Length; m++)
                next[m] = Math.Clamp(weights[m] - step * slope[m], 0, 2);
            var (nextLoss, nextSlope) = Loss(parts, next, prior);
            if (nextLoss < loss)
                (weights, loss, slope, step) = (next, nextLoss, nextSlope, step * 1.5);
            else
                step /= 3;
        }
        return weights.Sum() > 0 ? weights : prior;
    }

    private static (double Loss, double[] Slope) Loss(IReadOnlyList<Problem> parts, double[] weights, double[] prior)
    {
        var (loss, slope, rows) = (0.0, new double[weights.Length], 0);
        foreach (var part in parts)
        {
            loss += part.Add(weights, slope);
            rows += part.Rows;
        }
        for (var m = 0; m < weights.Length; m++)
        {
            var gap = weights[m] - prior[m];
            loss += PriorRows * gap * gap;
            slope[m] = (slope[m] + 2 * PriorRows * gap) / Math.Max(rows, 1);
        }
        return (loss / Math.Max(rows, 1), slope);
    }

    /// <summary>The rows of a fold whose class was learned, with every learner's temperature-scaled scores.</summary>
    private sealed record Problem(IReadOnlyList<FoldScores> Members, double[] Factors, int[] Known)
    {
        public int Rows => Known.Length;

        public static Problem Of(IReadOnlyList<FoldScores> members, double[] factors) =>
            new(members, factors, [.. Enumerable.Range(0, members[0].Rows).Where(i => members[0].TruthIndex(i) >= 0)]);

        /// <summary>Adds the slope of the log-loss in each weight and returns the log-loss.</summary>
        public double Add(double[] weights, double[] slope)
        {
            var classes = Members[0].Classes.Count;
            var (sums, loss) = (new float[classes], 0.0);
            foreach (var row in Known)
            {
                Array.Clear(sums);
                for (var m = 0; m < weights.Length; m++)
                    TensorPrimitives.MultiplyAdd(Members[m].Scores[row], (float)(weights[m] * Factors[m]), sums, sums);
                var truth = Members[0].TruthIndex(row);
                loss += LogSumExp(sums) - sums[truth];
                TensorPrimitives.SoftMax<float>(sums, sums);
                for (var m = 0; m < weights.Length; m++)
                    slope[m] += Factors[m] * (TensorPrimitives.Dot<float>(sums, Members[m].Scores[row]) - Members[m].Scores[row][truth]);
            }
            return loss;
        }
    }
}
