using Classifier.LogTemplates;

namespace Classifier.Scoring;

/// <summary>A scorer that knows which log lines are usual.</summary>
public interface IKnowsTemplates
{
    /// <summary>What lines are matched against; null where it learned from none.</summary>
    LogTemplateSet? Templates { get; }
}
