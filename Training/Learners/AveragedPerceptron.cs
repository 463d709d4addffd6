using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Learners;

/// <summary>ML.NET's averaged perceptron, one class against the rest; the classes are learned side by side.</summary>
/// <remarks>ML.NET's own one-versus-all keeps the weights of its parts to itself.</remarks>
internal sealed class AveragedPerceptron : ILearner
{
    public string Name => "averaged_perceptron";

    public bool NeedsOrder => false;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var planes = new LinearBinaryModelParameters[set.Classes];
        var common = CommonFeatures.Of(set.Rows);
        var (features, passes) = (MlNetRows.Features(common.Rows), set.Passes(common.Rows, most: 10));
        Parallel.For(0, set.Classes, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, k => planes[k] = LearnOne(set, features, k, passes, seed));
        return MlNetWeights.Pack([.. planes.Select(p => p.Weights.ToArray())], [.. planes.Select(p => p.Bias)], common, set.Rows.Width);
    }

    private static LinearBinaryModelParameters LearnOne(LearningSet set, VBuffer<float>[] features, int positive, int passes, int seed)
    {
        var context = new MLContext(seed);
        var trainer = context.BinaryClassification.Trainers.AveragedPerceptron(new AveragedPerceptronTrainer.Options
        {
            FeatureColumnName = nameof(MlNetRows.BinaryRow.Features),
            LabelColumnName = nameof(MlNetRows.BinaryRow.Label),
            NumberOfIterations = passes,
            DecreaseLearningRate = true,
        });
        return trainer.Fit(MlNetRows.View(context, set, features, positive)).Model;
    }
}
