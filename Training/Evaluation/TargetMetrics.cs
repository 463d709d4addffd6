using Classifier.Models;

namespace Classifier.Training.Evaluation;

/// <summary>All figures of one target, from the last fold.</summary>
/// <param name="Figures">Of the chosen learner.</param>
/// <param name="Baselines">On the same rows.</param>
/// <param name="Candidates">On the validation rows.</param>
/// <param name="Classes">Every class.</param>
/// <param name="Confusions">The commonest mistakes.</param>
internal sealed record TargetMetrics(
    Figures Figures, IReadOnlyList<BaselineFigures> Baselines, IReadOnlyList<CandidateMetrics> Candidates,
    IReadOnlyList<ClassFigures> Classes, IReadOnlyList<Confusion> Confusions);

/// <summary>A candidate's figures without its time.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Accuracy">On the validation rows.</param>
/// <param name="MacroF1">On the validation rows.</param>
internal sealed record CandidateMetrics(string Name, double Accuracy, double MacroF1)
{
    public static CandidateMetrics Of(CandidateFacts facts) => new(facts.Name, facts.Accuracy, facts.MacroF1);
}

/// <summary>What <c>metrics.json</c> holds.</summary>
/// <param name="Split">How rows were kept back.</param>
/// <param name="Targets">By name.</param>
/// <param name="Security">Null where no security types were known.</param>
internal sealed record RunMetrics(string Split, IReadOnlyDictionary<string, TargetMetrics> Targets, SecurityFigures? Security);
