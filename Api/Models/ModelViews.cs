namespace Classifier.Api.Models;

/// <summary>A model version with its headline figures.</summary>
public sealed record ModelView(
    string Version, bool Champion, IReadOnlyList<string> Targets, int Rows, IReadOnlyDictionary<string, double> Accuracy, IReadOnlyDictionary<string, double> MacroF1, string? Refused);

/// <summary>Which model answers.</summary>
/// <param name="Version">The champion.</param>
/// <param name="Previous">What a roll-back returns to; null when there is nothing.</param>
public sealed record ModelPointer(string Version, string? Previous);
