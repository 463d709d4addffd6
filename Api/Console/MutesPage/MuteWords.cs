using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Directories;

namespace Classifier.Api.Console.MutesPage;

/// <summary>How the alerts of a mute are said.</summary>
internal static class MuteWords
{
    /// <summary><c>service=shop-*, of Edge delivery, critical or high</c>.</summary>
    public static string Of(RuleCondition condition, ResponderDirectory directory) => string.Join(", ", Parts(condition, directory));

    private static IEnumerable<string> Parts(RuleCondition condition, ResponderDirectory directory)
    {
        foreach (var (label, value) in condition.Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
            yield return $"{label}={value}";
        if (condition.Text.Count > 0)
            yield return Or(condition.Text.Select(t => $"“{t}”"));
        if (condition.Sources.Count > 0)
            yield return condition.Sources.Contains("*") ? "all alerts" : $"from {Or(condition.Sources)}";
        if (condition.Severities.Count > 0)
            yield return Or(condition.Severities.OrderDescending().Select(s => s.Word()));
        if (condition.Teams.Count > 0)
            yield return $"of {Or(condition.Teams.Select(directory.TeamName))}";
        if (condition.IssueTypes.Count > 0)
            yield return Or(condition.IssueTypes.Select(directory.IssueTypeName));
    }

    private static string Or(IEnumerable<string> words) => string.Join(" or ", words);
}
