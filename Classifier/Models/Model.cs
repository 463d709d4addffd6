using Classifier.Features;
using Classifier.LogTemplates;
using Classifier.Neighbours;
using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>A loaded version, never changed afterwards and safe for many threads.</summary>
public sealed class Model
{
    internal Model(ModelCard card, FeatureSpace space, IReadOnlyList<TargetModel> targets, NeighbourIndex neighbours, TemplateOwners templateOwners)
    {
        (Card, Space, Targets, Neighbours, TemplateOwners) = (card, space, targets, neighbours, templateOwners);
        IssueType = targets.FirstOrDefault(t => t.Card.Name == TargetNames.IssueType);
        OwningTeam = targets.FirstOrDefault(t => t.Card.Name == TargetNames.OwningTeam);
    }

    /// <summary>What it is.</summary>
    public ModelCard Card { get; }

    /// <summary>The features it knows.</summary>
    public FeatureSpace Space { get; }

    /// <summary>The learned targets, in the card's order.</summary>
    public IReadOnlyList<TargetModel> Targets { get; }

    /// <summary>Null when it was not learned.</summary>
    public TargetModel? IssueType { get; }

    /// <summary>Null when it was not learned.</summary>
    public TargetModel? OwningTeam { get; }

    /// <summary>Past incidents.</summary>
    public NeighbourIndex Neighbours { get; }

    /// <summary>With whom log templates were seen.</summary>
    public TemplateOwners TemplateOwners { get; }

    /// <summary>Loads and checks a version.</summary>
    /// <param name="folder">The version's folder.</param>
    /// <exception cref="ModelRefusedException">A file is missing, damaged or of another format.</exception>
    public static Model Load(string folder) => ModelLoader.Load(folder);

    /// <summary>Features and probabilities of all targets. Allocates nothing.</summary>
    /// <param name="text">What to score.</param>
    /// <param name="buffer">A buffer of this model that no other thread uses; receives features and probabilities.</param>
    public void Rank(IncidentText text, RankBuffer buffer)
    {
        Space.Read(text, buffer.Vector);
        for (var t = 0; t < Targets.Count; t++)
            Targets[t].Rank(buffer.Vector, buffer.Probabilities[t], buffer.Scratch[t]);
    }

    /// <summary>Trust in a target's top class.</summary>
    /// <param name="target">Place of the target.</param>
    /// <param name="buffer">As <see cref="Rank"/> left it.</param>
    public double Trust(int target, RankBuffer buffer) =>
        Targets[target].Trust(buffer.Probabilities[target], buffer.Vector, Targets.Count == 2 ? buffer.Probabilities[1 - target] : []);
}
