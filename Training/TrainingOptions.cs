using Classifier.Decisions;
using Classifier.Scoring;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>How to train.</summary>
/// <param name="Seed">Of everything random.</param>
/// <param name="Budget">How much to try.</param>
/// <param name="Targets">What to learn, as far as history has labels.</param>
/// <param name="SecurityTypes">Issue types that mean compromise or exposure; may be empty.</param>
/// <param name="Attributes">What the company says of attributes.</param>
internal sealed record TrainingOptions(int Seed, Budget Budget, IReadOnlyList<string> Targets, IReadOnlySet<string> SecurityTypes, AttributeRules Attributes)
{
    /// <summary>Teams of the directory; null where there is none: then no team can be missing from it.</summary>
    public IReadOnlySet<string>? Teams { get; init; }

    /// <summary>Knows the company's places; null where there is no directory: then the reading of places has no figures.</summary>
    public ILocationResolver? Places { get; init; }

    /// <summary>What the company lays down for decisions: the precisions it asks for, and which team is part of which.</summary>
    public DecisionTerms Terms { get; init; } = DecisionTerms.Default;
}
