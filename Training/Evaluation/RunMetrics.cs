using Classifier.Training.Preflight;

namespace Classifier.Training.Evaluation;

/// <summary>What <c>metrics.json</c> holds: figures only, the same for the same rows and seed.</summary>
/// <param name="Split">How rows were kept back.</param>
/// <param name="Targets">By name.</param>
/// <param name="Security">Null where no security types were known.</param>
/// <param name="Order">Newest rows beside random ones; null where rows have no times.</param>
/// <param name="Severity">Null where no kept-back row states one.</param>
/// <param name="Location">None where no kept-back row has a place that the directory knows.</param>
/// <param name="DataFaults">What is wrong with the rows.</param>
internal sealed record RunMetrics(
    string Split, IReadOnlyDictionary<string, TargetMetrics> Targets, SecurityFigures? Security, OrderFigures? Order,
    SeverityFigures? Severity, IReadOnlyList<LocationFigures> Location, IReadOnlyList<DataFault> DataFaults);

/// <summary>How much easier random rows are than the newest: one quick learner on both, mean of the targets.</summary>
/// <param name="NewestAccuracy">On the newest fifth, learned from what came before.</param>
/// <param name="RandomAccuracy">On a random fifth, learned from the others.</param>
internal sealed record OrderFigures(double NewestAccuracy, double RandomAccuracy);
