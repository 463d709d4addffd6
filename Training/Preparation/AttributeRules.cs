namespace Classifier.Training.Preparation;

/// <summary>What the company says of attributes.</summary>
/// <param name="Keep">Learned from, whatever measuring says.</param>
/// <param name="Ignore">Not learned from.</param>
internal sealed record AttributeRules(IReadOnlySet<string> Keep, IReadOnlySet<string> Ignore);
