using Classifier.Features;
using Classifier.Models;
using Classifier.Neighbours;

namespace Classifier.Scoring;

/// <summary>Working memory for scoring with one model, used again and again by one thread.</summary>
/// <param name="model">The model it belongs to.</param>
public sealed class RankBuffer(Model model)
{
    private NeighbourBuffer? _neighbours;

    /// <summary>The incident's features.</summary>
    public FeatureVector Vector { get; } = new(model.Space);

    /// <summary>Probabilities of each target's classes, in the model's order.</summary>
    public IReadOnlyList<float[]> Probabilities { get; } = [.. model.Targets.Select(t => new float[t.Card.Classes.Count])];

    /// <summary>Per target, what its layer works in.</summary>
    internal IReadOnlyList<float[]> Scratch { get; } = [.. model.Targets.Select(t => new float[t.Layer.ScratchLength])];

    /// <summary>Made when similar incidents are first asked for: it is as long as history.</summary>
    internal NeighbourBuffer Neighbours => _neighbours ??= new(model.Neighbours.Records.Count);
}
