using System.Collections.Concurrent;

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
        SideBySide(ClassGroup.All(set, Balance), group =>
        {
            var planes = solver.Solve(set.Labels, group, new((ulong)(seed * 1000L + group.Classes[0])), cancellationToken);
            for (var j = 0; j < set.Rows.Width; j++)
            {
                for (var lane = 0; lane < group.Classes.Length; lane++)
                    weights[j * set.Classes + group.Classes[lane]] = planes.At(j, lane) * (factors is null ? 1 : factors[j]);
            }
            for (var lane = 0; lane < group.Classes.Length; lane++)
                biases[group.Classes[lane]] = planes.Biases[lane];
        }, cancellationToken);
        return new LinearLayer(weights, biases);
    }

    /// <summary>Learns the groups on all cores, in their order, each as soon as a core is free.</summary>
    internal static void SideBySide(IReadOnlyList<ClassGroup> groups, Action<ClassGroup> learn, CancellationToken cancellationToken) => Parallel.ForEach(
        Partitioner.Create(groups, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, learn);
}
