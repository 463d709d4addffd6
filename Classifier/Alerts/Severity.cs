namespace Classifier.Alerts;

/// <summary>How bad it is, in rising order, so that levels can be compared.</summary>
public enum Severity
{
    /// <summary>Stored, never announced.</summary>
    Info,

    /// <summary>Gets a message, never a room.</summary>
    Low,

    /// <summary>What an alert without a stated severity counts as.</summary>
    Medium,

    /// <summary>Unanswered for ten minutes, the triage on-call gets a room.</summary>
    High,

    /// <summary>Always opens a room at once. Once stated, never lowered.</summary>
    Critical,
}

/// <summary>The words that people and tools use for the five levels.</summary>
public static class SeverityWords
{
    /// <summary>The level's name on the wire: <c>critical</c>, <c>high</c>, <c>medium</c>, <c>low</c> or <c>info</c>.</summary>
    public static string Word(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    /// <summary>Reads a level from the words that monitoring tools and trackers write.</summary>
    /// <param name="word">Any case; null, empty and unknown words give null.</param>
    public static Severity? Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "critical" or "crit" or "emergency" or "fatal" or "blocker" or "disaster" or "page" or "sev1" or "p1" or "1" => Severity.Critical,
        "high" or "major" or "error" or "err" or "severe" or "sev2" or "p2" or "2" => Severity.High,
        "medium" or "moderate" or "normal" or "warning" or "warn" or "average" or "sev3" or "p3" or "3" => Severity.Medium,
        "low" or "minor" or "trivial" or "notice" or "sev4" or "p4" or "4" => Severity.Low,
        "info" or "information" or "informational" or "none" or "debug" or "ok" or "sev5" or "p5" or "5" => Severity.Info,
        _ => null,
    };
}
