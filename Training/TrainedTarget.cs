using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Evaluation;

namespace Classifier.Training;

/// <summary>What training one target brought.</summary>
/// <param name="Card">For the model card.</param>
/// <param name="Layer">Weights, fitted on all rows.</param>
/// <param name="Gate">Gives trust.</param>
/// <param name="Agreement">How its classes go with those of the other target; null where there is none.</param>
/// <param name="LastFold">The rows that were kept back, each with its answer.</param>
/// <param name="Metrics">From the last fold.</param>
/// <param name="Security">How the security flag did; null unless this is the issue type and types are known.</param>
/// <param name="SecurityCard">How to set it; null likewise.</param>
internal sealed record TrainedTarget(TargetCard Card, BlendedLayer Layer, TrustGate Gate, TargetAgreement? Agreement, JudgedRows LastFold, TargetMetrics Metrics, SecurityFigures? Security, SecurityCard? SecurityCard);
