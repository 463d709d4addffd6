using Classifier.Scoring;

namespace Classifier.Training.Learners;

/// <summary>Learns one target from rows of features. Whatever the method, what it hands back is one weight matrix.</summary>
internal interface ILearner
{
    /// <summary>As the model card names it.</summary>
    string Name { get; }

    /// <summary>Learns. The same rows and seed give the same weights, on any number of cores.</summary>
    LinearLayer Learn(LearningSet set, int seed, CancellationToken cancellationToken);
}
