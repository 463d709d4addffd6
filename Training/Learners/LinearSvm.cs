using Classifier.Scoring;

namespace Classifier.Training.Learners;

/// <summary>One-versus-rest linear SVM with squared hinge loss; the classes are learned side by side.</summary>
/// <param name="Name">As the model card names it.</param>
/// <param name="Balance">How far small classes are lifted: their rows cost (mean class size ÷ class size) to this power.</param>
/// <param name="PrefersNew">Whether a row counts half for every half of the history that is newer.</param>
/// <param name="Cost">What a row's loss costs beside the length of the weights.</param>
internal sealed record LinearSvm(string Name, double Balance, bool PrefersNew, float Cost = 1.5f) : ILearner
{
    public LinearLayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var solver = new DualCoordinateDescent(set.Rows, RowCosts(set));
        var sizes = new int[set.Classes];
        foreach (var label in set.Labels)
            sizes[label]++;
        var (weights, biases) = (new float[set.Rows.Width * set.Classes], new float[set.Classes]);
        Parallel.For(0, set.Classes, new ParallelOptions { CancellationToken = cancellationToken }, k =>
        {
            var lift = Math.Pow((double)set.Labels.Length / set.Classes / sizes[k], Balance);
            var plane = solver.Solve(set.Labels, k, (float)lift, new((ulong)(seed * 1000L + k)), cancellationToken);
            for (var j = 0; j < plane.Weights.Length; j++)
                weights[j * set.Classes + k] = plane.Weights[j];
            biases[k] = plane.Bias;
        });
        return new(weights, biases);
    }

    private float[] RowCosts(LearningSet set)
    {
        var costs = Array.ConvertAll(set.Weights, w => w * Cost);
        for (var i = 0; PrefersNew && i < costs.Length; i++)
            costs[i] *= MathF.Pow(2, -2f * (costs.Length - 1 - i) / costs.Length);
        return costs;
    }
}
