namespace Classifier.Training.Learners;

/// <summary>Learns one target from rows of features.</summary>
internal interface ILearner
{
    /// <summary>As the model card names it.</summary>
    string Name { get; }

    /// <summary>Whether it only makes sense where rows have an order of time.</summary>
    bool NeedsOrder { get; }

    /// <summary>Learns. The same rows and seed give the same layer, on any number of cores.</summary>
    ILayer Learn(LearningSet set, int seed, CancellationToken cancellationToken);
}
