namespace Classifier.Training.Import;

/// <summary>Names of the history format.</summary>
internal static class TicketFields
{
    public const string Attributes = "attributes";
    public const string Responders = "responders";
    public const string Logs = "logs";
    public const string Changes = "changes";

    private static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        "id", "opened_at", "title", "description", "issue_type", "owning_team", "resolved_at", "cause", "fix", "severity", "location",
    };

    /// <summary>Whether it is a field of one value; every other name is an attribute.</summary>
    public static bool IsSingle(string name) => Single.Contains(name);
}
