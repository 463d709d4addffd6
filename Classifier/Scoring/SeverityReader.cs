using System.Text.RegularExpressions;
using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>How bad it is: what was stated, else what the labels say, else what the text says, else medium.</summary>
public static partial class SeverityReader
{
    private static readonly string[] LabelNames = ["severity", "priority", "sev", "level", "urgency", "impact"];

    /// <summary>The alert's severity. What was stated is never changed, so a stated critical is never lowered.</summary>
    public static Severity Read(Alert alert) =>
        Stated(alert) ?? FromText(alert.Title) ?? FromText(alert.Description) ?? Severity.Medium;

    /// <summary>What the source stated, as severity or in a label; null when it stated nothing that we know.</summary>
    public static Severity? Stated(Alert alert) => alert.Severity ?? FromLabels(alert.Labels);

    private static Severity? FromLabels(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var name in LabelNames)
        {
            var named = labels.FirstOrDefault(l => l.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            if (SeverityWords.Parse(named) is { } severity)
                return severity;
        }
        return null;
    }

    private static Severity? FromText(string text)
    {
        var start = text.Length <= 2000 ? text : text[..2000];
        return StatedLevel().Match(start) switch
        {
            { Success: true } level => SeverityWords.Parse(level.Groups["level"].Value.Replace("-", "", StringComparison.Ordinal)),
            _ when Outage().IsMatch(start) => Severity.High,
            _ => null,
        };
    }

    // Words that hardly ever mean anything else; "error" or "warning" in running text say nothing about severity.
    [GeneratedRegex(@"\b(?<level>critical|emergency|sev-?[1-5]|p[1-5])\b|\b(?:severity|priority)\s*[:=]\s*(?<level>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StatedLevel();

    [GeneratedRegex(@"\b(?:outage|site (?:is )?down|production (?:is )?down|all (?:users|customers) (?:are )?affected|data loss)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Outage();
}
