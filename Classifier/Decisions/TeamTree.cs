using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>A parent that could answer for its teams.</summary>
/// <param name="Label">The parent.</param>
/// <param name="Probability">Sum over <paramref name="Members"/>.</param>
/// <param name="Members">The classes at or below the parent, most probable first.</param>
public sealed record ParentScore(string Label, double Probability, IReadOnlyList<ClassScore> Members);

/// <summary>Which team is part of which. Plain data, so that decisions need not see the directory.</summary>
/// <param name="parents">Parent by team; a team that had other keys stands under each. Without circles.</param>
public sealed class TeamTree(IReadOnlyDictionary<string, string> parents)
{
    /// <summary>No team is part of another.</summary>
    public static TeamTree Flat { get; } = new(new Dictionary<string, string>());

    /// <summary>Whether no team is part of another.</summary>
    public bool IsFlat => parents.Count == 0;

    /// <summary>The team that a team is part of; null when of none.</summary>
    public string? ParentOf(string team) => parents.GetValueOrDefault(team);

    /// <summary>Whether a team is <paramref name="parent"/> or part of it, at any depth.</summary>
    public bool IsWithin(string team, string parent)
    {
        for (var at = team; at is not null; at = ParentOf(at))
        {
            if (at == parent)
                return true;
        }
        return false;
    }

    /// <summary>Sum over the parent and all that is part of it: never below any of its teams.</summary>
    public ParentScore ScoreOf(string parent, IEnumerable<ClassScore> classes)
    {
        List<ClassScore> members = [.. classes.Where(c => IsWithin(c.Label, parent)).OrderByDescending(c => c.Probability).ThenBy(c => c.Label, StringComparer.Ordinal)];
        return new(parent, Math.Min(1, members.Sum(m => m.Probability)), members);
    }

    /// <summary>
    /// The one parent that could answer: among the direct parents of classes, the one whose own classes have the highest sum
    /// (of equals the first in ordinal order). A parent above it would be right more often and of less use.
    /// </summary>
    /// <returns>Null where that parent has a single class, which it would only hide, and where nothing has a parent.</returns>
    public ParentScore? Leading(IReadOnlyList<ClassScore> classes)
    {
        if (IsFlat)
            return null;
        var sums = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var parent in classes.Select(c => ParentOf(c.Label)).OfType<string>().Distinct())
            sums[parent] = classes.Where(c => c.Label == parent || ParentOf(c.Label) == parent).Sum(c => c.Probability);
        return sums.Count > 0 && ScoreOf(sums.MaxBy(s => s.Value).Key, classes) is { Members.Count: > 1 } leading ? leading : null;
    }
}
