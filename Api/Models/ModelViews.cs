using Classifier.Models;

namespace Classifier.Api.Models;

/// <summary>A model version.</summary>
/// <param name="Version">Its name.</param>
/// <param name="Champion">It answers.</param>
/// <param name="CreatedAt">When it was trained.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Snapshot">Hash of the data it learned from.</param>
/// <param name="CodeVersion">The program that trained it.</param>
/// <param name="Targets">What it learned.</param>
public sealed record ModelView(string Version, bool Champion, DateTimeOffset CreatedAt, int Rows, string Snapshot, string CodeVersion, IReadOnlyList<TargetView> Targets)
{
    internal static ModelView Of(ModelCard card, bool isChampion) => new(
        card.Version, isChampion, card.CreatedAt, card.Data.Rows, card.Data.Snapshot, card.CodeVersion, [.. card.Targets.Select(TargetView.Of)]);
}

/// <summary>One target of a model.</summary>
/// <param name="Name"><c>issue_type</c> or <c>owning_team</c>.</param>
/// <param name="Classes">How many classes it knows.</param>
/// <param name="Learner">Whose weights they are.</param>
/// <param name="Accuracy">On the newest rows, before the last fit.</param>
/// <param name="MacroF1">On the newest rows, before the last fit.</param>
public sealed record TargetView(string Name, int Classes, string Learner, double? Accuracy, double? MacroF1)
{
    internal static TargetView Of(TargetCard card) => new(
        card.Name, card.Classes.Count, card.Learner, card.Candidates.Count > 0 ? card.Candidates[0].Accuracy : null, card.Candidates.Count > 0 ? card.Candidates[0].MacroF1 : null);
}

/// <summary>Which model answers.</summary>
/// <param name="Version">The champion.</param>
/// <param name="Previous">What a roll-back returns to; null when there is nothing.</param>
public sealed record ModelPointer(string Version, string? Previous);
