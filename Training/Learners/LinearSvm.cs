namespace Classifier.Training.Learners;

/// <summary>One-versus-rest linear SVM with squared hinge loss; the classes are learned side by side.</summary>
/// <param name="Name">As the model card names it.</param>
/// <param name="Balance">How far small classes are lifted, see <see cref="LearningSet.Lift"/>.</param>
/// <param name="HalfLife">See <see cref="LearningSet.WeightsByAge"/>.</param>
/// <param name="Look">Which features it looks at.</param>
internal sealed record LinearSvm(string Name, double Balance, double? HalfLife = null, BlockLook Look = BlockLook.Fields) : ILearner
{
    /// <summary>What a row's loss costs beside the length of the weights.</summary>
    internal const float Cost = 1.5f;

    public bool NeedsOrder => HalfLife is not null;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var factors = BlockLooks.Factors(Look, set);
        var solver = new DualCoordinateDescent(BlockLooks.See(set.Rows, factors), Array.ConvertAll(set.WeightsByAge(HalfLife), w => w * Cost));
        var (weights, biases) = (new float[set.Rows.Width * set.Classes], new float[set.Classes]);
        Parallel.For(0, set.Classes, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
        {
            var plane = solver.Solve(set.Labels, k, set.Lift(k, Balance), new((ulong)(seed * 1000L + k)), cancellationToken);
            for (var j = 0; j < plane.Weights.Length; j++)
                weights[j * set.Classes + k] = plane.Weights[j] * (factors is null ? 1 : factors[j]);
            biases[k] = plane.Bias;
        });
        return new LinearLayer(weights, biases);
    }
}
