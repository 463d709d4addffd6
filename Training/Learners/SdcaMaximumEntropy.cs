using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Learners;

/// <summary>ML.NET's maximum entropy classifier by stochastic dual coordinate ascent.</summary>
internal sealed class SdcaMaximumEntropy : ILearner
{
    public string Name => "sdca_maximum_entropy";

    public bool NeedsOrder => false;

    public ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken)
    {
        var (context, common) = (new MLContext(seed), CommonFeatures.Of(set.Rows));
        var trainer = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            FeatureColumnName = nameof(MlNetRows.Row.Features),
            LabelColumnName = nameof(MlNetRows.Row.Label),
            ExampleWeightColumnName = nameof(MlNetRows.Row.Weight),
            L2Regularization = 1f / (10 * set.Labels.Length),
            L1Regularization = 0,
            MaximumNumberOfIterations = set.Passes(common.Rows, most: 20),
            NumberOfThreads = 1,    // several threads race, and the result would not repeat
        });
        cancellationToken.ThrowIfCancellationRequested();
        return MlNetWeights.Of(trainer.Fit(MlNetRows.View(context, set, common.Rows)).Model, common, set.Rows.Width);
    }
}
