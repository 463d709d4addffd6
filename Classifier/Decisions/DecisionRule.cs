using System.IO.Enumeration;
using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Decisions;

/// <summary>What an alert must be like for a rule to hold. Parts that are empty fit everything; of a part's entries one must fit, of labels all.</summary>
public sealed record RuleCondition
{
    /// <summary>Value by label; <c>*</c> stands for anything, case does not count.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whole words or phrases of title or description, in any case.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>Names of sources; <c>*</c> stands for anything.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Levels.</summary>
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <summary>The owning team as it is answered.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The issue type as it is answered.</summary>
    public IReadOnlyList<string> IssueTypes { get; init; } = [];

    /// <summary>Whether nothing is asked, so that every alert would fit.</summary>
    public bool IsEmpty => Labels.Count + Text.Count + Sources.Count + Severities.Count + Teams.Count + IssueTypes.Count == 0;

    /// <summary>Whether an alert fits.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="scores">What is answered so far.</param>
    public bool Fits(Alert alert, AlertScores scores) =>
        Labels.All(l => alert.Labels.TryGetValue(l.Key, out var value) && FileSystemName.MatchesSimpleExpression(l.Value, value))
        && (Text.Count == 0 || Text.Any(t => Has(alert.Title, t) || Has(alert.Description, t)))
        && (Sources.Count == 0 || Sources.Any(s => FileSystemName.MatchesSimpleExpression(s, alert.Source)))
        && (Severities.Count == 0 || Severities.Contains(scores.Severity))
        && (Teams.Count == 0 || Teams.Contains(scores.OwningTeam.Top ?? "", StringComparer.Ordinal))
        && (IssueTypes.Count == 0 || IssueTypes.Contains(scores.IssueType.Top ?? "", StringComparer.Ordinal));

    private static bool Has(string text, string phrase)
    {
        for (var at = 0; (at = text.IndexOf(phrase, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!Continues(text, at - 1, phrase[0]) && !Continues(text, at + phrase.Length, phrase[^1]))
                return true;
        }
        return false;
    }

    /// <summary>Whether a word goes on beyond the phrase's edge. Scripts without blanks between words have no such edge.</summary>
    private static bool Continues(string text, int at, char edge) =>
        char.IsAsciiLetterOrDigit(edge) && at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);
}

/// <summary>What people have laid down, whatever the model says.</summary>
/// <param name="Name">For people; unique.</param>
/// <param name="If">When it holds.</param>
public sealed record DecisionRule(string Name, RuleCondition If)
{
    /// <summary>Pins the owning team; null to leave it open.</summary>
    public string? Team { get; init; }

    /// <summary>Pins the issue type; null to leave it open.</summary>
    public string? IssueType { get; init; }

    /// <summary>Teams that are never the answer.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>At most suggest.</summary>
    public bool NeverAct { get; init; }
}
