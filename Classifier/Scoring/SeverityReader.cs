using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>How bad it is: what was stated, else what the labels say, else what title, description or logs say, else medium.</summary>
public static class SeverityReader
{
    private static readonly string[] LabelNames = ["severity", "priority", "sev", "level", "urgency", "impact"];

    /// <summary>The alert's severity. What was stated is never changed, so a stated critical is never lowered.</summary>
    public static Severity Read(Alert alert) =>
        Stated(alert) ?? SeverityText.Read(alert.Title) ?? SeverityText.Read(alert.Description) ?? SeverityText.ReadLogs(alert.Logs) ?? Severity.Medium;

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
}
