using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Learners;

/// <summary>ML.NET's maximum entropy classifier by L-BFGS.</summary>
internal sealed class LbfgsMaximumEntropy : ILearner
{
    public string Name => "lbfgs_maximum_entropy";

    public bool NeedsOrder => false;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var (context, common) = (new MLContext(seed), CommonFeatures.Of(set.Rows));
        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            FeatureColumnName = nameof(MlNetRows.Row.Features),
            LabelColumnName = nameof(MlNetRows.Row.Label),
            ExampleWeightColumnName = nameof(MlNetRows.Row.Weight),
            L1Regularization = 0,
            L2Regularization = 0.1f,
            HistorySize = 5,
            MaximumNumberOfIterations = set.Passes(common.Rows, most: 25),
            OptimizationTolerance = 1e-4f,
            NumberOfThreads = 1,
        });
        cancellationToken.ThrowIfCancellationRequested();
        return MlNetWeights.Of(trainer.Fit(MlNetRows.View(context, set, common.Rows)).Model, common, set.Rows.Width);
    }
}
