namespace Classifier.Scoring;

/// <summary>The two targets by their names on the wire.</summary>
public static class TargetNames
{
    /// <summary>What kind of problem it is.</summary>
    public const string IssueType = "issue_type";

    /// <summary>Whose it is.</summary>
    public const string OwningTeam = "owning_team";

    /// <summary>Both, in the order they are reported.</summary>
    public static IReadOnlyList<string> All { get; } = [IssueType, OwningTeam];
}
